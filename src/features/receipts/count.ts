import { z } from 'zod';
import type { Bill } from '../../clients/page365/schema.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import type { BillState } from './bill-state.ts';
import { checkBill } from './check.ts';
import type { Booking } from './connections.ts';
import { buildReceipt } from './receipt.ts';

const KINDS = [
  'READY',
  'NOT_SHIPPED',
  'UNPAID',
  'NO_PAYMENT_DETAIL',
  'AMOUNT_MISMATCH',
  'ALREADY_IMPORTED',
  'BOOKED_BY_ANOTHER',
  'VOIDED_SOURCE',
  'ZERO_TOTAL',
  'STRANGE_LINE',
  'TOTAL_DOES_NOT_ADD_UP',
  'PAYMENT_METHOD_UNMAPPED',
  'ACCOUNT_UNMAPPED',
  'UNREADABLE',
] as const;
type Kind = (typeof KINDS)[number];
export const Counts = z.partialRecord(z.enum(KINDS), z.int());
export type Counts = z.infer<typeof Counts>;

type Seen = { states: ReadonlyMap<Bill, BillState>; unreadable: number; booking: Booking };

/** The counts with some bills more. */
export function countUp(before: Counts, { states, unreadable, booking }: Seen): Counts {
  const counts: Counts = { ...before };
  for (const [bill, state] of states) {
    const kind = kindOf(bill, state, booking);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  if (unreadable > 0) counts.UNREADABLE = (counts.UNREADABLE ?? 0) + unreadable;
  return counts;
}

/** READY only where a receipt can be made of it. */
function kindOf(bill: Bill, state: BillState, { receipts: options }: Booking): Kind {
  const check = checkBill(bill, state);
  if (!check.ready) return check.reason;
  const { shippedSeen } = state.detail;
  const built = buildReceipt({ bill, options, contact: { id: '', code: '' }, shippedSeen });
  return 'refusal' in built ? built.refusal.reason : 'READY';
}

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** How many are ready, and why the others are not. */
export function countFields(counts: Counts): NonNullable<Message['fields']> {
  return KINDS.filter((kind) => (counts[kind] ?? 0) > 0).map((kind) => ({
    label: text(`receipts.count.${kind}`),
    value: text('receipts.count.bills', { count: counts[kind] ?? 0 }),
  }));
}
