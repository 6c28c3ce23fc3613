import { z } from 'zod';
import { Amount, block, Id, Reference, rows, Words } from '../../lib/loose.ts';
import { Moment } from './moment.ts';
import { Buyer } from './order.ts';

const Line = z
  .object({
    id: Reference,
    code: Words,
    barcode: Words,
    name: Words,
    quantity: Amount,
    price: Amount,
    amount: Amount,
  })
  .transform((row) => ({
    product: row.id,
    code: row.code ?? row.barcode,
    name: row.name,
    quantity: row.quantity ?? 0,
    price: row.price,
    total: row.amount ?? (row.price === null ? null : row.price * (row.quantity ?? 0)),
  }));

/**
 * A retail bill (hóa đơn bán lẻ): goods out are a sale at the counter, goods in its return. No webhook tells of it. Null is
 * what was not said. Amounts in dong. https://apidocs.nhanh.vn/v3/bill/list
 */
export const NhanhBill = z
  .object({
    id: Id,
    orderId: Reference,
    depotId: Reference,
    date: Words,
    type: Amount,
    related: block({ parentId: Reference, billId: Reference }),
    customer: Buyer,
    created: block({ createdAt: Moment }),
    products: rows(Line),
    payment: block({
      amount: Amount,
      discount: Amount,
      usedPoints: block({ points: Amount, amount: Amount }),
    }),
    description: Words,
  })
  .transform((row) => ({
    id: row.id,
    kind: row.type === 1 ? ('return' as const) : ('sale' as const),
    /** Of the order that the goods left for, null at the counter. */
    order: row.orderId,
    /** The return that this sale replaces goods of. */
    parent: row.related.parentId,
    depot: row.depotId,
    /** ISO date in Vietnam. */
    date: row.date,
    createdAt: row.created.createdAt,
    customer: row.customer,
    lines: row.products,
    total: row.payment.amount,
    discount: row.payment.discount,
    usedPoints: row.payment.usedPoints.points,
    usedPointsAmount: row.payment.usedPoints.amount,
    description: row.description,
  }));
export type NhanhBill = z.infer<typeof NhanhBill>;
