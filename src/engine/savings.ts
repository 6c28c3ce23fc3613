import { monthOf } from '../core/budget.ts';
import type { Tx } from '../core/ledger.ts';
import { type House, platformOf } from './house.ts';

/** Messages of this month that cost nothing: free replies, and cards that went in another's send. */
export type Savings = { replies: number; packed: number };

type Sent = { platform: string; via: string; riders: number };

/** Counts what a send saved, where the platform counts at all. */
export async function countSavings(
  house: House,
  tx: Tx,
  { platform, via, riders }: Sent,
): Promise<void> {
  if (platformOf(house, platform).budget === undefined) return;
  const name = counterOf(house, platform);
  if (via === 'reply') await tx.counters.next(name('replies'));
  for (let rider = 0; rider < riders; rider += 1) await tx.counters.next(name('packed'));
}

/** What was saved this month. */
export async function savingsOf(house: House, platform: string): Promise<Savings> {
  const name = counterOf(house, platform);
  const { counters } = house.ledger;
  return {
    replies: await counters.get(name('replies')),
    packed: await counters.get(name('packed')),
  };
}

function counterOf({ clock }: House, platform: string): (what: keyof Savings) => string {
  const month = monthOf(clock.now().epochMilliseconds);
  return (what) => `saved:${platform}:${month}:${what}`;
}
