import { choices } from './choices.ts';

/** What happened to a charge, as far as its flags depend on it. Amounts in the smallest unit. */
export type Facts = {
  /** What its payment method allows at best. */
  method: { refunds: 'none' | 'full' | 'partial'; voids: boolean; disputes: boolean };
  authorized: boolean;
  captured: number;
  refunded: number;
  refunds: number;
  voided: boolean;
  failed: boolean;
  reversed: boolean;
  disputed: boolean;
  settled: boolean;
  /** Its `expires_at` has passed. */
  late: boolean;
};

type Status = 'pending' | 'successful' | 'failed' | 'expired' | 'reversed';

/** The flags as the API shows them. */
export type Flags = {
  status: Status;
  authorized: boolean;
  capturable: boolean;
  paid: boolean;
  reversible: boolean;
  reversed: boolean;
  refundable: boolean;
  partially_refundable: boolean;
  can_perform_void: boolean;
  disputable: boolean;
  voided: boolean;
  expired: boolean;
};

/**
 * The truth table of a charge, read off recorded answers. Refunded and disputed charges stay `successful`; the limit of
 * 15 refunds and the refund window do not show in the flags. https://docs.omise.co/charges-api
 */
export function flagsOf(facts: Facts): Flags {
  const paid = facts.captured > 0;
  const expired = facts.late && !paid && !facts.reversed;
  const held = facts.authorized && !paid && !facts.reversed && !facts.failed && !expired;
  const open = paid && facts.refunded < facts.captured && !facts.disputed;
  return {
    status: statusOf(facts, { paid, expired }),
    authorized: facts.authorized,
    capturable: held,
    paid,
    reversible: held,
    reversed: facts.reversed,
    refundable: open && facts.method.refunds !== 'none',
    partially_refundable: open && facts.method.refunds === 'partial',
    can_perform_void: open && facts.method.voids && facts.refunds === 0 && !facts.settled,
    disputable: open && facts.method.disputes,
    voided: facts.voided,
    expired,
  };
}

function statusOf(facts: Facts, { paid, expired }: { paid: boolean; expired: boolean }): Status {
  if (paid) return 'successful';
  if (facts.reversed) return 'reversed';
  if (facts.failed) return 'failed';
  if (!expired) return 'pending';
  return facts.authorized ? choices.lapsedStatus : 'expired';
}
