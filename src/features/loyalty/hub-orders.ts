import { z } from 'zod';
import type { CnvOrder } from '../../clients/cnv/schema.ts';
import { fingerprint, readOrigin } from '../../core/echo.ts';
import { retryAfter } from './decide.ts';
import type { Desk } from './desk.ts';
import { type HubOrder, nhanhOrder, readHubOrder } from './hub-order.ts';
import { hubOrderOperation } from './operations.ts';
import { rowId } from './row.ts';
import { hold, skip, type Thing, write } from './write.ts';

/** An order that CNV made is added to Nhanh once; from then on Nhanh handles it, and its row there is the order's. */
export async function syncHubOrder(desk: Desk, found: CnvOrder): Promise<void> {
  const row = rowId('hub-order', found.id);
  const state = await desk.state(row);
  if (state.status === 'linked') return;
  const read = readHubOrder(found);
  const thing = { row, state, name: found.code ?? found.id };
  if (!('order' in read)) {
    if (read.act === 'hold') hold(desk, thing, { reason: read.reason, origin: 'cnv' });
    if (read.act === 'skip') skip(desk, thing, read.reason);
    return;
  }
  await add(desk, thing, read.order);
}

async function add(desk: Desk, thing: Thing, order: HubOrder): Promise<void> {
  const { nhanh } = desk.context;
  const { ids, missing } = await nhanhIds(desk, order);
  if (missing.length > 0) {
    const { tries } = thing.state.detail;
    const retryAt = desk.now + retryAfter(tries);
    const waits = { origin: 'cnv', missing, retryAt, tries: tries + 1 } as const;
    return hold(desk, thing, { reason: 'product-unknown', ...waits });
  }
  const { depot } = desk.joined.options;
  const draft = nhanhOrder(order, { products: ids, depot });
  const hash = fingerprint(z.json().parse(draft));
  if (thing.state.detail.tried === hash) return;
  const written = await write(desk, {
    ...thing,
    hash,
    to: 'nhanh',
    operation: (about) => hubOrderOperation(nhanh, draft, about),
    note: { origin: 'cnv', cnv: order.id },
    status: 'linked',
  });
  if (written === null || written.id === null) return;
  const row = rowId('order', written.id);
  const { detail } = await desk.state(row);
  desk.note(row, { ...detail, status: 'synced', name: written.id, cnv: order.id, origin: 'cnv' });
}

/** Products at CNV carry where they came from. */
async function nhanhIds(
  desk: Desk,
  { lines }: HubOrder,
): Promise<{ ids: Map<string, string>; missing: string[] }> {
  const ids = new Map<string, string>();
  const missing: string[] = [];
  for (const product of new Set(lines.map((line) => line.product))) {
    const there = await desk.context.cnv.product(product);
    const origin = readOrigin(there?.ref ?? null);
    if (origin?.system === 'nhanh') ids.set(product, origin.id);
    else missing.push(product);
  }
  return { ids, missing };
}
