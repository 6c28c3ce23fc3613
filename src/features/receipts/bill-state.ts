import { z } from 'zod';
import type { Bill } from '../../clients/page365/schema.ts';
import type { OrderRow } from '../../core/order.ts';

/** What Tenban knows of a bill: seen, booked by it, booked by somebody else, or voided again. */
export const BILL_STATUSES = ['seen', 'booked', 'other', 'voided'] as const;
export type BillStatus = (typeof BILL_STATUSES)[number];

const Detail = z.object({
  /** Page365's id; null while only a receipt of somebody else names the bill. */
  bill: z.string().nullable().default(null),
  /** When it was first seen shipped, epoch ms; null for one that was shipped before Tenban came. */
  shippedSeen: z.number().nullable().default(null),
  /** Whether it was shipped already when Tenban first saw it. */
  cameShipped: z.boolean().default(false),
  receipt: z
    .object({ id: z.string(), code: z.string(), link: z.string() })
    .nullable()
    .default(null),
  /** Why it was last told of as late, so that it is told once. */
  told: z.string().nullable().default(null),
  /** What the cycle last said of it, so that it is said once. */
  said: z.string().nullable().default(null),
  /** How often it was refused, or booked and voided again: the next receipt is another operation. */
  generation: z.int().default(0),
  /** What PEAK refused last, as it was put to it (see `asPut`), and why: the cycle does not put the same again. */
  refused: z
    .object({ put: z.string(), reason: z.string(), facts: z.json() })
    .nullable()
    .default(null),
});

export type BillState = Omit<OrderRow, 'status' | 'detail'> & {
  status: BillStatus;
  detail: z.infer<typeof Detail>;
};
const Status = z.enum(BILL_STATUSES);

export function readBill(row: OrderRow): BillState {
  return { ...row, status: Status.parse(row.status), detail: Detail.parse(row.detail) };
}

/** Bills are kept by the number people know. */
export function newBill(
  about: Pick<OrderRow, 'connection' | 'shop' | 'at'>,
  bill: Pick<Bill, 'number' | 'id'> | { number: number; id: null },
): BillState {
  const detail = Detail.parse({ bill: bill.id });
  return { ...about, order: String(bill.number), status: 'seen', detail, version: 0 };
}
