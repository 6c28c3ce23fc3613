import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { IntakeRow } from '../../../src/core/jobs.ts';
import { inboxRow, jobRow } from '../../support/ledger-rows.ts';
import type { OpenLedger } from '../ledger.ts';

function intakeRow(event: number, id = `in-${event}`): IntakeRow {
  return {
    inbox: inboxRow({ id, event: `event-${event}` }),
    job: { ...jobRow({ id: `job-${id}`, payload: { id }, group: `talk-${event}` }), key: null },
  };
}

export function intakeContract(open: OpenLedger): void {
  it('tells which events are new, copies in the same batch included', async (t) => {
    const ledger = await open(t);
    await ledger.intake([intakeRow(1)]);

    const fresh = await ledger.intake([
      intakeRow(1, 'in-1b'),
      intakeRow(2),
      intakeRow(2, 'in-2b'),
      intakeRow(3),
    ]);

    assert.deepEqual(fresh, [false, true, false, true]);
  });

  it('keeps every field of the event and of its job', async (t) => {
    const ledger = await open(t);
    const row = intakeRow(1);
    const inbox = { ...row.inbox, ref: 'ref-1', body: Buffer.from([0, 255, 1]) };

    await ledger.intake([{ inbox, job: row.job }]);

    const stored = await ledger.inbox.get('in-1');
    const [job] = await ledger.jobs.due({
      now: row.job.runAt,
      lane: 'main',
      busyGroups: [],
      limit: 10,
    });
    assert.deepEqual(
      { ...stored, body: [...(stored?.body ?? [])] },
      { ...inbox, body: [0, 255, 1], doneAt: null },
    );
    assert.deepEqual(job, row.job);
  });

  it('adds a job only where the event is new', async (t) => {
    const ledger = await open(t);
    const { runAt } = intakeRow(1).job;

    await ledger.intake([intakeRow(1), intakeRow(1, 'in-1b'), intakeRow(2)]);

    const jobs = await ledger.jobs.due({ now: runAt, lane: 'main', busyGroups: [], limit: 10 });
    assert.deepEqual(
      jobs.map(({ id }) => id),
      ['job-in-1', 'job-in-2'],
    );
  });
}
