import type { CnvOrder } from '../../clients/cnv/schema.ts';
import { fingerprint } from '../../core/echo.ts';
import { carryBuyer } from './customers.ts';
import { decide } from './decide.ts';
import type { Desk } from './desk.ts';
import { orderDraft, saleContent } from './drafts.ts';
import { orderByRef } from './lookup.ts';
import { orderOperation } from './operations.ts';
import { productIds } from './products.ts';
import { markWaiting, rowId } from './row.ts';
import type { ReadSale, Sale, SaleStatus } from './sale.ts';
import { hold, leave, skip, type Thing, write } from './write.ts';

/** An order or bill of Nhanh goes to CNV, its buyer ahead of it. What misses a product waits and stops no other. */
export async function syncSale(desk: Desk, row: string, read: ReadSale): Promise<void> {
  const state = await desk.state(row);
  const thing = { row, state, name: row.slice(row.indexOf(':') + 1) };
  if (!('sale' in read))
    return read.act === 'skip' ? skip(desk, thing, read.reason) : hold(desk, thing, read);
  const { sale } = read;
  const content = saleContent(sale);
  const hash = fingerprint(content);
  if (await isEcho(desk, thing, sale, hash)) return;
  const { cnv } = desk.context;
  const { ids, missing } = await productIds(
    desk,
    sale.lines.map(({ product }) => product),
  );
  const choice = decide(content, { known: state.detail, takes: cnv.takes('order'), missing });
  if (choice.act === 'leave') return leave(desk, thing);
  if (choice.act !== 'write' && choice.act !== 'hold') return;
  if (state.detail.carried !== hash && !(await carryBuyer(desk, sale))) return wait(desk, thing);
  if (choice.act === 'hold') {
    for (const product of choice.missing) await wantProduct(desk, product);
    const { reason, missing } = choice;
    return hold(desk, thing, { reason, missing, carried: hash, madeAt: sale.createdAt });
  }
  await writeSale(desk, thing, { sale, hash, ids });
}

type Writable = { sale: Sale; hash: string; ids: ReadonlyMap<string, string> };

async function writeSale(desk: Desk, thing: Thing, { sale, hash, ids }: Writable): Promise<void> {
  const { cnv } = desk.context;
  const since = sinceOf(desk, sale);
  const { detail } = thing.state;
  const known = detail.cnv ?? sale.cnv;
  const lost = known === null && detail.writtenAt !== null;
  const id = lost ? ((await orderByRef(cnv, { ref: sale.ref, since }))?.id ?? null) : known;
  const code = sale.cnv === null ? null : ((await cnv.order(sale.cnv))?.code ?? null);
  const draft = orderDraft(sale, { id, products: ids, code, now: desk.now });
  await write(desk, {
    ...thing,
    hash,
    to: 'cnv',
    operation: (about) => orderOperation(cnv, draft, { ...about, since }),
    note: {
      carried: hash,
      cnv: id,
      madeAt: sale.createdAt,
      ...(sale.cnv !== null && { origin: 'cnv' }),
    },
  });
}

/** No copy of it was made before it was, nor before the shop was connected. */
function sinceOf({ joined }: Desk, { createdAt }: Sale): number {
  return Math.max(createdAt ?? 0, joined.options.connectedAt ?? 0);
}

/** An order of CNV that Nhanh was given comes back as it was: CNV is told only of what Nhanh makes of it. */
async function isEcho(desk: Desk, thing: Thing, sale: Sale, hash: string): Promise<boolean> {
  if (sale.cnv === null || thing.state.detail.hash !== null) return false;
  const there = await desk.context.cnv.order(sale.cnv);
  if (there === null || hubStatus(there) !== sale.status) return false;
  leave(desk, thing, { hash, cnv: sale.cnv, origin: 'cnv', carried: hash });
  return true;
}

function hubStatus({ cancelled, status }: Pick<CnvOrder, 'cancelled' | 'status'>): SaleStatus {
  if (cancelled) return 'cancelled';
  return status === 'complete' || status === 'returned' ? status : 'open';
}

/** An order that was deleted in Nhanh is cancelled at CNV, where points hang on it. */
export async function syncGoneOrder(desk: Desk, id: string): Promise<void> {
  const row = rowId('order', id);
  const state = await desk.state(row);
  const { cnv: hub, readAt } = state.detail;
  const thing = { row, state, name: id };
  if (hub === null) return readAt === null ? undefined : skip(desk, thing, 'gone');
  const { cnv } = desk.context;
  const choice = decide({ row, gone: true }, { known: state.detail, takes: cnv.takes('order') });
  if (choice.act === 'leave') return leave(desk, thing);
  if (choice.act === 'hold') return hold(desk, thing, { reason: choice.reason });
  const there = await cnv.order(hub);
  if (choice.act !== 'write' || there === null) return skip(desk, thing, 'gone');
  if (there.cancelled) return leave(desk, thing, { hash: choice.hash });
  const draft = cancelled(there, row);
  await write(desk, {
    ...thing,
    hash: choice.hash,
    to: 'cnv',
    operation: (about) => orderOperation(cnv, draft, { ...about, since: 0 }),
  });
}

function cancelled(there: CnvOrder, row: string): Parameters<typeof orderOperation>[1] {
  const lines = there.lines.map(({ product, name, quantity, price, discount }) => ({
    product: product ?? '',
    name: name ?? '',
    quantity,
    price: price ?? 0,
    total: quantity * (price ?? 0) - discount,
  }));
  return {
    id: there.id,
    ref: there.ref ?? `nhanh:${row.slice(row.indexOf(':') + 1)}`,
    code: there.code ?? there.id,
    phone: there.customer.phone ?? '',
    status: 'cancelled',
    lines,
    total: there.total ?? 0,
    createdAt: there.createdAt ?? 0,
  };
}

/** Its buyer's outcome has to be known first. */
function wait(desk: Desk, { row, state, name }: Thing): void {
  const { again } = desk.leaves();
  desk.note(row, { ...state.detail, status: 'waiting', name, retryAt: again });
}

/** Has a product that nobody has read be read. */
async function wantProduct(desk: Desk, product: string): Promise<void> {
  const row = rowId('product', product);
  const { detail } = await desk.state(row);
  if (detail.readAt === null) desk.mark(markWaiting(desk.place, row, { at: desk.now }));
}
