import type { Cnv } from '../../clients/cnv/client.ts';
import type { CnvOrder, CnvProduct } from '../../clients/cnv/schema.ts';
import type { Nhanh } from '../../clients/nhanh/client.ts';
import type { NhanhCustomer } from '../../clients/nhanh/customer.ts';
import { readOrigin } from '../../core/echo.ts';
import type { Json } from '../../core/json.ts';

/** Copies at CNV by the reference they carry. CNV has no search for it, so its lists are read through. */

/** `since`: no copy was made before, epoch ms. */
export type Lookup = { ref: string; since: number };

/** All that is to come: nothing is changed later. */
const END = Date.UTC(2100, 0);

export async function orderByRef(cnv: Cnv, { ref, since }: Lookup): Promise<CnvOrder | null> {
  const span = { from: since, to: END };
  return find(
    (next) => cnv.listChangedOrders(span, next),
    (row) => row.ref === ref,
  );
}

export function productByRef(cnv: Cnv, ref: string): Promise<CnvProduct | null> {
  return find(
    (next) => cnv.products(next),
    (row) => row.ref === ref,
  );
}

/** All products of CNV, to be looked through for many. */
export async function productsOf(cnv: Cnv): Promise<CnvProduct[]> {
  const all: CnvProduct[] = [];
  await find(
    (next) => cnv.products(next),
    (row) => all.push(row) === 0,
  );
  return all;
}

/** One of our reference, or one with the code that was put there before and is nobody's: that is taken over, not doubled. */
export function productLike(
  all: readonly CnvProduct[],
  { ref, sku }: { ref: string; sku?: string | undefined },
): CnvProduct | null {
  const ours = all.find((row) => row.ref === ref);
  const like = all.find(
    (row) => sku !== undefined && row.sku === sku && readOrigin(row.ref) === null,
  );
  return ours ?? like ?? null;
}

type Listed<Row> = { rows: Row[]; next: Json | null };

export async function find<Row>(
  list: (next: Json | null) => Promise<Listed<Row>>,
  is: (row: Row) => boolean,
): Promise<Row | null> {
  let next: Json | null = null;
  do {
    const page: Listed<Row> = await list(next);
    const found = page.rows.find(is);
    if (found !== undefined) return found;
    next = page.next;
  } while (next !== null);
  return null;
}

/** A customer of Nhanh by phone, whichever way it is written there. */
export async function customerOf(nhanh: Nhanh, phone: string): Promise<NhanhCustomer | null> {
  for (const written of spellings(phone)) {
    const found = await nhanh.customerByPhone(written);
    if (found !== null) return found;
  }
  return null;
}

function spellings(phone: string): string[] {
  if (!phone.startsWith('0')) return [phone];
  const rest = phone.slice(1);
  return [phone, `84${rest}`, `+84${rest}`];
}
