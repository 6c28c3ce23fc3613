import type { NhanhCategory } from '../../clients/nhanh/product.ts';
import { originRef } from '../../core/echo.ts';
import type { Json } from '../../core/json.ts';
import { decide } from './decide.ts';
import type { Desk } from './desk.ts';
import { categoryOperation } from './operations.ts';
import { rowId } from './row.ts';
import { hold, leave, write } from './write.ts';

/** Categories go to CNV once after connecting. True when all that can be done about them is done. */
export async function syncCategories(desk: Desk): Promise<boolean> {
  for (const category of parentsFirst(await allOf(desk))) await syncCategory(desk, category);
  return desk.leaves().again === null;
}

async function allOf({ context: { nhanh } }: Desk): Promise<NhanhCategory[]> {
  const all: NhanhCategory[] = [];
  let next: Json | null = null;
  do {
    const page: Awaited<ReturnType<typeof nhanh.categories>> = await nhanh.categories(next);
    all.push(...page.rows);
    next = page.next;
  } while (next !== null);
  return all;
}

/** One whose parent is not listed is at the top. */
export function parentsFirst(all: readonly NhanhCategory[]): NhanhCategory[] {
  const byId = new Map(all.map((category) => [category.id, category]));
  const depth = (category: NhanhCategory, left: number): number => {
    const above = byId.get(category.parent ?? '');
    return above === undefined || left === 0 ? 0 : 1 + depth(above, left - 1);
  };
  const deep = new Map(all.map((category) => [category.id, depth(category, all.length)]));
  return all.toSorted((one, other) => (deep.get(one.id) ?? 0) - (deep.get(other.id) ?? 0));
}

async function syncCategory(desk: Desk, { id, name, parent }: NhanhCategory): Promise<void> {
  const row = rowId('category', id);
  const state = await desk.state(row);
  const thing = { row, state, name: name ?? id };
  const { cnv } = desk.context;
  // Once: what is edited later stays in Nhanh.
  if (state.detail.writtenAt !== null) return;
  const content = { name: thing.name, parent };
  const choice = decide(content, { known: state.detail, takes: cnv.takes('category') });
  if (choice.act === 'leave') return leave(desk, thing);
  if (choice.act === 'hold') return hold(desk, thing, { reason: choice.reason });
  if (choice.act !== 'write') return;
  const above = parent === null ? null : (await desk.state(rowId('category', parent))).detail.cnv;
  const draft = {
    id: state.detail.cnv,
    ref: originRef('nhanh', id),
    name: thing.name,
    ...(above !== null && { parent: above }),
  };
  await write(desk, {
    ...thing,
    hash: choice.hash,
    to: 'cnv',
    operation: (about) => categoryOperation(cnv, draft, about),
  });
}
