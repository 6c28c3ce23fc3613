import type { Generated, Kysely } from 'kysely';
import type { AlertNoteRow, AlertRow } from '../core/alert.ts';
import type { ApprovalRow, StakeRow } from '../core/approval.ts';
import type { DueRow } from '../core/due.ts';
import type { FileRow } from '../core/file.ts';
import type { InstallationRow } from '../core/installation.ts';
import type { JobRow } from '../core/jobs.ts';
import type {
  ActionRow,
  AuditRow,
  DialogRow,
  ExecutionRow,
  InboxRow,
  OperationRow,
  OutboxRow,
  RunRow,
  VerdictRow,
} from '../core/ledger.ts';
import type { CodeRow } from '../core/linking.ts';
import type { OrderRow } from '../core/order.ts';
import type { PulseRow } from '../core/pulse.ts';
import type { Stored } from './columns.ts';

/** Counts up by itself: tells which of two rows of the same millisecond came first. */
type Ordered = { ordinal: Generated<number> };

/**
 * One table per noun, its columns named as the fields of its row: ids are text, times bigint epoch milliseconds, JSON is
 * text, bodies are bytes.
 */
export type Tables = {
  inbox: InboxRow;
  outbox: Stored<OutboxRow, 'address' | 'reader' | 'message'>;
  actions: Stored<ActionRow, 'input' | 'said'>;
  executions: Stored<ExecutionRow, 'input' | 'plan' | 'address' | 'reader'>;
  dialogs: Stored<DialogRow, 'input'>;
  operations: Stored<OperationRow, 'request' | 'result' | 'failure'> & Ordered;
  runs: Stored<RunRow, 'params' | 'cursor' | 'result'> & Ordered;
  verdicts: Stored<VerdictRow, 'detail'> & Ordered;
  audit: Stored<AuditRow, 'detail'>;
  /** The last link of every shop's chain. */
  auditHeads: Pick<AuditRow, 'shop' | 'seq' | 'hash'>;
  alerts: Stored<AlertRow, 'message'> & Ordered;
  alertNotes: AlertNoteRow & Ordered;
  approvals: Stored<
    ApprovalRow,
    'input' | 'plan' | 'stake' | 'over' | 'appeal' | 'address' | 'reader'
  > &
    Ordered;
  stakes: StakeRow;
  codes: Stored<CodeRow, 'identity'>;
  dues: Stored<DueRow, 'payload'>;
  /** The last number taken of each counter. */
  counters: { name: string; value: number };
  pulses: PulseRow;
  orders: Stored<OrderRow, 'detail'>;
  files: FileRow;
  installations: InstallationRow;
  jobs: Stored<JobRow, 'payload'> & Ordered;
};

/** The database itself, or a transaction on it. */
export type Db = Kysely<Tables>;
