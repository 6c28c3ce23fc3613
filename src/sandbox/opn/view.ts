import { rates } from './choices.ts';
import { cardView, disputeView, sourceView } from './detail-views.ts';
import type { Entry, RefundEntry } from './entry.ts';
import { factsOf, refundedOf } from './entry.ts';
import { feesOf, rateOf, rateText } from './fees.ts';
import { flagsOf } from './flags.ts';
import { listOf } from './list.ts';
import { isoOf } from './time.ts';

/** A charge as the API answers it. */
export type SimCharge = ReturnType<typeof chargeView>;
/** A refund as the API answers it. */
export type SimRefund = ReturnType<typeof refundView>;

/** https://docs.omise.co/charges-api */
export function chargeView(entry: Entry, now: number) {
  const { account } = entry;
  const location = `/charges/${entry.id}`;
  const { status, expired, ...flags } = flagsOf(factsOf(entry, now));
  return {
    object: 'charge',
    id: entry.id,
    location,
    livemode: account.livemode,
    amount: entry.amount,
    ...authorizationView(entry),
    ...moneyView(entry, flags.paid),
    refunds: refundList(entry, { query: {}, now }),
    description: entry.description,
    metadata: entry.metadata,
    card: entry.card && cardView(entry.card, entry),
    source: entry.source && sourceView(entry.source, { charge: entry, status }),
    dispute: entry.dispute && disputeView(entry.dispute, entry),
    transaction: entry.transaction,
    failure_code: entry.failure?.code ?? null,
    failure_message: entry.failure?.message ?? null,
    merchant_advice: null,
    merchant_advice_code: null,
    status,
    ...flags,
    expired,
    capture: entry.capture,
    multi_capture: false,
    zero_interest_installments: false,
    created_at: isoOf(entry.createdAt),
    authorized_at: timeOrNull(entry.authorizedAt),
    paid_at: timeOrNull(entry.paidAt),
    expires_at: isoOf(entry.expiresAt),
    expired_at: expired ? isoOf(entry.expiresAt) : null,
    reversed_at: timeOrNull(entry.reversedAt),
    ...UNUSED,
  };
}

/** Fees are of what was captured, before that of the amount. */
function moneyView(entry: Entry, paid: boolean) {
  const base = paid ? entry.captured : entry.amount;
  const rate = rateOf(entry.source?.type ?? null);
  return {
    ...feesOf(base, rate),
    interest: 0,
    interest_vat: 0,
    funding_amount: base,
    refunded_amount: refundedOf(entry),
    transaction_fees: {
      fee_flat: '0.0',
      fee_rate: rateText(rate),
      vat_rate: rateText(rates.vat),
    },
    platform_fee: { fixed: null, amount: null, percentage: null },
    currency: entry.currency,
    funding_currency: entry.currency,
  };
}

/** Fields the simulator never fills. */
const UNUSED = {
  acquirer_reference_number: null,
  approval_code: null,
  authorize_uri: null,
  branch: null,
  customer: null,
  device: null,
  ip: null,
  link: null,
  linked_account: null,
  return_uri: null,
  schedule: null,
  terminal: null,
};

type AuthorizationView = {
  authorization_type?: string | null;
  authorized_amount?: number;
  captured_amount?: number;
};

/** Recorded answers leave these three out while a plain authorisation is held and after it was released. */
function authorizationView(entry: Entry): AuthorizationView {
  const omitted = !entry.capture && entry.captured === 0 && entry.authorizationType === null;
  if (omitted) return {};
  return {
    authorization_type: entry.authorizationType,
    authorized_amount: entry.amount,
    captured_amount: entry.capture ? entry.amount : entry.captured,
  };
}

/** https://docs.omise.co/refunds-api */
export function refundView(refund: RefundEntry, charge: Entry) {
  return {
    object: 'refund',
    id: refund.id,
    location: `/charges/${charge.id}/refunds/${refund.id}`,
    livemode: charge.account.livemode,
    voided: refund.voided,
    currency: charge.currency,
    amount: refund.amount,
    metadata: refund.metadata,
    charge: charge.id,
    capture: null,
    terminal: null,
    transaction: refund.transaction,
    status: 'closed',
    funding_amount: refund.amount,
    funding_currency: charge.currency,
    created_at: isoOf(refund.createdAt),
    acquirer_reference_number: null,
    approval_code: null,
  };
}

/** A page of a charge's refunds, as it also stands inside the charge. */
export function refundList(
  charge: Entry,
  { query, now }: { query: Record<string, string>; now: number },
) {
  const rows = charge.refunds.map((refund) => refundView(refund, charge));
  return listOf(rows, { query, location: `/charges/${charge.id}/refunds`, now });
}

function timeOrNull(time: number | null): string | null {
  return time === null ? null : isoOf(time);
}
