/** How strict the simulated Nhanh is. Times in milliseconds. https://apidocs.nhanh.vn/v3 */
export type NhanhRules = {
  /** Life of an access code, and of the token before once there is a newer one. */
  codeLife: number;
  grace: number;
  tokenDays: number;
  rate: { calls: number; ms: number; lock: number };
  windowDays: number;
  /** What a wider window gets; Nhanh does not say. */
  tooWide: 'refuse' | 'clamp';
  /** Every so many pages one is cut in half though more follow; 0 for never. */
  shortEvery: number;
  /** Failures as real HTTP statuses instead of 200. */
  realStatuses: boolean;
  /** Plain http redirect addresses on this machine. */
  loopbackRedirects: boolean;
  hooks: {
    /** Gaps before each further attempt; the newest page does not say them. */
    retries: readonly number[];
    timeout: number;
    /** How long stock changes are collected, and how many go together. */
    batch: { ms: number; size: number };
    /** Of the last attempts so many may fail before Nhanh looks whether the address is well. */
    health: { attempts: number; failures: number };
  };
};

const MINUTE = 60_000;

export const RULES: NhanhRules = {
  codeLife: 10 * MINUTE,
  grace: 15 * MINUTE,
  tokenDays: 365,
  rate: { calls: 150, ms: 30_000, lock: 10_000 },
  windowDays: 31,
  tooWide: 'refuse',
  shortEvery: 3,
  realStatuses: false,
  loopbackRedirects: true,
  hooks: {
    retries: [5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
    timeout: 5_000,
    batch: { ms: 1_000, size: 100 },
    health: { attempts: 20, failures: 10 },
  },
};

export const PERMISSIONS = [
  'product.list',
  'order.list',
  'order.add',
  'order.edit',
  'customer.list',
  'customer.add',
  'bill.list',
] as const;
export const EVENTS = [
  'productAdd',
  'productUpdate',
  'productDelete',
  'inventoryChange',
  'orderAdd',
  'orderUpdate',
  'orderDelete',
  'orderPartialReturn',
  'appUninstalled',
] as const;
export type HookEvent = (typeof EVENTS)[number];
