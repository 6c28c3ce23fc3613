import { z } from 'zod';
import { vietnamesePhone } from '../../core/parse/phone.ts';
import { Amount, block, Id, Reference, rows, Words } from '../../lib/loose.ts';
import { Moment } from './moment.ts';

/** Who bought; `phone` in its one spelling, null where there is none or it is none. */
export const Buyer = block({
  id: Reference,
  code: Words,
  name: Words,
  mobile: Words,
  email: Words,
  address: Words,
}).transform(({ mobile, ...rest }) => ({ ...rest, phone: phoneOf(mobile), mobile }));

export function phoneOf(mobile: string | null): string | null {
  return mobile === null ? null : vietnamesePhone(mobile);
}

/** Lists say `productId`, webhooks `id`. `total` is after VAT and discount. */
const Line = z
  .object({
    productId: Reference,
    id: Reference,
    code: Words,
    barcode: Words,
    name: Words,
    quantity: Amount,
    price: Amount,
    priceAfterVAT: Amount,
    discount: Amount,
    discountAmount: Amount,
    totalAmount: Amount,
  })
  .transform((row) => ({
    product: row.productId ?? row.id,
    code: row.code ?? row.barcode,
    name: row.name,
    quantity: row.quantity ?? 0,
    price: row.priceAfterVAT ?? row.price,
    total: row.totalAmount ?? lineTotal(row),
  }));

/** A discount is per unit, unless its sum for the line is said. https://apidocs.nhanh.vn/v3/order/list */
function lineTotal(row: {
  quantity: number | null;
  price: number | null;
  priceAfterVAT: number | null;
  discount: number | null;
  discountAmount: number | null;
}): number | null {
  const price = row.priceAfterVAT ?? row.price;
  if (price === null || row.quantity === null) return null;
  return row.quantity * price - (row.discountAmount ?? row.quantity * (row.discount ?? 0));
}

const Person = block({ id: Reference, name: Words });
const Taken = block({ amount: Amount });

const Row = z.object({
  info: z.object({
    id: Id,
    depotId: Reference,
    type: Amount,
    status: Amount,
    originalOrderId: Reference,
    returnFromId: Reference,
    createdById: Reference,
    createdBy: Person,
    createdAt: Moment,
    updatedAt: Moment,
    description: Words,
  }),
  channel: block({ appOrderId: Words, saleChannel: Amount }),
  shippingAddress: Buyer,
  products: rows(Line),
  carrier: block({ customerShipFee: Amount, deliveryAt: Moment, deliveryDate: Words }),
  payment: block({
    usedPoints: block({ points: Amount, amount: Amount }),
    discount: Taken,
    deposit: Taken,
    transfer: Taken,
    codAmount: Amount,
    couponCode: Words,
  }),
  originalOrder: block({ id: Reference }),
});

/**
 * An order, from a list (https://apidocs.nhanh.vn/v3/order/list) or a webhook (https://apidocs.nhanh.vn/v3/webhooks/order),
 * whose tables differ: a webhook's total lacks VAT where its prices do. Null is what was not said. Amounts in dong.
 */
export const NhanhOrder = Row.transform((row) => ({
  id: row.info.id,
  /** The app's own id, where an app wrote it. */
  appOrderId: row.channel.appOrderId,
  depot: row.info.depotId,
  /** 1 delivery, 2 counter, 14 return, 16 partial return and others. https://apidocs.nhanh.vn/v3/modelconstant */
  type: row.info.type,
  /** 54 new, 60 delivered, 63 and 64 cancelled, 72 returned and others. https://apidocs.nhanh.vn/v3/modelconstant */
  status: row.info.status,
  saleChannel: row.channel.saleChannel,
  /** The order that this one gives back. */
  returnOf: row.info.returnFromId ?? row.info.originalOrderId ?? row.originalOrder.id,
  createdBy: row.info.createdById ?? row.info.createdBy.id,
  createdAt: row.info.createdAt,
  updatedAt: row.info.updatedAt,
  description: row.info.description,
  customer: row.shippingAddress,
  lines: row.products,
  /** What was sold, after VAT and discounts; null where a line does not say. */
  total: totalOf(row.products),
  shipFee: row.carrier.customerShipFee,
  /** Of the whole order; Nhanh has spread it over the lines already. */
  discount: row.payment.discount.amount,
  usedPoints: row.payment.usedPoints.points,
  usedPointsAmount: row.payment.usedPoints.amount,
  coupon: row.payment.couponCode,
  /** Still to collect at the door. */
  toCollect: row.payment.codAmount,
}));
export type NhanhOrder = z.infer<typeof NhanhOrder>;

function totalOf(lines: readonly { total: number | null }[]): number | null {
  const totals = lines.map(({ total }) => total);
  if (totals.length === 0 || totals.includes(null)) return null;
  return totals.reduce<number>((sum, total) => sum + (total ?? 0), 0);
}

/** https://apidocs.nhanh.vn/v3/order/deleted */
export const DeletedOrder = z
  .object({ id: Id, createdAt: Moment })
  .transform((row) => ({ id: row.id, deletedAt: row.createdAt }));
export type DeletedOrder = z.infer<typeof DeletedOrder>;
