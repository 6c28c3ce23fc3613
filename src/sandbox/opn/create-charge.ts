import { isTrue, metadataOf, numberOf } from './acts.ts';
import type { Book } from './book.ts';
import type { Entry, SimAccount, SimCard } from './entry.ts';
import { amountRefusal, notFound, OpnRefusal, refusals } from './refusals.ts';
import { entryOf } from './seed.ts';

export type Body = Record<string, unknown>;

/** A card that waits to be charged once; `decline` is what then happens instead of a payment. */
export type Token = {
  id: string;
  account: SimAccount;
  card: SimCard;
  decline: Decline | null;
  createdAt: number;
  used: boolean;
};
type Decline = { code: string; message: string };

/** Test cards that are declined, by their last digits. https://docs.omise.co/api-testing */
const declines: Readonly<Record<string, Decline>> = {
  '0011': {
    code: 'insufficient_fund',
    message: 'insufficient funds in the account or the card has reached the credit limit',
  },
  '0012': { code: 'stolen_or_lost_card', message: 'card is stolen or lost' },
  '0013': { code: 'failed_processing', message: 'payment processing failed' },
  '0014': { code: 'payment_rejected', message: 'payment was rejected by the issuer' },
};

const brands: readonly (readonly [RegExp, string])[] = [
  [/^4/, 'Visa'],
  [/^5/, 'MasterCard'],
  [/^35/, 'JCB'],
  [/^3[47]/, 'American Express'],
  [/^3[068]/, 'Diners Club'],
  [/^62/, 'UnionPay'],
];

/** A card becomes a token. The real vault wants the public key; here the secret one opens it too. https://docs.omise.co/tokens-api */
export function createToken(book: Book, account: SimAccount, body: Body): Token {
  const { card: given } = body;
  if (typeof given !== 'object' || given === null) throw new OpnRefusal(refusals.noCard);
  const fields = new Map<string, unknown>(Object.entries(given));
  const number = textOf(fields.get('number')).replaceAll(' ', '');
  const brand = brands.find(([pattern]) => pattern.test(number))?.[1];
  if (brand === undefined || !/^\d{13,19}$/.test(number)) {
    throw new OpnRefusal(refusals.badCardNumber);
  }
  const month = numberOf(fields.get('expiration_month'));
  const year = numberOf(fields.get('expiration_year'));
  if (!isInFuture(year, month, book.now())) throw new OpnRefusal(refusals.cardInPast);
  const { now, nextId } = book.moment(account);
  const lastDigits = number.slice(-4);
  const name = textOf(fields.get('name'));
  const token: Token = {
    id: nextId('tokn'),
    account,
    card: { id: nextId('card'), brand, lastDigits, financing: '', name, month, year },
    decline: declines[lastDigits] ?? null,
    createdAt: now,
    used: false,
  };
  book.tokens.set(token.id, token);
  return token;
}

function isInFuture(year: number, month: number, now: number): boolean {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
  return year > today.year || (year === today.year && month >= today.month);
}

/** Charges a token. A declined card is a failed charge, not an error. https://docs.omise.co/charges-api */
export function createCharge(book: Book, account: SimAccount, body: Body): Entry {
  const { amount, currency } = moneyOf(body);
  const metadata = metadataOf(body['metadata']);
  const token = takeToken(book, account, body['card']);
  const entry = entryOf(
    {
      amount,
      currency,
      metadata,
      capture: body['capture'] === undefined || isTrue(body['capture']),
      ...(body['authorization_type'] === 'pre_auth' && { authorization_type: 'pre_auth' }),
      ...(typeof body['description'] === 'string' && { description: body['description'] }),
      ...(token.decline && { status: 'failed', failure: token.decline }),
    },
    { account, ...book.moment(account) },
  );
  return book.add({ ...entry, card: token.card });
}

function moneyOf(body: Body): { amount: number; currency: string } {
  if (body['amount'] === undefined) throw new OpnRefusal(refusals.noAmount);
  const amount = numberOf(body['amount']);
  if (!Number.isInteger(amount)) throw new OpnRefusal(refusals.amountNotNumber);
  const currency = textOf(body['currency']).toUpperCase();
  const refusal = amountRefusal(amount, currency);
  if (refusal !== null) throw new OpnRefusal(refusal);
  return { amount, currency };
}

/** A text, or a number a form or JSON may hold instead. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function takeToken(book: Book, account: SimAccount, id: unknown): Token {
  if (typeof id !== 'string') throw new OpnRefusal(refusals.noCard);
  const token = book.tokens.get(id);
  if (token === undefined || token.account.id !== account.id) {
    throw new OpnRefusal(notFound('token', id));
  }
  if (token.used) throw new OpnRefusal(refusals.usedToken);
  token.used = true;
  return token;
}
