import type { Reads, Tx } from '../core/ledger.ts';
import { actionReads, actionWrites } from './actions.ts';
import { alertReads, alertWrites } from './alerts.ts';
import { approvalReads, approvalWrites } from './approvals.ts';
import { auditReads, auditWrites } from './audit.ts';
import { codeReads, codeWrites } from './codes.ts';
import { counterReads, counterWrites } from './counters.ts';
import { dialogReads, dialogWrites } from './dialogs.ts';
import { dueReads, dueWrites } from './dues.ts';
import { executionReads, executionWrites } from './executions.ts';
import { fileReads, fileWrites } from './files.ts';
import { inboxReads, inboxWrites } from './inbox.ts';
import { installationReads, installationWrites } from './installations.ts';
import { jobReads, jobWrites } from './jobs.ts';
import { operationReads, operationWrites } from './operations.ts';
import { orderReads, orderWrites } from './orders.ts';
import { outboxReads, outboxWrites } from './outbox.ts';
import { pulseReads, pulseWrites } from './pulses.ts';
import { runReads, runWrites } from './runs.ts';
import { stakeReads, stakeWrites } from './stakes.ts';
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
    alerts: alertReads(db),
    approvals: approvalReads(db),
    stakes: stakeReads(db),
    codes: codeReads(db),
    dues: dueReads(db),
    files: fileReads(db),
    pulses: pulseReads(db),
    orders: orderReads(db),
    installations: installationReads(db),
    counters: counterReads(db),
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
    alerts: alertWrites(db),
    approvals: approvalWrites(db),
    stakes: stakeWrites(db),
    codes: codeWrites(db),
    dues: dueWrites(db),
    files: fileWrites(db),
    pulses: pulseWrites(db),
    orders: orderWrites(db),
    installations: installationWrites(db),
    counters: counterWrites(db),
    jobs: jobWrites(db),
  };
}
