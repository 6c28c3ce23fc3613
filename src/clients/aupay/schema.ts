import { z } from 'zod';

/** What is read of an order at the mall; elements that are empty or left out are the same. Wow! manager API, orderInfo. */

const Word = z.string().default('');
/** `2026/01/15` as an ISO date. */
const DateOrNone = Word.transform((text) => {
  const [, year, month, day] = /^(\d{4})\D?(\d{2})\D?(\d{2})/.exec(text) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
});

export const MallOrder = z
  .object({
    orderId: z.string().min(1),
    orderDate: Word,
    orderStatus: Word,
    paymentStatus: Word,
    shipStatus: Word,
    cancelStatus: Word,
    shippingDate: DateOrNone,
    shippingCarrier: Word,
    shippingNumber: Word,
    detail: z.array(z.object({ shippingTimelimitDate: DateOrNone })).default([]),
  })
  .transform((row) => ({
    id: row.orderId,
    orderedAt: row.orderDate,
    /** 受注ステータス, the mall's own word. */
    status: row.orderStatus,
    /** 売上確定: `Y` once the sale is fixed. It does not say that money came in. */
    saleFixed: row.paymentStatus === 'Y',
    shipped: row.shipStatus === 'Y',
    cancelled: row.cancelStatus === 'C',
    /** 発送日, ISO date. */
    shipDate: row.shippingDate,
    carrier: row.shippingCarrier,
    tracking: row.shippingNumber,
    /** 発送期限: the earliest of its lines, ISO date. */
    shipBy: earliest(row.detail.map((line) => line.shippingTimelimitDate)),
  }));
export type MallOrder = z.infer<typeof MallOrder>;

function earliest(dates: readonly (string | null)[]): string | null {
  return dates.filter((date) => date !== null).toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null;
}

/** Every answer: how it went, and its orders. */
export const Answer = z.object({
  result: z.object({ status: z.string() }),
  /** One that was found not to exist comes as an empty element. */
  orderInfo: z
    .array(z.union([z.looseObject({ orderId: z.string().min(1) }), z.unknown()]))
    .default([]),
});
