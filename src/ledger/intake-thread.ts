import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { IntakeAnswer, IntakeMessage, IntakeStart, PackedRow } from './intake.ts';
import { CHECKPOINT_PAGES } from './checkpoint.ts';

/**
 * The thread that stores what arrives: it waits for the disk in place of the one that answers. Every message is one
 * transaction, answered once its bytes are on disk.
 */
const { file, timeout } = started(workerData);
const database = new DatabaseSync(file, { timeout });
database.exec(`pragma synchronous = full; pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);

const begin = database.prepare('begin immediate');
const commit = database.prepare('commit');
const addEvent = database.prepare(
  `insert into inbox (id, source, account, event, ref, body, "receivedAt") values (?, ?, ?, ?, ?, ?, ?)
   on conflict (source, account, event) do nothing`,
);
const addJob = database.prepare(
  `insert into jobs (id, kind, payload, "runAt", priority, "group", attempts, state)
   values (?, ?, ?, ?, ?, ?, 0, 'waiting')`,
);

parentPort?.on('message', (message: IntakeMessage) => {
  parentPort?.postMessage(answer(message));
});

function answer(message: IntakeMessage): IntakeAnswer {
  try {
    begin.run();
    const fresh = addAll(message);
    commit.run();
    return { fresh };
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    return { error };
  }
}

function addAll({ rows, bodies }: IntakeMessage): boolean[] {
  let from = 0;
  return unpacked(rows).map((row) => add(row, bodies.subarray(from, (from += row.bytes))));
}

function add({ inbox, job }: PackedRow, body: Uint8Array): boolean {
  const { id, source, account, event, ref, receivedAt } = inbox;
  const { changes } = addEvent.run(id, source, account, event, ref, body, receivedAt);
  if (changes === 0) return false;
  const { kind, payload, runAt, priority, group } = job;
  addJob.run(job.id, kind, JSON.stringify(payload), runAt, priority, group);
  return true;
}

// What comes from `intake.ts` is what it says there: checking it would cost the thread more than storing it.
function started(data: unknown): IntakeStart {
  return data as IntakeStart;
}

function unpacked(rows: string): PackedRow[] {
  return JSON.parse(rows) as PackedRow[];
}
