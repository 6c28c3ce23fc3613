import type { NhanhProduct } from '../../clients/nhanh/product.ts';
import { decide } from './decide.ts';
import type { Desk } from './desk.ts';
import { goneContent, type ProductContent, productContent } from './drafts.ts';
import { productLike } from './lookup.ts';
import { productOperation } from './operations.ts';
import { rowId } from './row.ts';
import { hold, leave, skip, type Thing, write } from './write.ts';

/** Products go from Nhanh to CNV, when they are made and when they are edited. What sells nothing itself stays. */
export async function syncProduct(desk: Desk, product: NhanhProduct): Promise<void> {
  const row = rowId('product', product.id);
  const thing = { row, state: await desk.state(row), name: product.name ?? product.id };
  if (product.isParent) return skip(desk, thing, 'parent-product');
  await passOn(desk, thing, { content: productContent(product), category: product.category });
}

/** One that Nhanh has no more. CNV is told that it is not sold; its old orders still name it. */
export async function syncGoneProduct(desk: Desk, id: string): Promise<void> {
  const row = rowId('product', id);
  const state = await desk.state(row);
  const thing = { row, state, name: state.detail.name ?? id };
  if (state.detail.cnv === null) return skip(desk, thing, 'gone');
  await passOn(desk, thing, { content: goneContent(id, state.detail.name), category: null });
}

type Passed = { content: ProductContent; category: string | null };

async function passOn(desk: Desk, thing: Thing, { content, category }: Passed): Promise<void> {
  const { cnv } = desk.context;
  const { detail } = thing.state;
  const choice = decide({ ...content, category }, { known: detail, takes: cnv.takes('product') });
  if (choice.act === 'leave') return leave(desk, thing);
  if (choice.act === 'hold') return hold(desk, thing, { reason: choice.reason });
  if (choice.act !== 'write') return;
  const id = detail.cnv ?? productLike(await desk.products(), content)?.id ?? null;
  const above =
    category === null ? null : (await desk.state(rowId('category', category))).detail.cnv;
  const draft = { ...content, id, ...(above !== null && { category: above }) };
  await write(desk, {
    ...thing,
    hash: choice.hash,
    to: 'cnv',
    operation: (about) => productOperation(cnv, draft, about),
    note: { cnv: id },
  });
}

/** CNV's ids of products of Nhanh, and those that are not there yet: they are to be read, and the sale waits for them. */
export async function productIds(
  desk: Desk,
  wanted: readonly string[],
): Promise<{ ids: Map<string, string>; missing: string[] }> {
  const ids = new Map<string, string>();
  const missing: string[] = [];
  for (const id of new Set(wanted)) {
    const { detail } = await desk.state(rowId('product', id));
    const cnv = detail.cnv ?? (detail.writtenAt === null ? null : await lostId(desk, id));
    if (cnv === null) missing.push(id);
    else ids.set(id, cnv);
  }
  return { ids, missing };
}

/** CNV did not say the id of what it took. */
async function lostId(desk: Desk, id: string): Promise<string | null> {
  return productLike(await desk.products(), { ref: `nhanh:${id}` })?.id ?? null;
}
