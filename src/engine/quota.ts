import { z } from 'zod';
import { mayPush, monthOf, thresholdOf, forecastOf, type Budget } from '../core/budget.ts';
import { UpstreamError } from '../core/errors.ts';
import type { DueRow } from '../core/due.ts';
import type { OutboxRow, Tx } from '../core/ledger.ts';
import type { Raise } from '../core/alert.ts';
import { text } from '../core/text.ts';
import { raise } from './alerts/raise.ts';
import { cardOf } from './cards.ts';
import type { DueOutcome } from './dues.ts';
import { elsewhere, wayElsewhere } from './elsewhere.ts';
import { type House, platformOf } from './house.ts';
import { release } from './post.ts';

const Payload = z.object({ id: z.string() });

/** How long a card waits for a free reply before it goes another way; then it is looked at every so often. */
const HELD_FOR = 30 * 60_000;
const LOOK_AGAIN = 3_600_000;

/** Whether a message may be sent now: an answer that is free always, else as far as the month's budget goes. */
export async function mayGo(house: House, { address, weight }: OutboxRow): Promise<boolean> {
  const now = house.clock.now().epochMilliseconds;
  if (address.reply !== undefined && now < address.reply.until) return true;
  const budget = await budgetOf(house, address.platform);
  return budget === null || mayPush(budget, weight);
}

/** Null where nothing is counted, and where the count cannot be read: the platform itself says no then. */
async function budgetOf(house: House, platform: string): Promise<Budget | null> {
  try {
    return (await platformOf(house, platform).budget?.()) ?? null;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    house.log.warn({ platform, code: error.code }, 'what may still be sent could not be read');
    return null;
  }
}

/** Keeps messages back for want of budget: they go with the next free reply, or another way when their time is up. */
export async function hold(house: House, tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  const heldUntil = house.clock.now().epochMilliseconds + HELD_FOR;
  for (const { id } of rows) {
    const unsent = { heldUntil, error: 'quota', pack: null, firstAttemptAt: null };
    await tx.outbox.update(id, ['waiting', 'sending'], { state: 'held', ...unsent });
    await tx.dues.put({ key: `held:${id}`, kind: 'held', at: heldUntil, payload: { id } });
  }
}

/** A message has been kept back long enough: it is sent if it may be by now, else another way, else it stays. */
export async function heldDue(house: House, due: DueRow): Promise<DueOutcome | void> {
  const { id } = Payload.parse(due.payload);
  const row = await house.ledger.outbox.get(id);
  if (row?.state !== 'held' || row.error !== 'quota') return;
  if ((await cardOf(house, house.ledger, row)).over)
    return {
      write: async (tx) => void (await tx.outbox.update(id, ['held'], { state: 'dropped' })),
    };
  if (await mayGo(house, row)) return { write: async (tx) => void (await release(house, tx, row)) };
  const address = await wayElsewhere(house, row);
  if (address === null) return { next: house.clock.now().epochMilliseconds + LOOK_AGAIN };
  return {
    async write(tx) {
      const change = { state: 'dropped', via: address.platform } as const;
      if (await tx.outbox.update(id, ['held'], change)) await elsewhere(house, tx, row, address);
    },
  };
}

/** After a message that counted: what tells every shop's owners, once a month each, that it is 70 or 90 percent spent. */
export async function quotaAlarm(
  house: House,
  platform: string,
): Promise<((tx: Tx) => Promise<void>) | null> {
  const budget = await budgetOf(house, platform);
  const percent = budget === null ? null : thresholdOf(budget);
  if (budget === null || percent === null) return null;
  const now = house.clock.now().epochMilliseconds;
  const shops = await house.settings.list('shops');
  const cause = `${monthOf(now)}:${percent}`;
  return async (tx) => {
    for (const { id: shop } of shops) {
      const alert = { shop, kind: `${platform}.quota`, cause };
      const known =
        (await tx.alerts.open(shop, alert.kind, cause)) ??
        (await tx.alerts.ended(shop, alert.kind, cause));
      if (known === null) await raise(house, tx, { ...alert, ...alarm(budget, percent, now) });
    }
  };
}

/** The later one must pass the guard that it warns of. */
function alarm(budget: Budget, percent: 70 | 90, now: number): Pick<Raise, 'severity' | 'message'> {
  const { limit, used } = budget;
  const left = Math.max(0, (limit ?? 0) - used);
  return {
    severity: percent === 90 ? 'urgent' : 'warning',
    message: {
      tone: 'warn',
      title: text('alerts.quota.title', { percent, left }),
      lines: [
        text('alerts.quota.forecast', { forecast: forecastOf(budget, now), limit: limit ?? 0 }),
        text('alerts.quota.remedy'),
      ],
      actions: [
        { kind: 'link', label: text('alerts.quota.plan'), url: 'https://manager.line.biz/' },
      ],
    },
  };
}
