import type { SimCharge } from '../opn/view.ts';

/** A charge as the table shows it. Amounts in the smallest unit, `createdAt` ISO. */
export function rowOf(charge: SimCharge) {
  const captured = charge.paid ? (charge.captured_amount ?? charge.amount) : 0;
  return {
    id: charge.id,
    createdAt: charge.created_at,
    description: charge.description,
    amount: charge.amount,
    currency: charge.currency,
    captured,
    refunded: charge.refunded_amount,
    method: methodOf(charge),
    state: stateOf(charge, captured),
    flags: flagsOf(charge, captured),
    failure: charge.failure_message,
    refunds: charge.refunds.data.map(({ id, amount, voided, created_at, metadata }) => ({
      id,
      amount,
      voided,
      createdAt: created_at,
      /** Refunds made in the dashboard carry no metadata. */
      dashboard: Object.keys(metadata).length === 0,
    })),
  };
}

function methodOf({ card, source }: SimCharge): { brand: string; digits: string | null } {
  if (card !== null) return { brand: card.brand, digits: card.last_digits };
  return { brand: source?.type ?? '', digits: null };
}

/** One word for how it stands; Opn itself leaves a refunded or disputed charge `successful`. */
function stateOf(charge: SimCharge, captured: number): string {
  if (charge.dispute !== null) return 'disputed';
  if (charge.voided) return 'voided';
  if (charge.capturable) return 'held';
  if (charge.paid && charge.refunded_amount >= captured) return 'refunded';
  return charge.refunded_amount > 0 ? 'partly-refunded' : charge.status;
}

/** What can still be done with it. */
function flagsOf(charge: SimCharge, captured: number): string[] {
  const { paid, refundable, partially_refundable: partly } = charge;
  const open = paid && charge.dispute === null && charge.refunded_amount < captured;
  return [
    ...(charge.can_perform_void ? ['void'] : []),
    ...(open && !refundable ? ['no-refund'] : []),
    ...(open && refundable && !partly ? ['full-only'] : []),
    ...(charge.capturable && charge.authorization_type === 'pre_auth' ? ['pre-auth'] : []),
  ];
}
