import type { TestContext } from 'node:test';
import { z } from 'zod';
import type { Json } from '../../src/core/json.ts';
import type { RunRow } from '../../src/core/ledger.ts';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../src/core/run.ts';
import type { House } from '../../src/engine/house.ts';
import { runDesk } from '../../src/engine/runs/desk.ts';
import { startRun } from '../../src/engine/runs/start.ts';
import { work } from '../../src/engine/runs/work.ts';
import { openShop, type TestShop } from './shop.ts';

export const KIND = 'test.pages';
const CONNECTION = 'baan-suan-opn';

type Pages = RunDefinition<null, number, object>;

/** A house with one kind of run of its own, whose pages are done by hand: what is not kept was cut off by a crash. */
export async function openRunHouse(t: TestContext, definition: Partial<Pages> = {}) {
  const shop: TestShop = await openShop(t);
  const run = defineRun<null, number, object>({
    kind: KIND,
    uses: [],
    params: z.null(),
    cursor: z.int(),
    first: () => 0,
    page: async () => ({ next: null, verdicts: [] }),
    ...definition,
  });
  const enqueued: Json[] = [];
  const { house: whole } = shop.tenban;
  const house: House = {
    ...whole,
    runs: new Map([[KIND, run]]),
    queue: { ...whole.queue, enqueue: async (_tx, job) => void enqueued.push(job.payload) },
  };
  const { ledger } = house;
  const [place] = await house.settings.list('shops');
  if (place === undefined) throw new Error('the shop is missing');

  async function row(id: string): Promise<RunRow> {
    const found = await ledger.runs.get(id);
    if (found === null) throw new Error(`there is no run ${id}`);
    return found;
  }

  /** Does a page and keeps what came of it, unless the process dies in between. Returns when it is to go on, or null. */
  async function step(id: string, { dies = false, lastAttempt = false } = {}) {
    const outcome = await work(house, { id }, { lastAttempt });
    if (!dies && outcome?.write !== undefined) await ledger.write(outcome.write);
    return outcome?.again ?? null;
  }

  return {
    ...shop,
    house,
    enqueued,
    row,
    step,
    desk: runDesk(house, { shop: place, person: 'Nok', account: 'line:U1' }),
    start: (id: string) =>
      ledger.write((tx) =>
        startRun(house, tx, {
          id,
          kind: KIND,
          shop: 'baan-suan',
          connection: CONNECTION,
          params: null,
          startedBy: null,
        }),
      ),
    /** Until it has ended. */
    async finish(id: string): Promise<RunRow> {
      while ((await row(id)).endedAt === null) await step(id);
      return row(id);
    },
  };
}

/** Three pages with an order each. */
export function threePages(done: string[] = []) {
  return async ({ cursor }: { cursor: number }, _context: WorkContext): Promise<Page<number>> => {
    const order = `order-${cursor}`;
    done.push(order);
    return {
      next: cursor < 2 ? cursor + 1 : null,
      total: 3,
      verdicts: [{ system: 'opn', order, verdict: 'booked', reason: 'reflected' }],
    };
  };
}
