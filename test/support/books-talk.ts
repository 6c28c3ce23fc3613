import type { AlertRow } from '../../src/core/alert.ts';
import type { BooksShop } from './books.ts';
import type { Answer } from './shop.ts';

/** Everything that is said until nothing is left to do. */
export async function heard(shop: BooksShop, act: Promise<Answer[]>, user?: string) {
  const answers = await act;
  await shop.pass(10_000);
  return [...answers, ...(await shop.hear(user))].map(({ text }) => text).join('\n');
}

/** Counts a month, and what is said to that. */
export function count(shop: BooksShop, month: string): Promise<string> {
  return heard(shop, shop.say(`backfill page365 ${month}`));
}

/** Counts a month and pulls it; what is said at the end. */
export async function pullMonth(shop: BooksShop, month: string): Promise<string> {
  await count(shop, month);
  return heard(shop, shop.tap(/^Start/));
}

/** Epoch milliseconds of a time in Bangkok. */
export function bangkok(time: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime('Asia/Bangkok').epochMilliseconds;
}

/** The numbers of the bills that have a receipt which stands, with its date. */
export function bookedBills({ peak }: BooksShop): string[] {
  return peak
    .receipts()
    .filter(({ status, by }) => status === 'approved' && by === 'api')
    .map(({ reference, issuedDate }) => `${reference.replace('page365:', '')} ${issuedDate}`)
    .toSorted();
}

/** The shop's alerts, newest first. */
export function alertsOf({ tenban }: BooksShop): Promise<AlertRow[]> {
  return tenban.house.ledger.alerts.list({ shops: ['baan-suan'], limit: 50 });
}
