import type { Json } from '../../core/json.ts';
import type { Attempt } from '../../core/run.ts';
import { contactOperation } from './operations.ts';
import { attemptAnew, type Desk } from './outcome.ts';

type Contact = { id: string; code: string };
type NoContact = { open: Attempt<unknown> & { kind: 'unknown' } } | { words: Json };

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
  const about = { shop: context.shop.id, connection: booking.id };
  const first = `peak.contact:${booking.id}:${wanted.code}`;
  const { attempt } = await attemptAnew(context, first, (key) =>
    contactOperation(context.peak, wanted, { ...about, key }),
  );
  if (attempt.kind === 'none') throw attempt.error;
  if (attempt.kind === 'done' && attempt.result !== null) return attempt.result;
  if (attempt.kind === 'unknown') return { open: attempt };
  if (attempt.kind === 'done') return { words: null };
  const { code, words = '' } = attempt.error;
  return { words: { code, words } };
}
