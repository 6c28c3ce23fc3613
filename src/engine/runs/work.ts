import { z } from 'zod';
import { UpstreamError, UserError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { RunRow, Tx } from '../../core/ledger.ts';
import type { Outcome } from '../../core/queue.ts';
import type { AnyRun, Page } from '../../core/run.ts';
import type { Shop } from '../../core/settings.ts';
import { raise, settle } from '../alerts/raise.ts';
import { touch } from '../cards.ts';
import type { House } from '../house.ts';
import { putMarks } from '../orders.ts';
import { workContext } from './context.ts';
import { endRun } from './end.ts';
import { runNamed } from './start.ts';

const Payload = z.object({ id: z.string() });
/** Where a run stands: at a page, or behind the last one (null). */
const Stored = z.object({ at: z.json() }).nullable();

/** A remote system that is away is asked again for so long, then the run fails and says so. */
const PATIENCE = 15 * 60_000;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

/** Does one page of a run. A page that was cut off is done again from its cursor. */
export async function work(
  house: House,
  payload: Json,
  job: { lastAttempt: boolean },
): Promise<Outcome | void> {
  const { id } = Payload.parse(payload);
  const run = await house.ledger.runs.get(id);
  if (run === null || run.endedAt !== null || run.state === 'paused') return;
  const definition = runNamed(house, run.kind);
  const cursor = Stored.parse(run.cursor);
  if (run.state === 'stopped') return endRun(house, { definition, run, state: 'stopped' });
  if (cursor === null) return endRun(house, { definition, run, state: 'done' });
  const shop = await house.settings.get('shops', run.shop);
  if (shop === null)
    return endRun(house, { definition, run, state: 'failed', error: new Error('no shop') });
  try {
    const page = await pageOf(house, { definition, run, shop, cursor: cursor.at });
    return {
      write: (tx) => keep(house, tx, run, page),
      again: Math.max(house.clock.now().epochMilliseconds, page.notBefore ?? 0),
    };
  } catch (error) {
    return afterError(house, { definition, run, error, lastAttempt: job.lastAttempt });
  }
}

type At = { definition: AnyRun; run: RunRow; shop: Shop; cursor: Json };

async function pageOf(house: House, { definition, run, shop, cursor }: At): Promise<Page<Json>> {
  const context = await workContext(house, definition, { run, shop });
  const params = definition.params.parse(run.params);
  return definition.page({ params, cursor: definition.cursor.parse(cursor) }, context);
}

/** A page is kept whole or not at all: when an order was changed meanwhile, by a person say, it is done again. */
async function keep(house: House, tx: Tx, run: RunRow, page: Page<Json>): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  const moved = await tx.runs.move(run.id, ['running', 'paused', 'stopped'], {
    cursor: page.next === null ? null : { at: page.next },
    total: page.total ?? run.total,
    error: null,
    failingSince: null,
  });
  if (!moved) throw new Error(`run ${run.id} ended while a page of it was done`);
  const about = { run: run.id, shop: run.shop, at: now };
  await tx.verdicts.put(
    page.verdicts.map(({ detail = null, ...decided }) => ({ ...decided, detail, ...about })),
  );
  for (const order of page.orders ?? [])
    if (!(await tx.orders.put(order)))
      throw new Error(`order ${order.order} was changed while a page with it was done`);
  await putMarks(tx, page.marks ?? []);
  for (const each of page.raise ?? []) await raise(house, tx, each);
  for (const each of page.settle ?? []) await settle(house, tx, { shop: run.shop, ...each });
  await touch(house, tx, `run:${run.id}`, { soon: true });
}

type Failed = { definition: AnyRun; run: RunRow; error: unknown; lastAttempt: boolean };

async function afterError(house: House, failed: Failed): Promise<Outcome> {
  const { definition, run, error, lastAttempt } = failed;
  const now = house.clock.now().epochMilliseconds;
  const since = run.failingSince ?? now;
  const away = error instanceof UpstreamError && error.effect !== 'refused';
  if (away && now - since < PATIENCE)
    return {
      write: async (tx) => {
        await tx.runs.move(run.id, ['running'], { error: error.code, failingSince: since });
        await touch(house, tx, `run:${run.id}`, { soon: true });
      },
      again: now + pauseAfter(now - since, error.retryAfter),
    };
  if (error instanceof UpstreamError || error instanceof UserError || lastAttempt) {
    house.log.error({ run: run.id, kind: run.kind, err: error }, 'a run cannot go on');
    return endRun(house, { definition, run, state: 'failed', error });
  }
  throw error;
}

function pauseAfter(failingFor: number, asked = 0): number {
  return Math.max(Math.min(Math.max(failingFor, FIRST_PAUSE), LONGEST_PAUSE), asked);
}
