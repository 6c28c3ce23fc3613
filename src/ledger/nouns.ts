import type { Reads, Tx } from '../core/ledger.ts';
import { actionReads, actionWrites } from './actions.ts';
import { auditReads, auditWrites } from './audit.ts';
import { dialogReads, dialogWrites } from './dialogs.ts';
import { executionReads, executionWrites } from './executions.ts';
import { inboxReads, inboxWrites } from './inbox.ts';
import { jobReads, jobWrites } from './jobs.ts';
import { operationReads, operationWrites } from './operations.ts';
import { outboxReads, outboxWrites } from './outbox.ts';
import { runReads, runWrites } from './runs.ts';
import type { Db } from './tables.ts';
import { verdictReads, verdictWrites } from './verdicts.ts';

/** Everything that can be read, on a connection of its own. */
export function readsOn(db: Db): Reads {
  return {
    inbox: inboxReads(db),
    outbox: outboxReads(db),
    actions: actionReads(db),
    executions: executionReads(db),
    dialogs: dialogReads(db),
    operations: operationReads(db),
    runs: runReads(db),
    verdicts: verdictReads(db),
    audit: auditReads(db),
    jobs: jobReads(db),
  };
}

/** Everything that can be read and written, on a transaction. */
export function txOn(db: Db): Tx {
  return {
    inbox: inboxWrites(db),
    outbox: outboxWrites(db),
    actions: actionWrites(db),
    executions: executionWrites(db),
    dialogs: dialogWrites(db),
    operations: operationWrites(db),
    runs: runWrites(db),
    verdicts: verdictWrites(db),
    audit: auditWrites(db),
    jobs: jobWrites(db),
  };
}
