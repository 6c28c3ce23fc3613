import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Worker } from 'node:worker_threads';
import type { IntakeRow } from '../../src/core/jobs.ts';
import { createIntake, startWorker } from '../../src/ledger/intake.ts';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { createTurns } from '../../src/ledger/turns.ts';
import { inboxRow, jobRow } from '../support/ledger-rows.ts';
import { tempFolder } from '../support/temp-folder.ts';

function intakeRow(event: number): IntakeRow {
  const inbox = inboxRow({ id: `in-${event}`, event: `event-${event}` });
  return { inbox, job: { ...jobRow({ id: `job-${event}` }), key: null } };
}

/** Intake beside a ledger on the same file, with the threads it has started. */
async function open(t: TestContext) {
  const file = join(tempFolder(t), 'ledger.sqlite');
  const ledger = await openSqliteLedger({ file });
  t.after(() => ledger.close());
  const workers: Worker[] = [];
  function start(path: string): Worker {
    const worker = startWorker(path);
    workers.push(worker);
    return worker;
  }
  const intake = createIntake({ file, turns: createTurns(), start });
  t.after(() => intake.close());
  return { intake, ledger, workers };
}

describe('the thread that stores events', () => {
  it('is started by the first event and serves the others too', async (t) => {
    const { intake, workers } = await open(t);
    const before = workers.length;

    await intake.add([intakeRow(1)]);
    await intake.add([intakeRow(2)]);

    assert.deepEqual([before, workers.length], [0, 1]);
  });

  it('is started anew after it ended', async (t) => {
    const { intake, ledger, workers } = await open(t);
    await intake.add([intakeRow(1)]);

    await workers[0]?.terminate();
    const fresh = await intake.add([intakeRow(1), intakeRow(2)]);

    assert.deepEqual(fresh, [false, true]);
    assert.equal(workers.length, 2);
    assert.equal((await ledger.jobs.counts()).waiting, 2);
  });

  it('fails the events under way when it ends, and the next ones are stored', async (t) => {
    const { intake, workers } = await open(t);
    await intake.add([intakeRow(1)]);

    const lost = intake.add([intakeRow(2)]);
    const refused = assert.rejects(lost, /let them be sent again/);
    await Promise.resolve();
    await workers[0]?.terminate();
    await refused;
    const [again] = await intake.add([intakeRow(3)]);

    assert.equal(again, true);
  });

  it('leaves the file to other writers when it ends', async (t) => {
    const { intake, ledger, workers } = await open(t);
    const storing = intake.add(Array.from({ length: 500 }, (_, index) => intakeRow(index)));
    const settled = Promise.allSettled([storing]);

    await workers[0]?.terminate();
    await settled;

    await ledger.write((tx) => tx.inbox.accept(inboxRow({ id: 'other', event: 'other' })));
    assert.equal((await ledger.inbox.get('other'))?.event, 'other');
  });

  it('folds its log into the file when the ledger is closed', async (t) => {
    const file = join(tempFolder(t), 'ledger.sqlite');
    const ledger = await openSqliteLedger({ file });
    await ledger.intake([intakeRow(1)]);

    await ledger.close();

    assert.equal(existsSync(`${file}-wal`), false);
  });
});
