import { choices, methodOf } from './choices.ts';
import type { Facts } from './flags.ts';

export type Metadata = Record<string, unknown>;

/** A merchant in one mode, as its secret key selects it. */
export type SimAccount = { id: string; country: string; currency: string; livemode: boolean };

/** A card as far as a charge shows it. */
export type SimCard = {
  id: string;
  brand: string;
  lastDigits: string;
  financing: string;
  name: string;
  month: number;
  year: number;
};

/** What the simulator knows about a refund. Times are epoch milliseconds, whole seconds. */
export type RefundEntry = {
  id: string;
  amount: number;
  voided: boolean;
  metadata: Metadata;
  transaction: string;
  createdAt: number;
};

export type DisputeEntry = { id: string; createdAt: number; amount: number };

/** What the simulator knows about a charge: facts only; flags and status follow from them and the time. */
export type Entry = {
  account: SimAccount;
  id: string;
  createdAt: number;
  expiresAt: number;
  amount: number;
  currency: string;
  /** Asked to be captured at once. */
  capture: boolean;
  authorizationType: 'pre_auth' | 'final_auth' | null;
  card: SimCard | null;
  source: { id: string; type: string } | null;
  description: string | null;
  metadata: Metadata;
  authorizedAt: number | null;
  paidAt: number | null;
  /** 0 until captured. */
  captured: number;
  transaction: string | null;
  reversedAt: number | null;
  failure: { code: string; message: string } | null;
  dispute: DisputeEntry | null;
  refunds: RefundEntry[];
};

/** What the flags of a charge depend on, at this time. */
export function factsOf(entry: Entry, now: number): Facts {
  return {
    method: methodOf(entry.source?.type ?? null),
    authorized: entry.authorizedAt !== null,
    captured: entry.captured,
    refunded: refundedOf(entry),
    refunds: entry.refunds.length,
    voided: entry.refunds.some((refund) => refund.voided),
    failed: entry.failure !== null,
    reversed: entry.reversedAt !== null,
    disputed: entry.dispute !== null,
    settled: entry.paidAt !== null && now - entry.paidAt >= choices.settle,
    late: now >= entry.expiresAt,
  };
}

export function refundedOf({ refunds }: Pick<Entry, 'refunds'>): number {
  return refunds.reduce((sum, refund) => sum + refund.amount, 0);
}
