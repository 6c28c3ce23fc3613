import { type Failure, failed } from './answers.ts';
import type { Grants, Token } from './grants.ts';
import type { NhanhRules } from './rules.ts';
import type { SimApp, SimBusiness } from './types.ts';

export type Asked = { appId: string; business: string; token: string; action: string };

export type Gate = {
  /** Who asks, or why not, in the order that Nhanh is believed to look. */
  admit(asked: Asked): Token | Failure;
};

type Known = {
  now(): number;
  rules: NhanhRules;
  app(id: string): SimApp | undefined;
  business(id: string): SimBusiness | undefined;
  grants: Grants;
};

/** What an action needs. What the words are is not published; these are ours. */
const NEEDS: Readonly<Record<string, string>> = {
  'product/list': 'product.list',
  'product/category': 'product.list',
  'order/list': 'order.list',
  'order/deleted': 'order.list',
  'order/add': 'order.add',
  'order/edit': 'order.edit',
  'customer/list': 'customer.list',
  'customer/add': 'customer.add',
  'bill/list': 'bill.list',
};

export function createGate({ now, rules, app, business, grants }: Known): Gate {
  const crowd = createCrowd(now, rules.rate);
  return {
    admit({ appId, business: id, token: given, action }) {
      if (!app(appId)?.active) return failed('ERR_INVALID_APP_ID', 'Invalid appId');
      const token = grants.find(given);
      if (token === null || token.appId !== appId)
        return failed('ERR_INVALID_ACCESS_TOKEN', 'Invalid accessToken');
      if (token.version !== '3.0') return failed('ERR_INVALID_VERSION', 'Invalid version');
      if (token.business !== id) return failed('ERR_INVALID_BUSINESS_ID', 'Invalid businessId');
      if (business(id)?.openApi !== true)
        return failed('ERR_BUSINESS_NOT_ENABLE_API', 'Doanh nghiệp chưa bật Open API');
      const locked = crowd(`${appId} ${id} ${action}`);
      if (locked !== null) return locked;
      const need = NEEDS[action];
      if (need !== undefined && !token.permissions.includes(need))
        return failed('ERR_403', 'The app or accessToken is not authorized for this feature');
      return token;
    },
  };
}

/** Counts calls per app, business and address; who asks while locked is locked longer. */
function createCrowd(
  now: () => number,
  { calls, ms, lock }: NhanhRules['rate'],
): (key: string) => Failure | null {
  const lanes = new Map<string, { times: number[]; until: number; strikes: number }>();
  return (key) => {
    const lane = lanes.get(key) ?? { times: [], until: 0, strikes: 0 };
    lanes.set(key, lane);
    if (now() >= lane.until) lane.strikes = 0;
    lane.times = lane.times.filter((time) => now() - time < ms);
    if (now() >= lane.until && lane.times.length < calls) {
      lane.times.push(now());
      return null;
    }
    lane.strikes += 1;
    const lockedSeconds = Math.ceil((lock * lane.strikes) / 1000);
    lane.until = now() + lockedSeconds * 1000;
    const data = { lockedSeconds, unlockedAt: Math.ceil(lane.until / 1000) };
    return { errorCode: 'ERR_429', message: 'rate limit', data };
  };
}
