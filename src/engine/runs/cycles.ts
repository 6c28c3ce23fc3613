import { z } from 'zod';
import type { RunRow, Tx } from '../../core/ledger.ts';
import type { DueHandler } from '../dues.ts';
import type { House } from '../house.ts';
import { runNamed, startRun } from './start.ts';

const Cycle = z.object({ kind: z.string(), shop: z.string(), connection: z.string() });
type Cycle = z.infer<typeof Cycle>;

/** While one of its kind still runs, a cycle looks again after this long. */
const LOOK_AGAIN = 60_000;

/** What has a run come round again after its end (epoch ms); null where its connection does not want that any more. */
export async function cycleAfter(
  house: House,
  { kind, shop, connection }: RunRow,
): Promise<((tx: Tx, endedAt: number) => Promise<void>) | null> {
  const { every } = runNamed(house, kind);
  const cycle = { kind, shop, connection };
  if (every === undefined || !(await isWanted(house, cycle))) return null;
  return async (tx, endedAt) => {
    const waiting = await tx.dues.get(keyOf(cycle));
    // Asked for while this run was under way: it only waits for that to end.
    const asked = waiting !== null && waiting.at <= endedAt + LOOK_AGAIN;
    await putCycle(tx, cycle, asked ? endedAt : endedAt + every);
  };
}

function keyOf({ connection, kind }: Cycle): string {
  return `cycle:${connection}:${kind}`;
}

/** Has a cycle come round at a time, or earlier where it would anyway. */
export async function putCycle(tx: Tx, cycle: Cycle, at: number): Promise<void> {
  const key = keyOf(cycle);
  const known = await tx.dues.get(key);
  if (known !== null && known.at <= at) return;
  await tx.dues.put({ key, kind: 'cycle', at, payload: cycle });
}

/** A cycle's time has come. The run it starts is named by that time, so it starts once. */
export const cycleDue: DueHandler = async (house, { payload, at }) => {
  const cycle = Cycle.parse(payload);
  if (!(await isWanted(house, cycle))) return {};
  return {
    async write(tx) {
      const id = `${cycle.connection}:${cycle.kind}:${at}`;
      const started = await startRun(house, tx, { id, ...cycle, params: null, startedBy: null });
      return started ? null : house.clock.now().epochMilliseconds + LOOK_AGAIN;
    },
  };
};

async function isWanted(house: House, { kind, shop, connection }: Cycle): Promise<boolean> {
  const found = await house.settings.get('connections', connection);
  if (found === null || found.shop !== shop) return false;
  return runNamed(house, kind).on?.(found) ?? false;
}

/** Gives every cycle that is wanted and neither runs nor waits its time: to be called at start-up. */
export async function repairCycles(house: House): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  const cyclic = [...house.runs.values()].filter(({ every }) => every !== undefined);
  for (const connection of await house.settings.list('connections')) {
    for (const { kind, on } of cyclic) {
      if (!(on?.(connection) ?? false)) continue;
      const cycle = { kind, shop: connection.shop, connection: connection.id };
      await house.ledger.write(async (tx) => {
        const waits = await tx.dues.get(`cycle:${connection.id}:${kind}`);
        const [last] = await tx.runs.list(connection.id, kind, 1);
        const runs = last !== undefined && last.endedAt === null;
        if (waits === null && !runs) await putCycle(tx, cycle, now);
      });
    }
  }
}
