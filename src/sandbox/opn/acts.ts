import { maxRefunds, partialCaptureCountry, refundDays } from './choices.ts';
import type { DisputeEntry, Entry, Metadata, RefundEntry } from './entry.ts';
import { factsOf, refundedOf } from './entry.ts';
import { flagsOf } from './flags.ts';
import type { NextId } from './ids.ts';
import { OpnRefusal, refusals } from './refusals.ts';

const DAY = 86_400_000;

/** When something happens, epoch milliseconds, and ids for what comes of it. */
export type Moment = { now: number; nextId: NextId };
export type WantedRefund = { amount: unknown; metadata?: unknown; void?: unknown };

/** Refunds a charge, as a void where that is still possible. https://docs.omise.co/refunding-charges */
export function refund(charge: Entry, wanted: WantedRefund, moment: Moment): RefundEntry {
  const { now, nextId } = moment;
  const amount = numberOf(wanted.amount);
  const metadata = metadataOf(wanted.metadata);
  refuseRefund(charge, amount, now);
  const voidable = flagsOf(factsOf(charge, now)).can_perform_void && amount === charge.captured;
  if (isTrue(wanted.void) && !voidable) throw new OpnRefusal(refusals.cannotVoid);
  const made: RefundEntry = {
    id: nextId('rfnd'),
    amount,
    voided: voidable,
    metadata,
    transaction: nextId('trxn'),
    createdAt: now,
  };
  charge.refunds.push(made);
  return made;
}

function refuseRefund(charge: Entry, amount: number, now: number): void {
  const flags = flagsOf(factsOf(charge, now));
  const left = charge.captured - refundedOf(charge);
  if (!Number.isInteger(amount)) throw new OpnRefusal(refusals.refundNotNumber);
  if (amount <= 0) throw new OpnRefusal(refusals.refundNotPositive);
  if (charge.dispute !== null) throw new OpnRefusal(refusals.disputed);
  if (!flags.refundable || charge.paidAt === null) throw new OpnRefusal(refusals.notRefundable);
  if (charge.refunds.length >= maxRefunds) throw new OpnRefusal(refusals.tooManyRefunds);
  if (amount > left) throw new OpnRefusal(refusals.refundTooMuch);
  if (amount < left && !flags.partially_refundable) {
    throw new OpnRefusal(refusals.refundNotPartial);
  }
  if (now - charge.paidAt > windowOf(charge) * DAY) throw new OpnRefusal(refusals.refundTooLate);
}

function windowOf({ card }: Entry): number {
  const short = card !== null && refundDays.shortBrands.includes(card.brand);
  return short ? refundDays.short : refundDays.usual;
}

/**
 * Captures what was authorised, or once a part of it where the charge is `pre_auth` and the account Thai; the rest is
 * released. https://docs.omise.co/capture
 */
export function capture(charge: Entry, wanted: unknown, { now, nextId }: Moment): void {
  const flags = flagsOf(factsOf(charge, now));
  if (flags.authorized && flags.expired) throw new OpnRefusal(refusals.lapsed);
  if (!flags.capturable) throw new OpnRefusal(refusals.notAuthorized);
  const amount = wanted === undefined ? charge.amount : numberOf(wanted);
  if (!Number.isInteger(amount) || amount <= 0) throw new OpnRefusal(refusals.captureNotNumber);
  if (amount > charge.amount) throw new OpnRefusal(refusals.captureTooMuch);
  if (amount < charge.amount && !capturesPartially(charge)) {
    throw new OpnRefusal(refusals.captureNotPartial);
  }
  charge.captured = amount;
  charge.paidAt = now;
  charge.transaction = nextId('trxn');
}

function capturesPartially({ account, authorizationType }: Entry): boolean {
  return authorizationType === 'pre_auth' && account.country === partialCaptureCountry;
}

/** Releases what was authorised and not captured. https://docs.omise.co/charges-api */
export function reverse(charge: Entry, { now }: Moment): void {
  const flags = flagsOf(factsOf(charge, now));
  if (flags.authorized && flags.expired) throw new OpnRefusal(refusals.lapsed);
  if (!flags.reversible) throw new OpnRefusal(refusals.notReversible);
  charge.reversedAt = now;
}

/** A bank opens a dispute over what was not refunded. https://docs.omise.co/disputes-api */
export function dispute(charge: Entry, { now, nextId }: Moment): DisputeEntry {
  if (!flagsOf(factsOf(charge, now)).disputable) throw new OpnRefusal(refusals.notDisputable);
  const amount = charge.captured - refundedOf(charge);
  const opened: DisputeEntry = { id: nextId('dspt'), createdAt: now, amount };
  charge.dispute = opened;
  return opened;
}

/** A JSON number or digits from a form; NaN for anything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Any JSON object; nothing is an empty one. https://docs.omise.co/how-to-store-your-data-with-the-metadata-api */
export function metadataOf(value: unknown): Metadata {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new OpnRefusal(refusals.badMetadata);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
