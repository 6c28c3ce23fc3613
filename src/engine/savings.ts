import { monthOf } from '../core/budget.ts';
import type { Tx } from '../core/ledger.ts';
import { type House, platformOf } from './house.ts';

/** Messages of this month that cost nothing: free replies, and cards that went in another's send. */
export type Savings = { replies: number; packed: number };

/** `id` of the outbox row that was sent. */
type Sent = { id: string; platform: string; via: string; riders: number };

/** A counter belongs to one transaction at a time: with a single one, all deliveries would wait for each other. */
const SLOTS = Array.from({ length: 16 }, (_, index) => index);

/** Counts what a send saved, where the platform counts at all. */
export async function countSavings(
  house: House,
  tx: Tx,
  { id, platform, via, riders }: Sent,
): Promise<void> {
  if (platformOf(house, platform).budget === undefined) return;
  const name = counterOf(house, platform);
  const slot = (id.codePointAt(0) ?? 0) % SLOTS.length;
  if (via === 'reply') await tx.counters.next(name('replies', slot));
  for (let rider = 0; rider < riders; rider += 1) await tx.counters.next(name('packed', slot));
}

/** What was saved this month. */
export async function savingsOf(house: House, platform: string): Promise<Savings> {
  const name = counterOf(house, platform);
  async function sum(what: keyof Savings): Promise<number> {
    const counts = SLOTS.map((slot) => house.ledger.counters.get(name(what, slot)));
    return (await Promise.all(counts)).reduce((all, count) => all + count, 0);
  }
  return { replies: await sum('replies'), packed: await sum('packed') };
}

function counterOf(
  { clock }: House,
  platform: string,
): (what: keyof Savings, slot: number) => string {
  const month = monthOf(clock.now().epochMilliseconds);
  return (what, slot) => `saved:${platform}:${month}:${what}:${slot}`;
}
