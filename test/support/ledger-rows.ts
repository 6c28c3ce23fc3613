import type { AlertRow } from '../../src/core/alert.ts';
import type { JobRow } from '../../src/core/jobs.ts';
import type {
  ActionRow,
  AuditEntry,
  DialogRow,
  ExecutionRow,
  NewInboxRow,
  OperationRow,
  OutboxRow,
  RunRow,
  VerdictRow,
} from '../../src/core/ledger.ts';

/** Rows that are whole; a test names only what it is about. */

const NOW = Temporal.Instant.from('2026-11-25T03:00:00Z').epochMilliseconds;
const address = { platform: 'line', conversation: 'C1', kind: 'group' } as const;
const reader = { person: 'nok', shop: 'baan-suan', locale: 'th' } as const;

export function inboxRow(change: Partial<NewInboxRow> = {}): NewInboxRow {
  return {
    id: 'in-1',
    source: 'line',
    account: 'U0',
    event: 'event-1',
    ref: null,
    body: new TextEncoder().encode('{}'),
    receivedAt: NOW,
    ...change,
  };
}

export function outboxRow(change: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id: 'out-1',
    key: 'answer:event-1',
    address: { ...address, reply: { token: 'r', until: NOW + 60_000 } },
    reader,
    message: { tone: 'good', title: { key: 'refunds.done', values: { count: 2 } } },
    state: 'waiting',
    retryKey: '5ac4c6b1-0000-4000-8000-000000000001',
    firstAttemptAt: null,
    via: null,
    ref: null,
    error: null,
    createdAt: NOW,
    sentAt: null,
    weight: 'answer',
    conversation: 'line:C1',
    about: null,
    revision: null,
    heldUntil: null,
    pack: null,
    ...change,
  };
}

export function actionRow(change: Partial<ActionRow> = {}): ActionRow {
  return {
    id: 'act-1',
    kind: 'confirm',
    command: 'refund',
    input: { charge: 'chrg_test_1', reason: 'ของแตก' },
    seen: 'captured 1000',
    shop: 'baan-suan',
    conversation: 'C1',
    outbox: null,
    of: null,
    said: null,
    createdAt: NOW,
    expiresAt: NOW + 600_000,
    usedBy: null,
    usedAt: null,
    ...change,
  };
}

export function executionRow(change: Partial<ExecutionRow> = {}): ExecutionRow {
  return {
    id: 'exe-1',
    command: 'refund',
    shop: 'baan-suan',
    person: 'nok',
    account: 'line:U1',
    input: { charge: 'chrg_test_1' },
    plan: { amount: 500, notes: ['a', null] },
    address,
    reader,
    startedAt: NOW,
    endedAt: null,
    ...change,
  };
}

export function dialogRow(change: Partial<DialogRow> = {}): DialogRow {
  return {
    key: 'C1:U1',
    command: 'refund',
    shop: null,
    input: { charge: 'chrg_test_1' },
    asking: 'reason',
    expiresAt: NOW + 600_000,
    ...change,
  };
}

export function operationRow(change: Partial<OperationRow> = {}): OperationRow {
  return {
    key: 'refund:exe-1',
    kind: 'opn.refund',
    shop: 'baan-suan',
    connection: 'baan-suan-opn',
    subject: 'chrg_test_1',
    state: 'planned',
    request: { amount: 500 },
    result: null,
    failure: null,
    attempts: 0,
    sentAt: null,
    absentReads: 0,
    lastReadAt: null,
    decidedBy: null,
    createdAt: NOW,
    endedAt: null,
    ...change,
  };
}

export function runRow(change: Partial<RunRow> = {}): RunRow {
  return {
    id: 'run-1',
    shop: 'baan-suan',
    connection: 'baan-suan-peak',
    kind: 'receipts.backfill',
    params: null,
    state: 'running',
    cursor: null,
    total: null,
    error: null,
    failingSince: null,
    result: null,
    version: 1,
    startedBy: 'nok',
    startedAt: NOW,
    endedAt: null,
    ...change,
  };
}

export function verdictRow(change: Partial<VerdictRow> = {}): VerdictRow {
  return {
    run: 'run-1',
    shop: 'baan-suan',
    system: 'peak',
    order: '0001',
    verdict: 'booked',
    reason: 'ok',
    detail: null,
    at: NOW,
    ...change,
  };
}

export function auditEntry(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    shop: 'baan-suan',
    at: NOW,
    actor: 'nok',
    account: 'line:U1',
    action: 'refund',
    subject: 'chrg_test_1',
    detail: { amount: 500, currency: 'THB' },
    ...change,
  };
}

export function jobRow(change: Partial<JobRow> = {}): JobRow {
  return {
    id: 'job-1',
    kind: 'deliver',
    payload: { id: 'out-1' },
    key: null,
    runAt: NOW,
    priority: 5,
    group: null,
    lane: 'main',
    attempts: 0,
    state: 'waiting',
    error: null,
    ...change,
  };
}

export function alertRow(change: Partial<AlertRow> = {}): AlertRow {
  return {
    id: 'alert-1',
    shop: 'baan-suan',
    number: 1,
    kind: 'receipts.mismatch',
    cause: '12045',
    severity: 'warning',
    state: 'open',
    message: { tone: 'warn', title: { raw: 'Bill 12045 is short' } },
    count: 1,
    firstAt: NOW,
    lastAt: NOW,
    previous: null,
    summary: null,
    version: 1,
    acknowledgedBy: null,
    acknowledgedAt: null,
    acknowledgedVia: null,
    note: null,
    assignee: null,
    snoozedUntil: null,
    resolvedBy: null,
    resolvedAt: null,
    step: 0,
    remindedAt: null,
    ...change,
  };
}
