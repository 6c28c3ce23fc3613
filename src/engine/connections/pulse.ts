import type { Clock } from '../../core/clock.ts';
import type { Ledger, Tx } from '../../core/ledger.ts';
import type { Log } from '../../core/log.ts';
import { failureOf, type ObservedCall } from '../../core/observed.ts';
import { SILENT } from '../../core/pulse.ts';
import type { Connection } from '../../core/settings.ts';
import { heartbeatRow } from './heartbeat-row.ts';

/** The same news about a connection is written down this often. */
const AGAIN = 30_000;

export type Pulses = { saw(connection: Connection, call: ObservedCall): void };

/**
 * Remembers when each connection last worked and last failed, from the calls that are made anyway. Nobody waits for it: a
 * pulse that is lost comes again with the next call.
 */
export function createPulses({
  ledger,
  clock,
  log,
}: {
  ledger: Ledger;
  clock: Clock;
  log: Log;
}): Pulses {
  const told = new Map<string, { at: number; code: string | null }>();
  return {
    saw(connection, call) {
      const { id } = connection;
      const code = failureOf(call);
      const at = clock.now().epochMilliseconds;
      const last = told.get(id);
      if (last !== undefined && last.code === code && at - last.at < AGAIN) return;
      told.set(id, { at, code });
      ledger
        .write((tx) => note(tx, connection, { at, code }))
        .catch((error: unknown) => log.warn({ connection: id, err: error }, 'a pulse was lost'));
    },
  };
}

async function note(
  tx: Tx,
  connection: Connection,
  { at, code }: { at: number; code: string | null },
): Promise<void> {
  const { id, shop } = connection;
  const failed = code !== null;
  const okAt = failed ? null : at;
  await tx.pulses.put({ connection: id, shop, okAt, failedAt: failed ? at : null, code });
  const row = heartbeatRow(connection, at);
  const known = await tx.dues.get(row.key);
  const over = !failed && (await tx.alerts.open(shop, SILENT, id)) !== null;
  // It works again: whoever was told that it does not is told so now, not in a quarter of an hour.
  if (over) await tx.dues.put({ ...row, at });
  else if (known === null) await tx.dues.put(row);
}
