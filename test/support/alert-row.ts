import type { AlertRow } from '../../src/core/alert.ts';

const NOW = Temporal.Instant.from('2026-11-25T03:00:00Z').epochMilliseconds;

/** An alert that has just begun; a test names only what it is about. */
export function alertRow(change: Partial<AlertRow> = {}): AlertRow {
  return {
    id: 'alert-1',
    shop: 'baan-suan',
    number: 1,
    kind: 'refunds.stuck',
    cause: 'chrg_1',
    severity: 'warning',
    state: 'open',
    message: { tone: 'warn', title: { raw: 'A refund is stuck' } },
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
