import type { RunRow, Tx } from '../../core/ledger.ts';
import type { RunAct, RunDesk } from '../../core/run.ts';
import type { Shop } from '../../core/settings.ts';
import { touch } from '../cards.ts';
import type { House } from '../house.ts';
import { putCycle } from './cycles.ts';
import { enqueueRun, startRun } from './start.ts';

type At = { shop: Shop; person: string; account: string };

/** A shop's runs, for its commands. What belongs to another shop is not there. */
export function runDesk(house: House, at: At): RunDesk {
  const { shop, person } = at;
  async function own(id: string): Promise<RunRow | null> {
    const run = await house.ledger.runs.get(id);
    return run?.shop === shop.id ? run : null;
  }

  return {
    get: own,
    list: (connection, kind, limit) => house.ledger.runs.list(connection, kind, limit),
    start: ({ id, kind, connection, params }) =>
      house.ledger.write((tx) =>
        startRun(house, tx, {
          id,
          kind,
          connection,
          params,
          shop: shop.id,
          startedBy: person,
        }),
      ),
    async act(id, act) {
      const run = await own(id);
      return run !== null && (await change(house, run, { act, at }));
    },
    cycleNow: (kind, connection) =>
      house.ledger.write((tx) =>
        putCycle(tx, { kind, shop: shop.id, connection }, house.clock.now().epochMilliseconds),
      ),
    decided: (run, verdicts, limit) => house.ledger.verdicts.decided(run, verdicts, limit),
    walk: (run, verdicts, piece) => house.ledger.verdicts.walk(run, verdicts, piece),
    history: (filter) => house.ledger.verdicts.list({ ...filter, shop: shop.id }),
    verdicts: (system, order, limit) => house.ledger.verdicts.of(shop.id, system, order, limit),
  };
}

/** False when the run is not in a state to be changed so. */
function change(house: House, run: RunRow, { act, at }: { act: RunAct; at: At }): Promise<boolean> {
  return house.ledger.write(async (tx) => {
    const moved =
      act === 'pause'
        ? await tx.runs.move(run.id, ['running'], { state: 'paused' })
        : act === 'resume'
          ? await tx.runs.move(run.id, ['paused'], { state: 'running' })
          : await tx.runs.move(run.id, ['running', 'paused'], { state: 'stopped' });
    if (!moved) return false;
    if (act !== 'pause') await enqueueRun(house, tx, run);
    await touch(house, tx, `run:${run.id}`);
    await audit(house, tx, run, { act, at });
    return true;
  });
}

const AUDITED = { pause: 'run.paused', resume: 'run.resumed', stop: 'run.stopped' } as const;

function audit(
  { clock }: House,
  tx: Tx,
  { id, shop, kind }: RunRow,
  { act, at: { person: actor, account } }: { act: RunAct; at: At },
): Promise<void> {
  const at = clock.now().epochMilliseconds;
  const detail = { run: id };
  return tx.audit.append({ shop, at, actor, account, action: AUDITED[act], subject: kind, detail });
}
