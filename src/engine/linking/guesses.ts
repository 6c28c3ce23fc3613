import { z } from 'zod';
import type { Tx } from '../../core/ledger.ts';
import type { House } from '../house.ts';

/** Wrong codes from one account within this time before it has to wait. */
const MOST = 5;
const WITHIN = 10 * 60_000;
const WAIT = 60 * 60_000;

const Guesses = z.object({ wrong: z.array(z.number()), until: z.number().nullable() });
type Guesses = z.infer<typeof Guesses>;

/** Until when an account may try no more codes, epoch ms; null when it may. */
export async function blockedUntil({ ledger, clock }: House, account: string) {
  const row = await ledger.dues.get(keyOf(account));
  const until = row === null ? null : Guesses.parse(row.payload).until;
  return until !== null && until > clock.now().epochMilliseconds ? until : null;
}

/** Counts a wrong code. Returns until when the account has to wait now, if it has to. */
export function countWrong(house: House, account: string): Promise<number | null> {
  const now = house.clock.now().epochMilliseconds;
  return house.ledger.write(async (tx) => {
    // One at a time: guesses from several conversations at once count each.
    await tx.counters.next('linking.guesses');
    const { wrong } = await guessesOf(tx, account);
    const recent = [...wrong.filter((at) => at > now - WITHIN), now];
    const until = recent.length >= MOST ? now + WAIT : null;
    const payload: Guesses = { wrong: recent, until };
    await tx.dues.put({
      key: keyOf(account),
      kind: 'forget',
      at: until ?? now + WITHIN,
      payload,
    });
    return until;
  });
}

async function guessesOf(tx: Tx, account: string): Promise<Guesses> {
  const row = await tx.dues.get(keyOf(account));
  return row === null ? { wrong: [], until: null } : Guesses.parse(row.payload);
}

function keyOf(account: string): string {
  return `linking.guesses:${account}`;
}
