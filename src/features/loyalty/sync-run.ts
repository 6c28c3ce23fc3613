import { z } from 'zod';
import { defineRun, type RunDefinition } from '../../core/run.ts';
import { gapAlert, quietAlert } from './alerts.ts';
import { syncCategories } from './categories.ts';
import { Cursor, onward } from './cursor.ts';
import type { Desk } from './desk.ts';
import { countGap, gapOf } from './gap.ts';
import { BOTH, type Both, LoyaltyOptions } from './options.ts';
import { afterCycle, markPoll, type Poll, POLL, readPoll } from './poll.ts';
import { type Ends, pageOf } from './run-page.ts';
import { endOf } from './sync-end.ts';

export const SYNC = 'loyalty.sync';
/** Webhooks make it due at once; this is for what has none, and for those that are lost. */
const EVERY = 5 * 60_000;
/** How far a cycle looks back behind the one before, and ahead of its own clock: lists may lag, clocks may differ. */
const OVERLAP = 5 * 60_000;

const definition: RunDefinition<null, Cursor, Both> = {
  kind: SYNC,
  uses: BOTH,
  params: z.null(),
  cursor: Cursor,
  first: () => Cursor.parse({ ...NOWHERE, stage: 'begin' }),
  every: EVERY,
  on: ({ options }) => LoyaltyOptions.safeParse(options).data?.sync === 'on',
  page: ({ cursor }, context) => pageOf(context, cursor, ENDS),
  end: endOf,
};

/** What changed on either side since the cycle before, within the time of the connection. */
export const syncRun = defineRun(definition);

const NOWHERE = { from: 0, to: 0, since: 0, until: null, startedAt: 0 } as const;
const ENDS: Ends = { begin, categories, finish };

async function pollOf({ context, joined }: Desk): Promise<Poll> {
  return readPoll(await context.orders.get(joined.nhanh, POLL));
}

/** Where the cycle before ended, and never before the shop was connected: what lies between is offered, not taken. */
async function begin(desk: Desk, cursor: Cursor): Promise<Cursor> {
  const { now, joined } = desk;
  const poll = await pollOf(desk);
  const connectedAt = joined.options.connectedAt ?? now;
  if (poll.connectedAt !== connectedAt) await connected(desk, poll, connectedAt);
  const from = Math.max((poll.until ?? 0) - OVERLAP, connectedAt);
  const span = { from, to: now + OVERLAP, since: connectedAt, startedAt: now };
  return onward({ ...cursor, ...span });
}

async function connected(desk: Desk, poll: Poll, connectedAt: number): Promise<void> {
  const span = gapOf(poll, connectedAt, connectorOffOf(desk));
  const gap = span === null ? null : { ...span, counts: await countGap(desk, span) };
  const some = gap !== null && Object.values(gap.counts).some((count) => count > 0);
  const { now, place } = desk;
  const left = some ? gap : null;
  desk.mark(
    markPoll(place, now, () => ({ connectedAt, categoriesAt: null, unheard: null, gap: left })),
  );
  if (left !== null) desk.raise(gapAlert(desk, left));
}

/** When the day began since which CNV's own connector does not run, epoch ms. */
function connectorOffOf({ joined: { options }, context: { shop } }: Desk): number | null {
  if (options.connectorOff === null) return null;
  const day = Temporal.PlainDate.from(options.connectorOff);
  return day.toZonedDateTime(shop.timeZone).epochMilliseconds;
}

async function categories(desk: Desk): Promise<void> {
  if ((await pollOf(desk)).categoriesAt !== null) return;
  if (!(await syncCategories(desk))) return;
  desk.mark(markPoll(desk.place, desk.now, () => ({ categoriesAt: desk.now })));
}

async function finish(desk: Desk, { startedAt, unheard }: Cursor): Promise<void> {
  const silence = afterCycle(await pollOf(desk), unheard);
  const told = quietAlert(desk, silence);
  if ('raise' in told) desk.raise(told.raise);
  else desk.settle(told.settle);
  const after = (poll: Poll) => ({ until: startedAt, unheard: afterCycle(poll, unheard) });
  desk.mark(markPoll(desk.place, desk.now, after));
}
