import type { Clock } from '../../core/clock.ts';
import { createShelf } from '../web/shelf.ts';
import { createGrants, type Grants } from './grants.ts';
import type { Shop, Tell } from './hands.ts';
import { createHooks, type Hooks } from './hooks.ts';
import type { NhanhRules } from './rules.ts';
import type { SimApp } from './types.ts';
import { oldOrderHook } from './views.ts';

/** Everything that the simulated Nhanh knows. */
export type Inside = {
  apps: Apps;
  shops: Map<string, Shop>;
  grants: Grants;
  /** Apps by the business that granted them. */
  granted: Map<string, Set<string>>;
  hooks: Hooks;
};

type InsideParts = { clock: Clock; rules: NhanhRules; changed(): void; signal: AbortSignal };

export function createInside({ clock, rules, changed, signal }: InsideParts): Inside {
  const apps = createShelf<SimApp>('app', changed);
  return {
    apps,
    shops: new Map(),
    grants: createGrants(() => clock.now().epochMilliseconds, rules),
    granted: new Map(),
    hooks: createHooks({
      clock,
      rules: rules.hooks,
      app: apps.need,
      changed,
      signal,
      switchOff: (appId) => setHooks(apps, appId, { enabled: false }),
    }),
  };
}

type Apps = ReturnType<typeof createShelf<SimApp>>;

export function needShop(shops: ReadonlyMap<string, Shop>, id: string): Shop {
  const shop = shops.get(id);
  if (shop === undefined) throw new Error(`there is no business ${id}`);
  return shop;
}

/** Changes an app's webhooks. */
export function setHooks(apps: Apps, appId: string, change: Partial<SimApp['hooks']>): void {
  const { hooks } = apps.need(appId);
  apps.edit(appId, { hooks: { ...hooks, ...change } });
}

/** An app hears of a business only once that has granted it a token, and of the events ticked in the console. */
export function teller({ apps, hooks, granted }: Inside): Tell {
  return (business, event, data, order) => {
    for (const appId of granted.get(business) ?? []) {
      const { hooks: wanted } = apps.need(appId);
      if (!wanted.enabled || !wanted.events.includes(event)) continue;
      const old = order === undefined ? undefined : oldOrderHook(order);
      const send = event === 'inventoryChange' ? hooks.batch : hooks.send;
      send(appId, { event, business, data, ...(old !== undefined && { old }) });
    }
  };
}
