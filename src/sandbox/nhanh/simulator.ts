import type { Clock } from '../../core/clock.ts';
import type { Said } from '../web/faults.ts';
import { simulate } from '../web/simulator.ts';
import { failedAnswer } from './answers.ts';
import { createApi } from './api.ts';
import { createConsent } from './consent.ts';
import { businessesOf, consoleOf, doorOf } from './console.ts';
import type { Shop } from './hands.ts';
import { createInside, needShop } from './inside.ts';
import { type NhanhRules, RULES } from './rules.ts';
import type { NhanhSimulator, SimBusiness } from './types.ts';

export type NhanhOptions = { clock: Clock; rules?: Partial<NhanhRules> };

/** Nhanh.vn in memory: the developer's console, the consent page, API 3.0 and webhooks. */
export function createNhanhSimulator({ clock, rules: given }: NhanhOptions): NhanhSimulator {
  const rules = { ...RULES, ...given };
  const now = (): number => clock.now().epochMilliseconds;
  const changed = (): void => simulated.changed();
  const ended = new AbortController();
  const inside = createInside({ clock, rules, changed, signal: ended.signal });
  const { apps, shops, grants, granted, hooks } = inside;
  const consent = createConsent({ rules, grants, app: apps.get, businesses: () => allOf(shops) });
  const api = createApi({
    now,
    rules,
    grants,
    app: apps.get,
    business: (id) => shops.get(id)?.store.business,
    shop: (id) => needShop(shops, id),
    onGrant(appId, business) {
      granted.set(business, (granted.get(business) ?? new Set<string>()).add(appId));
    },
  });
  const simulated = simulate(clock, {
    answer: (request) =>
      new URL(request.url).pathname === '/oauth' ? consent.answer(request) : api(request),
    said: SAID,
  });
  return {
    ...simulated,
    async listen(port) {
      const { url, close } = await simulated.listen(port);
      async function end(): Promise<void> {
        ended.abort();
        await close();
      }
      return { url, close: end };
    },
    ...consoleOf(inside),
    ...doorOf(inside),
    ...businessesOf(inside, { now, changed }),
    consent: consent.allow,
    hooks: { faults: hooks.faults, attempts: hooks.attempts.all, idle: hooks.idle },
  };
}

const SAID: Said = {
  tooMany: (headers) => new Response('Too Many Requests', { status: 429, headers }),
  broken: () => failedAnswer({ errorCode: 'ERR_SERVER', messages: 'server error' }, true),
};

function allOf(shops: ReadonlyMap<string, Shop>): SimBusiness[] {
  return [...shops.values()].map(({ store }) => store.business);
}
