import type { MallOrder } from '../../clients/aupay/schema.ts';
import type { CrossMallOrder } from '../../clients/crossmall/schema.ts';
import type { WorkContext } from '../../core/run.ts';
import type { Both } from './connections.ts';
import type { AtMall, Slip } from './decide.ts';
import type { ShippingOptions } from './options.ts';

/** The slip as the rules see it. */
export function slipFacts(
  { options }: { options: ShippingOptions },
  slip: CrossMallOrder,
  split: Slip['split'],
): Slip {
  return {
    ours: slip.shopCode === options.mallShop || slip.shopName === options.mallShop,
    management: slip.management,
    parent: slip.parent,
    split,
    shipDate: slip.shipDate,
    carrier: options.carriers[slip.carrier] ?? null,
    tracking: slip.tracking,
  };
}

const HELD = new Set([
  '保留',
  '与信待ち',
  '発送前入金待ち',
  '不正取引審査中',
  '審査保留',
  '審査NG',
  'キャンセル受付中',
]);

/** The order at the mall as the rules see it. */
export function mallFacts(mall: MallOrder): AtMall {
  const cancelled = mall.cancelled || mall.status === 'キャンセル';
  const state = cancelled
    ? 'cancelled'
    : mall.status === '完了'
      ? 'completed'
      : HELD.has(mall.status)
        ? 'held'
        : 'open';
  return { state, shipDate: mall.shipDate, carrier: mall.carrier, tracking: mall.tracking };
}

/** The place of each slip among those of the same order of the mall, where it was split. */
export async function splitPlaces(
  { options, context }: { options: ShippingOptions; context: WorkContext & Both },
  slips: readonly CrossMallOrder[],
): Promise<Map<string, Slip['split']>> {
  const places = new Map<string, Slip['split']>();
  for (const slip of slips) {
    const here = slips.filter(({ mallNumber }) => mallNumber === slip.mallNumber);
    // With every parcel told, the others need not be known.
    const all = options.split === 'all' ? here : await context.crossmall.ofMall(slip.mallNumber);
    const parts = all.filter(({ parent }) => parent === null).map(({ number }) => number);
    if (parts.length < 2) continue;
    const index = parts.toSorted((a, b) => (a < b ? -1 : 1)).indexOf(slip.number);
    places.set(slip.number, index === 0 ? 'first' : index === parts.length - 1 ? 'last' : 'middle');
  }
  return places;
}
