import { choices, holdDays } from './choices.ts';
import type { Entry, Metadata, SimAccount, SimCard } from './entry.ts';
import type { NextId } from './ids.ts';
import { timeOf } from './time.ts';

const DAY = 86_400_000;

/**
 * A charge as if a buyer had paid it. By default: by card, captured at once, now. Times are ISO, amounts in the smallest
 * unit.
 */
export type Seed = {
  amount: number;
  currency: string;
  id?: string;
  description?: string;
  metadata?: Metadata;
  created_at?: string;
  /** `created_at` unless set. */
  paid_at?: string;
  /** False: only authorised, unless `captured_amount` says how much was captured since. */
  capture?: boolean;
  captured_amount?: number;
  authorization_type?: 'pre_auth' | 'final_auth';
  card?: { brand?: string; last_digits?: string; financing?: string; name?: string };
  /** Paid by this instead of a card. */
  source?: { type: string };
  /** `pending`: the buyer has not paid yet. `failed`: declined. */
  status?: 'pending' | 'failed';
  failure?: { code: string; message: string };
  disputed?: boolean;
};

/** The facts of a charge that begins as the seed says. */
export function entryOf(
  seed: Seed,
  { account, now, nextId }: { account: SimAccount; now: number; nextId: NextId },
): Entry {
  const createdAt = momentOf(seed.created_at, now);
  const capture = seed.capture ?? true;
  const authorized = seed.status === undefined;
  const captured = authorized ? (seed.captured_amount ?? (capture ? seed.amount : 0)) : 0;
  const days = seed.source ? choices.sourceDays : holdDays(account.country);
  const paidAt = captured > 0 ? momentOf(seed.paid_at, createdAt) : null;
  return {
    account,
    id: seed.id ?? nextId('chrg'),
    createdAt,
    expiresAt: createdAt + days * DAY,
    amount: seed.amount,
    currency: seed.currency,
    capture,
    authorizationType: seed.authorization_type ?? null,
    card: seed.source ? null : cardOf(seed.card ?? {}, nextId),
    source: seed.source ? { id: nextId('src'), type: seed.source.type } : null,
    description: seed.description ?? null,
    metadata: seed.metadata ?? {},
    authorizedAt: authorized ? createdAt : null,
    paidAt,
    captured,
    transaction: paidAt === null ? null : nextId('trxn'),
    reversedAt: null,
    failure: seed.status === 'failed' ? (seed.failure ?? DECLINED) : null,
    dispute: seed.disputed ? { id: nextId('dspt'), createdAt, amount: captured } : null,
    refunds: [],
  };
}

function cardOf(card: NonNullable<Seed['card']>, nextId: NextId): SimCard {
  return {
    id: nextId('card'),
    brand: card.brand ?? 'Visa',
    lastDigits: card.last_digits ?? '4242',
    financing: card.financing ?? 'credit',
    name: card.name ?? 'SOMCHAI JAIDEE',
    month: 11,
    year: 2030,
  };
}

const DECLINED = {
  code: 'insufficient_fund',
  message: 'insufficient funds in the account or the card has reached the credit limit',
};

function momentOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const time = timeOf(text);
  if (time === null) throw new Error(`the seed's time ${text} is neither a date nor a time`);
  return time;
}
