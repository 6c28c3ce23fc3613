import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OrderRow } from '../../../src/core/order.ts';
import { parentsFirst } from '../../../src/features/loyalty/categories.ts';
import { isOurs } from '../../../src/features/loyalty/cursor.ts';
import { gapOf } from '../../../src/features/loyalty/gap.ts';
import { afterCycle, isSilence, readPoll } from '../../../src/features/loyalty/poll.ts';
import { markRead, markWaiting, readState } from '../../../src/features/loyalty/row.ts';
import { tokenAge } from '../../../src/features/loyalty/token-age.ts';
import { NhanhCategory } from '../../../src/clients/nhanh/product.ts';

const PLACE = { connection: 'a-nhanh', shop: 'a' };
const DAY = 86_400_000;

describe('a row that a webhook marks while it is read', () => {
  const marked = (row: OrderRow | null, hookAt: number) =>
    markWaiting(PLACE, 'product:1', { at: hookAt, hookAt }).mark(row);

  it('is settled by what was read after the webhook', () => {
    const row = marked(null, 100);

    const read = markRead(PLACE, 'product:1', { status: 'synced', hash: 'h', readAt: 100 }).mark(
      row,
    );

    assert.equal(read?.status, 'synced');
    assert.equal(readState(read).detail.hookAt, 100);
  });

  it('waits to be read again when the webhook came after, and keeps what was written', () => {
    const row = marked(marked(null, 100), 101);

    const read = markRead(PLACE, 'product:1', {
      status: 'synced',
      hash: 'h',
      readAt: 100,
      hookAt: null,
    });

    const after = read.mark(row);
    assert.equal(after?.status, 'waiting');
    assert.deepEqual([readState(after).detail.hash, readState(after).detail.hookAt], ['h', 101]);
  });
});

describe('the gap', () => {
  const cases = [
    ['is nothing before there was a cycle', { until: null, off: null }, null],
    ['is nothing while the connection lasts', { until: 60, off: null }, null],
    ['is what lies between the last cycle and the new connection', { until: 40, off: 20 }, 40],
    ['leaves out what CNV’s own connector did', { until: 40, off: 45 }, 45],
    ['is nothing when that ran until the new connection', { until: 40, off: 50 }, null],
  ] as const;
  for (const [name, { until, off }, from] of cases)
    it(name, () => {
      const wanted = from === null ? null : { from, to: 50 };
      assert.deepEqual(gapOf({ until }, 50, off), wanted);
    });
});

describe('what is a run’s', () => {
  const cases = [
    ['made before the connection is not', { since: 5_400, until: null }, 4_999, false],
    [
      'made in its first second is, because Nhanh says no more',
      { since: 5_400, until: null },
      5_000,
      true,
    ],
    ['made since is', { since: 5_400, until: null }, 9_000, true],
    ['made after the gap is not', { since: 5_000, until: 9_000 }, 9_000, false],
    ['of an unknown time is', { since: 5_000, until: 9_000 }, null, true],
  ] as const;
  for (const [name, span, createdAt, wanted] of cases)
    it(name, () => {
      assert.equal(isOurs(span, { createdAt }), wanted);
    });
});

describe('the silence of webhooks', () => {
  const poll = readPoll(null);

  it('begins with a few changes that none told of', () => {
    const once = afterCycle(poll, { count: 2, first: 10 });
    const twice = afterCycle({ ...poll, unheard: once }, { count: 1, first: 20 });

    assert.deepEqual([isSilence(once), isSilence(twice)], [false, true]);
    assert.deepEqual(twice, { count: 3, first: 10 });
  });

  it('ends with the next webhook', () => {
    const unheard = { count: 9, first: 10 };

    assert.equal(afterCycle({ ...poll, unheard, heardAt: 11 }, null), null);
  });
});

describe('the age of the token', () => {
  const cases = [
    [31, null],
    [30.5, 30],
    [8, 30],
    [6.5, 7],
    [1.5, 1],
    [0.5, 1],
    [-1, null],
  ] as const;
  for (const [days, wanted] of cases)
    it(`with ${days} days left warns as of ${wanted ?? 'nothing'}`, () => {
      const now = Temporal.Instant.from('2026-11-26T00:00:00Z');
      const expiresAt = now.epochMilliseconds + days * DAY;

      const { raise, settle } = tokenAge(
        { id: 'a', name: 'A' },
        { system: 'nhanh', connection: 'c', expiresAt, now },
      );

      const warned = raise.map(({ cause }) => Number(cause.split(':').at(-1)));
      assert.deepEqual(warned, wanted === null ? [] : [wanted]);
      assert.ok(!settle.some(({ cause }) => raise.some((alert) => alert.cause === cause)));
    });
});

describe('categories', () => {
  it('come with their parents first, in whichever order they are listed', () => {
    const rows = [
      { id: 3, parentId: 2, name: 'c' },
      { id: 2, parentId: 1, name: 'b' },
      { id: 9, parentId: 404, name: 'lost' },
      { id: 1, parentId: 0, name: 'a' },
    ].map((row) => NhanhCategory.parse(row));

    const names = parentsFirst(rows).map(({ name }) => name);

    assert.deepEqual(names, ['lost', 'a', 'b', 'c']);
  });
});
