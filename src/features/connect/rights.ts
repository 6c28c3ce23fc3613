import type { Nhanh } from '../../clients/nhanh/client.ts';
import { UpstreamError } from '../../core/errors.ts';

/** What the sync reads at Nhanh; each is a permission of its own when the app is granted. */
export const READS = ['products', 'orders', 'customers', 'bills'] as const;
export type Read = (typeof READS)[number];

/**
 * What Nhanh refuses to be read with what was granted, asked live: the names of its permissions are not published. A read that
 * fails for another reason is not counted as refused. https://apidocs.nhanh.vn/v3
 */
export async function refusedReads(nhanh: Nhanh, now: Temporal.Instant): Promise<Read[]> {
  const span = { from: now.epochMilliseconds, to: now.epochMilliseconds };
  const ask: Record<Read, () => Promise<unknown>> = {
    products: () => nhanh.products(span, null),
    orders: () => nhanh.orders('updated', span, null),
    customers: () => nhanh.customers(span, null),
    bills: () => nhanh.retailBills(span, null),
  };
  const allowed = await Promise.all(READS.map((read) => isAllowed(ask[read])));
  return READS.filter((_, at) => !allowed[at]);
}

async function isAllowed(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return error.code !== 'no-permission';
  }
}
