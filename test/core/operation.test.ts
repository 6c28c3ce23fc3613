import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OperationRow } from '../../src/core/ledger.ts';
import {
  ABSENT_READS,
  afterAbsentRead,
  MAX_SENDS,
  nextRead,
  nextStep,
} from '../../src/core/operation.ts';

const SETTLE = 30_000;
const T = 1_000_000;

function row(change: Partial<OperationRow>): OperationRow {
  return {
    key: 'opn.refund:1',
    kind: 'opn.refund',
    shop: 'a',
    connection: 'opn',
    subject: 'chrg_test_1',
    state: 'planned',
    request: {},
    result: null,
    failure: null,
    attempts: 0,
    sentAt: null,
    absentReads: 0,
    lastReadAt: null,
    decidedBy: null,
    createdAt: T,
    endedAt: null,
    ...change,
  };
}

describe('the next step of an operation', () => {
  const sent = { attempts: 1, sentAt: T };
  const table: [string, Partial<OperationRow>, number, unknown][] = [
    ['planned is sent', {}, T, { step: 'send' }],
    ['done is finished', { state: 'done' }, T, { step: 'finished' }],
    ['failed is finished', { state: 'failed' }, T, { step: 'finished' }],
    [
      'sent by a process that died is read, never sent',
      { state: 'sent', ...sent },
      T,
      { step: 'read' },
    ],
    ['unknown and never read is read at once', { state: 'unknown', ...sent }, T, { step: 'read' }],
    [
      'unknown and just read waits',
      { state: 'unknown', ...sent, lastReadAt: T },
      T,
      { step: 'wait', until: T + 2_000 },
    ],
    [
      'unknown is read again when due',
      { state: 'unknown', ...sent, lastReadAt: T },
      T + 2_000,
      { step: 'read' },
    ],
    [
      'sent too often without a trace asks a person',
      {
        state: 'unknown',
        attempts: MAX_SENDS,
        sentAt: T,
        absentReads: ABSENT_READS,
        lastReadAt: T + SETTLE,
      },
      T + SETTLE,
      { step: 'ask' },
    ],
  ];
  for (const [name, change, now, expected] of table) {
    it(name, () => {
      assert.deepEqual(nextStep(row(change), SETTLE, now), expected);
    });
  }

  it('always reads once at the settle time, then at growing distances', () => {
    const early = nextRead(T, T + 20_000, SETTLE);
    const late = nextRead(T, T + SETTLE, SETTLE);
    const veryLate = nextRead(T, T + 24 * 3_600_000, SETTLE);

    assert.equal(early, T + SETTLE);
    assert.equal(late, T + SETTLE + SETTLE / 2);
    assert.equal(veryLate, T + 24 * 3_600_000 + 600_000);
  });
});

describe('a read without a trace', () => {
  const unknown = row({ state: 'unknown', attempts: 1, sentAt: T });

  it('proves nothing before the settle time', () => {
    const after = afterAbsentRead(unknown, SETTLE, T + SETTLE - 1);

    assert.deepEqual(after, { state: 'unknown', absentReads: 0, lastReadAt: T + SETTLE - 1 });
  });

  it('needs a second one after it', () => {
    const first = afterAbsentRead(unknown, SETTLE, T + SETTLE);
    const second = afterAbsentRead({ ...unknown, ...first }, SETTLE, T + SETTLE * 2);

    assert.equal(first.state, 'unknown');
    assert.deepEqual(second, { state: 'planned', absentReads: 0, lastReadAt: null, sentAt: null });
  });

  it('leads no further once it was sent the most times', () => {
    const last = { ...unknown, attempts: MAX_SENDS, absentReads: 1 };

    assert.equal(afterAbsentRead(last, SETTLE, T + SETTLE * 2).state, 'unknown');
  });
});
