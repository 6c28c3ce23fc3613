import type { Json } from '../../core/json.ts';
import type { Tx } from '../../core/ledger.ts';
import type { AnyRun } from '../../core/run.ts';
import type { House } from '../house.ts';

export type StartRun = {
  /** Named by what starts it, so that starting it again after a crash starts nothing new. */
  id: string;
  kind: string;
  shop: string;
  connection: string;
  params: Json;
  /** Person id; null for a cycle that came round. */
  startedBy: string | null;
};

/** Starts a run in the caller's transaction. False when one of the same connection and kind is not over. */
export async function startRun(house: House, tx: Tx, wanted: StartRun): Promise<boolean> {
  const { id, kind, shop, connection, params, startedBy } = wanted;
  const definition = runNamed(house, kind);
  const given = definition.params.parse(params);
  const started = await tx.runs.start({
    id,
    kind,
    shop,
    connection,
    params,
    startedBy,
    state: 'running',
    cursor: { at: definition.first(given) },
    total: definition.size?.(given) ?? null,
    error: null,
    failingSince: null,
    result: null,
    version: 1,
    startedAt: house.clock.now().epochMilliseconds,
    endedAt: null,
  });
  if (!started) return (await tx.runs.get(id)) !== null;
  await enqueueRun(house, tx, { id, connection });
  return true;
}

/** Makes a run go on, one page after the other and one run of a connection at a time. */
export async function enqueueRun(
  house: House,
  tx: Tx,
  { id, connection }: { id: string; connection: string },
): Promise<void> {
  const group = `run:${connection}`;
  const job = { kind: 'run', payload: { id }, key: `run:${id}`, group, lane: 'long' } as const;
  await house.queue.enqueue(tx, job);
}

export function runNamed(house: House, kind: string): AnyRun {
  const definition = house.runs.get(kind);
  if (definition === undefined) throw new Error(`there is no run "${kind}"`);
  return definition;
}
