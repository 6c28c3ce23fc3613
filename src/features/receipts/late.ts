import type { Bill } from '../../clients/page365/schema.ts';
import type { Raise } from '../../core/alert.ts';
import { text } from '../../core/text.ts';
import { pullAction, whyAction } from './messages.ts';
import type { Booked, Desk } from './outcome.ts';
import { reasonText } from './reasons.ts';

const LATE = 'receipts.late';
const HOUR = 3_600_000;

/** Tells of a shipped bill that is not booked in time, with why: once, and again when it is another reason. */
export function tellLate(desk: Desk, bill: Bill, booked: Booked): Booked {
  const late = lateAlert(desk, bill, booked);
  if (late === null) return booked;
  const { state, verdict } = booked;
  const { told: before } = state.detail;
  const told = JSON.stringify([verdict.reason, verdict.detail ?? null]);
  // What is still being looked at is no other reason.
  if (before === told || (before !== null && booked.later !== null)) return booked;
  return { ...booked, late, changed: true, state: { ...state, detail: { ...state.detail, told } } };
}

function lateAlert({ booking, context }: Desk, bill: Bill, booked: Booked): Raise | null {
  if (booked.state.status !== 'seen') return null;
  const since = booked.state.detail.shippedSeen ?? bill.paidAt ?? bill.createdAt;
  const late = context.now.epochMilliseconds - since > booking.sync.lateAfterHours * HOUR;
  if (bill.stage !== 'shipped' || !late) return null;
  const { reason, detail } = booked.verdict;
  return {
    shop: context.shop.id,
    kind: LATE,
    cause: causeOf(booked),
    severity: 'warning',
    message: {
      tone: 'warn',
      title: text('receipts.late.title', { bill: String(bill.number) }),
      lines: [reasonText(reason, detail ?? null)],
      actions: [whyAction(bill.number), pullAction(bill.number)],
    },
  };
}

/** What was told of bills that are booked now is over. */
export function settledBy(booked: readonly Booked[]): { kind: string; cause: string }[] {
  return booked
    .filter(({ state }) => state.status !== 'seen')
    .map((each) => ({ kind: LATE, cause: causeOf(each) }));
}

function causeOf({ state: { connection, order } }: Booked): string {
  return `${connection}:${order}`;
}
