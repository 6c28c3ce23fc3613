import type { Json } from '../../core/json.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { Desk } from './outcome.ts';
import { contactOperation } from './operations.ts';

type Contact = { id: string; code: string };
type NoContact = { verdict: Verdict; reason: string; facts: Json; later: number | null };

/** Finds the contact that a receipt is made out to, or makes it. */
export type Contacts = (wanted: { code: string; name: string }) => Promise<Contact | NoContact>;

/** Asks PEAK once for each contact: the bills of a page share a few, and reading one takes PEAK seconds. */
export function contactsOf(desk: Desk): Contacts {
  const asked = new Map<string, ReturnType<Contacts>>();
  return (wanted) => asked.getOrInsertComputed(wanted.code, () => contactFor(desk, wanted));
}

async function contactFor(
  { booking, context }: Desk,
  wanted: { code: string; name: string },
): Promise<{ id: string; code: string } | NoContact> {
  const known = await context.peak.contactByCode(wanted.code);
  if (known !== null) return known;
  const about = {
    key: `peak.contact:${booking.id}:${wanted.code}`,
    shop: context.shop.id,
    connection: booking.id,
  };
  const attempt = await context.attempt(contactOperation(context.peak, wanted, about));
  if (attempt.kind === 'none') throw attempt.error;
  if (attempt.kind === 'done' && attempt.result !== null) return attempt.result;
  if (attempt.kind === 'unknown')
    return { verdict: 'held', reason: 'CHECKING', facts: null, later: attempt.nextAt };
  const facts =
    attempt.kind === 'refused'
      ? { code: attempt.error.code, words: attempt.error.words ?? '' }
      : null;
  return { verdict: 'failed', reason: 'PEAK_REJECTED', facts, later: null };
}
