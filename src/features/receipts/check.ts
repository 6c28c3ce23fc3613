import type { Bill } from '../../clients/page365/schema.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { BillState } from './bill-state.ts';

/** Why a bill is not booked now, by the checks of PEAK's help page in its order. `ready` leaves the rest to the receipt. */
export type BillCheck =
  | { ready: true }
  | { ready: false; verdict: Verdict & ('skipped' | 'held'); reason: BillReason };
export type BillReason =
  | 'ALREADY_IMPORTED'
  | 'BOOKED_BY_ANOTHER'
  | 'VOIDED_SOURCE'
  | 'UNPAID'
  | 'NO_PAYMENT_DETAIL'
  | 'NOT_SHIPPED'
  | 'AMOUNT_MISMATCH';

const NEVER_PAID: ReadonlySet<Bill['stage']> = new Set(['draft', 'unpaid', 'expired']);

/**
 * Only bills that are ส่งแล้ว, with their payment details and paid exactly, are booked. What is still on its way is passed
 * over, what a person has to mend waits. PEAK help, ตรวจสอบรายการออเดอร์ไม่ดึงข้อมูลมาที่ PEAK เมื่อเชื่อมต่อ Page365.
 */
export function checkBill(bill: Bill, { status }: Pick<BillState, 'status'>): BillCheck {
  if (bill.stage === 'voided') return no('skipped', 'VOIDED_SOURCE');
  if (status === 'booked') return no('skipped', 'ALREADY_IMPORTED');
  if (status === 'other') return no('skipped', 'BOOKED_BY_ANOTHER');
  if (NEVER_PAID.has(bill.stage)) return no('skipped', 'UNPAID');
  if (bill.paidAt === null || bill.account === null) return no('held', 'NO_PAYMENT_DETAIL');
  if (bill.stage !== 'shipped') return no('skipped', 'NOT_SHIPPED');
  if (bill.paid !== bill.total) return no('held', 'AMOUNT_MISMATCH');
  return { ready: true };
}

function no(verdict: 'skipped' | 'held', reason: BillReason): BillCheck {
  return { ready: false, verdict, reason };
}
