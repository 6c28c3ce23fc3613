import type { ApprovalRow, StakeRow } from '../../src/core/approval.ts';

const NOW = Temporal.Instant.from('2026-11-25T03:00:00Z').epochMilliseconds;

/** Rows that are whole; a test names only what it is about. */
export function approvalRow(change: Partial<ApprovalRow> = {}): ApprovalRow {
  return {
    id: 'app-1',
    number: 1,
    shop: 'baan-suan',
    command: 'refund',
    input: { charge: 'chrg_test_1', amount: '500', reason: 'ของแตก' },
    plan: { amount: 50_000, known: [] },
    seen: 'captured 1000',
    stake: {
      money: { amount: 50_000, currency: 'THB' },
      subject: 'chrg_test_1',
      reason: 'ของแตก',
      before: { subject: { amount: 0, currency: 'THB' }, elsewhere: [] },
    },
    over: { per: 'day', limit: { amount: 20_000, currency: 'THB' } },
    appeal: { what: { key: 'refunds.request.refund' }, lines: [{ raw: 'x' }], actions: [] },
    hash: 'a'.repeat(64),
    requester: 'lek',
    account: 'line:U2',
    address: { platform: 'line', conversation: 'U2', kind: 'direct' },
    reader: { person: 'lek', shop: 'baan-suan', locale: 'th' },
    state: 'pending',
    version: 1,
    decidedBy: null,
    decidedAt: null,
    decidedVia: null,
    why: null,
    createdAt: NOW,
    expiresAt: NOW + 86_400_000,
    ...change,
  };
}

export function stakeRow(change: Partial<StakeRow> = {}): StakeRow {
  return {
    id: 'exe-1',
    shop: 'baan-suan',
    command: 'refund',
    subject: 'chrg_test_1',
    currency: 'THB',
    amount: 50_000,
    at: 1_500,
    doneAt: null,
    ...change,
  };
}
