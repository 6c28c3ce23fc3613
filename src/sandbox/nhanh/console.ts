import { createShop } from './hands.ts';
import { type Inside, needShop, setHooks, teller } from './inside.ts';
import { EVENTS, PERMISSIONS } from './rules.ts';
import { createStore } from './store.ts';
import type { NhanhSimulator } from './types.ts';

const NO_HOOKS = { enabled: false, url: '', token: '', version: 3, events: EVENTS } as const;

/** What a developer does at open.nhanh.vn. */
export function consoleOf({
  apps,
  hooks,
}: Inside): Pick<NhanhSimulator, 'addApp' | 'app' | 'editApp' | 'enableHooks' | 'disableHooks'> {
  return {
    addApp: (app) =>
      apps.put(app.appId, {
        name: 'Tenban',
        active: true,
        redirectUrls: [],
        hooks: NO_HOOKS,
        ...app,
      }),
    app: apps.need,
    editApp: (appId, change) => apps.edit(appId, change),
    async enableHooks(appId, wanted) {
      const next = { ...NO_HOOKS, ...wanted, enabled: true };
      if (!/^[A-Za-z0-9]{16,128}$/.test(next.token)) return false;
      if (!(await hooks.attempts.probe(appId, next))) return false;
      setHooks(apps, appId, next);
      return true;
    },
    disableHooks: (appId) => setHooks(apps, appId, { enabled: false }),
  };
}

/** What a shop does about apps. */
export function doorOf({
  grants,
  granted,
  hooks,
}: Inside): Pick<NhanhSimulator, 'oldToken' | 'uninstall'> {
  return {
    oldToken(appId, business) {
      const version = '2.0';
      return grants.issue({ appId, business, permissions: PERMISSIONS, depots: [], version }).token;
    },
    uninstall(appId, business) {
      grants.end(appId, business);
      const apps = granted.get(business);
      if (!apps?.delete(appId)) return;
      hooks.send(appId, { event: 'appUninstalled', business });
    },
  };
}

type Times = { now(): number; changed(): void };

/** Businesses, and the people in them. */
export function businessesOf(
  inside: Inside,
  { now, changed }: Times,
): Pick<NhanhSimulator, 'addBusiness' | 'editBusiness' | 'shop'> {
  const { shops } = inside;
  const tell = teller(inside);
  return {
    addBusiness(given) {
      const { id } = given;
      const business = {
        name: `Shop ${id}`,
        openApi: true,
        permissions: PERMISSIONS,
        depots: [],
        ...given,
      };
      shops.set(id, createShop(createStore(business, changed), { now, tell }));
      changed();
      return business;
    },
    editBusiness(id, change) {
      const { store } = needShop(shops, id);
      store.business = { ...store.business, ...change };
      changed();
      return store.business;
    },
    shop: (id) => needShop(shops, id).hands,
  };
}
