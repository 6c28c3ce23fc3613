import type { Connecting } from '../../core/connecting.ts';
import type { Settings } from '../../core/settings.ts';
import { flowBehind, keys } from './flow.ts';

type Wanted = { shop: string; accountId: string; app: string; business?: string };
export type Taken = 'account' | 'app' | 'business';

/**
 * Why these cannot be this shop's: an account of CNV Loyalty, an app of its own and a business of Nhanh go together, and no
 * two shops share one. Null when they can.
 */
export async function takenBy(settings: Settings, wanted: Wanted): Promise<Taken | null> {
  const all = await settings.list('connections');
  const others = all.filter(({ system, shop }) => system === 'nhanh' && shop !== wanted.shop);
  const has = (option: string, value: string): boolean =>
    others.some(({ options }) => options[option] === value);
  if (has('accountId', wanted.accountId)) return 'account';
  if (has('appId', wanted.app)) return 'app';
  return wanted.business !== undefined && has('businessId', wanted.business) ? 'business' : null;
}

/** Whether another shop is being connected with these just now. */
export async function wantedBy(
  connecting: Connecting,
  { shop, accountId, app }: Wanted,
): Promise<Taken | null> {
  const isOther = async (key: string): Promise<boolean> => {
    const flow = await flowBehind(connecting, key);
    return flow?.kept === false && flow.shop !== shop;
  };
  if (await isOther(keys.account(accountId))) return 'account';
  return (await isOther(keys.app(app))) ? 'app' : null;
}
