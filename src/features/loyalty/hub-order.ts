import type { CnvOrder } from '../../clients/cnv/schema.ts';
import type { NewNhanhOrder } from '../../clients/nhanh/writes.ts';
import { originRef, readOrigin } from '../../core/echo.ts';
import type { HoldReason, SkipReason } from './decide.ts';

/** CNV adds orders and Nhanh handles them: what CNV changes afterwards is not passed on. */
export type ReadHubOrder =
  | { order: HubOrder }
  /** Nhanh's own, come back. */
  | { act: 'ours' }
  | { act: 'hold'; reason: HoldReason }
  | { act: 'skip'; reason: SkipReason };

export type HubOrder = {
  id: string;
  phone: string;
  name: string;
  email: string | null;
  address: string | null;
  note: string | null;
  /** `product` is CNV's id; `discount` is of the line. */
  lines: { product: string; quantity: number; price: number; discount: number }[];
  /** Of the whole order, on top of the lines'. */
  discount: number;
  shipFee: number | null;
};

export function readHubOrder(order: CnvOrder): ReadHubOrder {
  if (readOrigin(order.ref)?.system === 'nhanh') return { act: 'ours' };
  if (order.cancelled) return { act: 'skip', reason: 'cancelled' };
  const { phone, name, email } = order.customer;
  if (phone === null) return { act: 'hold', reason: 'phone-unreadable' };
  if (order.lines.length === 0) return { act: 'hold', reason: 'no-lines' };
  const lines = order.lines.flatMap(({ product, quantity, price, discount }) =>
    product === null || price === null || quantity <= 0
      ? []
      : [{ product, quantity, price, discount }],
  );
  if (lines.length < order.lines.length) return { act: 'hold', reason: 'total-unknown' };
  const discount = discountOf(order, lines);
  if (discount === null) return { act: 'hold', reason: 'total-differs' };
  const { id, address, note, shipFee } = order;
  return {
    order: { id, phone, name: name ?? phone, email, address, note, lines, discount, shipFee },
  };
}

/**
 * What the whole order takes off on top of its lines. Whether CNV's total counts that and the shipping is not known, so the
 * reading is taken that adds up; null when none does.
 */
function discountOf(
  { total, discount, shipFee }: CnvOrder,
  lines: HubOrder['lines'],
): number | null {
  const sum = lines.reduce((all, line) => all + line.quantity * line.price - line.discount, 0);
  const [off, fee] = [discount ?? 0, shipFee ?? 0];
  if (total === null || total === sum || total === sum + fee) return 0;
  return total === sum - off || total === sum - off + fee ? off : null;
}

/** `products` are Nhanh's ids by CNV's. */
export function nhanhOrder(
  order: HubOrder,
  { products, depot }: { products: ReadonlyMap<string, string>; depot: string | null },
): NewNhanhOrder {
  const { id, phone, name, email, address, note, discount, shipFee } = order;
  return {
    appOrderId: originRef('cnv', id),
    depot,
    customer: {
      name,
      phone,
      ...(email !== null && { email }),
      ...(address !== null && { address }),
    },
    lines: order.lines.map(({ product, ...line }) => ({
      ...line,
      product: products.get(product) ?? '',
    })),
    discount,
    ...(shipFee !== null && { shipFee }),
    ...(note !== null && { description: note }),
  };
}
