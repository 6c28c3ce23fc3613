import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { daysLate, lateOrders, unfinished } from '../../../src/features/shipping/ageing.ts';
import type { LinkStatus } from '../../../src/features/shipping/link-status.ts';
import { ShippingOptions } from '../../../src/features/shipping/options.ts';
import {
  type Detail,
  newOrder,
  type OrderState,
} from '../../../src/features/shipping/order-state.ts';

const SHOP = {
  id: 'komachi',
  name: 'こまち',
  timeZone: 'Asia/Tokyo',
  locale: 'ja',
  version: 1,
} as const;
const TODAY = Temporal.PlainDate.from('2026-11-25');

type Known = { status?: LinkStatus; at?: number } & Partial<Detail>;

function order(number: string, { status = 'blank', at = 0, ...detail }: Known): OrderState {
  const about = { connection: 'c', order: number, shop: SHOP.id, at };
  const fresh = newOrder(about, { mall: `7${number}`, phase: '出荷情報反映待ち' });
  return { ...fresh, status, detail: { ...fresh.detail, ...detail } };
}

function where(rows: readonly OrderState[], { now = '2026-11-25T03:00:00Z', options = {} } = {}) {
  const orders = {
    get: async () => null,
    getAll: async () => new Map(),
    counts: async () => ({}),
    list: async ({ statuses }: { statuses: readonly string[] }) =>
      rows.filter(({ status }) => statuses.includes(status)),
  };
  return {
    connection: 'c',
    options: ShippingOptions.parse(options),
    context: { shop: SHOP, now: Temporal.Instant.from(now), orders },
  };
}

describe('days past 発送期限', () => {
  const table: [string, Known, number | null][] = [
    ['count on the day itself', { shipBy: '2026-11-25' }, 0],
    ['grow', { shipBy: '2026-11-22' }, 3],
    ['do not count before', { shipBy: '2026-11-26' }, null],
    ['are not known without a date', {}, null],
    ['count after an error', { shipBy: '2026-11-25', status: 'ship-error' }, 0],
    ['end once it is shipped', { shipBy: '2026-11-22', status: 'shipped' }, null],
    ['end with a cancellation', { shipBy: '2026-11-22', mallStatus: 'キャンセル' }, null],
  ];
  for (const [what, known, days] of table)
    it(what, () => {
      assert.equal(daysLate(order('1', known), TODAY), days);
    });
});

describe('unfinished orders', () => {
  it('come by 発送期限, then by how long they have been as they are', async () => {
    const rows = [
      order('1', { at: 1 }),
      order('2', { at: 9, shipBy: '2026-11-26' }),
      order('3', { at: 2, shipBy: '2026-11-26' }),
      order('4', { at: 3, shipBy: '2026-11-20' }),
    ];

    const found = await unfinished(where(rows));

    assert.deepEqual(
      found.map(({ order: number }) => number),
      ['4', '3', '2', '1'],
    );
  });

  it('are no children of a bundle', async () => {
    assert.deepEqual(await unfinished(where([order('1', { parent: '2' })])), []);
  });

  it('wait for completion only where that is set up', async () => {
    const rows = [order('1', { status: 'shipped' })];
    const completion = { on: true, targets: [{ phase: '完了反映待ち' }] };

    const found = [
      await unfinished(where(rows)),
      await unfinished(where(rows, { options: { completion } })),
    ];

    assert.deepEqual(
      found.map(({ length }) => length),
      [0, 1],
    );
  });
});

describe('the alert about late orders', () => {
  const late = [order('1', { shipBy: '2026-11-24' })];
  const before = Array.from({ length: 7 }, (_, index) => `c:2026-11-${24 - index}`);

  it('is one a day, linked to the one before, which it ends', async () => {
    const { raise, settle } = await lateOrders(where(late));

    assert.deepEqual([raise?.cause, raise?.after], ['c:2026-11-25', 'c:2026-11-24']);
    assert.deepEqual(
      settle.map(({ cause }) => cause),
      before,
    );
  });

  it('waits for nine in the morning of the shop, and leaves the one before as it is', async () => {
    const told = await lateOrders(where(late, { now: '2026-11-24T23:59:59Z' }));

    assert.deepEqual(told, { raise: null, settle: [] });
  });

  it('ends once there is none', async () => {
    const { raise, settle } = await lateOrders(where([], { now: '2026-11-24T16:00:00Z' }));

    assert.equal(raise, null);
    assert.deepEqual(
      settle.map(({ cause }) => cause),
      ['c:2026-11-25', ...before],
    );
  });
});
