import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Over, Stake } from '../../src/core/approval.ts';
import {
  type Counted,
  dayOf,
  limitsOn,
  limitsOnApproving,
  overLimit,
} from '../../src/core/limits.ts';
import type { Limit } from '../../src/core/settings.ts';

function limit(change: Partial<Limit> = {}): Limit {
  return { id: 'l', shop: 'baan-suan', currency: 'THB', version: 1, ...change };
}

function counted(change: Partial<Limit>, { open = 0, today = 0 } = {}): Counted {
  return { limit: limit(change), open, today };
}

function stake(amount: number, change: Partial<Stake> = {}): Stake {
  return {
    money: { amount, currency: 'THB' },
    subject: 'chrg_test_1',
    reason: 'damaged',
    before: { subject: { amount: 0, currency: 'THB' }, elsewhere: [] },
    ...change,
  };
}

function before(amount: number, elsewhere: Stake['before']['elsewhere'] = []): Partial<Stake> {
  return { before: { subject: { amount, currency: 'THB' }, elsewhere } };
}

const baht = (amount: number) => ({ amount, currency: 'THB' });
const elsewhere = (command: string, amount: number, currency = 'THB') => ({
  command,
  money: { amount, currency },
});

type Row = [name: string, stake: Stake, counted: Counted[], over: Over | null];

const table: Row[] = [
  ['nothing is limited', stake(1e9), [], null],
  ['exactly the limit of a request', stake(500), [counted({ perRequest: 500 })], null],
  [
    'one more than the limit of a request',
    stake(501),
    [counted({ perRequest: 500 })],
    { per: 'request', limit: baht(500) },
  ],
  [
    'anything under a limit of zero',
    stake(1),
    [counted({ perRequest: 0 })],
    { per: 'request', limit: baht(0) },
  ],
  [
    'another currency than what is limited',
    { ...stake(1), money: { amount: 1, currency: 'JPY' } },
    [counted({ perRequest: 500 })],
    { per: 'request', limit: null },
  ],
  ['exactly the limit of a charge', stake(200, before(300)), [counted({ perCharge: 500 })], null],
  [
    'what went back before, wherever it was made',
    stake(201, before(300)),
    [counted({ perCharge: 500 })],
    { per: 'charge', limit: baht(500) },
  ],
  [
    'what is still asked for on the same charge',
    stake(201, before(200)),
    [counted({ perCharge: 500 }, { open: 100 })],
    { per: 'charge', limit: baht(500) },
  ],
  ['exactly the limit of a day', stake(100), [counted({ perDay: 500 }, { today: 400 })], null],
  [
    'the day as it is counted here',
    stake(101),
    [counted({ perDay: 500 }, { today: 400 })],
    { per: 'day', limit: baht(500) },
  ],
  [
    'what was refunded elsewhere today',
    stake(101, before(0, [elsewhere('refund', 250), elsewhere('refund', 150)])),
    [counted({ perDay: 500 })],
    { per: 'day', limit: baht(500) },
  ],
  [
    'nothing made elsewhere that the limit is not about',
    stake(101, before(0, [elsewhere('refund', 400), elsewhere('capture', 400, 'JPY')])),
    [counted({ perDay: 500, commands: ['capture'] })],
    null,
  ],
  [
    'the lowest of two limits',
    stake(600),
    [counted({ perRequest: 500 }), counted({ perRequest: 300, role: 'operator' })],
    { per: 'request', limit: baht(300) },
  ],
  [
    'a request before a day',
    stake(600),
    [counted({ perDay: 100 }), counted({ perRequest: 500 })],
    { per: 'request', limit: baht(500) },
  ],
];

describe('a stake', () => {
  for (const [name, asked, limits, over] of table) {
    it(`${over === null ? 'is within' : 'is over'}: ${name}`, () => {
      assert.deepEqual(overLimit(asked, limits), over);
    });
  }
});

describe('the limits on a command', () => {
  const all = [
    limit({ id: 'everybody' }),
    limit({ id: 'operators', role: 'operator' }),
    limit({ id: 'owners', role: 'owner' }),
    limit({ id: 'captures', commands: ['capture'] }),
    limit({ id: 'rival', shop: 'rival' }),
  ];
  const about = { shop: 'baan-suan', role: 'operator', command: 'refund' } as const;

  it('are those of the shop that name no other role and no other command', () => {
    const on = limitsOn(all, about);

    assert.deepEqual(
      on.map(({ id }) => id),
      ['everybody', 'operators'],
    );
  });

  it('bind who approves only where they name the role', () => {
    const on = limitsOnApproving(all, { ...about, role: 'owner' });

    assert.deepEqual(
      on.map(({ id }) => id),
      ['owners'],
    );
  });
});

describe('the day of a shop', () => {
  const rows: [name: string, now: string, zone: string, from: string, to: string][] = [
    ['UTC', '2026-11-24T18:00:00Z', 'UTC', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z'],
    [
      'Bangkok, already tomorrow',
      '2026-11-24T18:00:00Z',
      'Asia/Bangkok',
      '2026-11-24T17:00:00Z',
      '2026-11-25T17:00:00Z',
    ],
    [
      'Bangkok, one second before',
      '2026-11-24T16:59:59Z',
      'Asia/Bangkok',
      '2026-11-23T17:00:00Z',
      '2026-11-24T17:00:00Z',
    ],
    [
      'Berlin, a day of 25 hours',
      '2026-10-25T12:00:00Z',
      'Europe/Berlin',
      '2026-10-24T22:00:00Z',
      '2026-10-25T23:00:00Z',
    ],
    [
      'Santiago, whose clocks go forward at midnight',
      '2026-09-06T12:00:00Z',
      'America/Santiago',
      '2026-09-06T04:00:00Z',
      '2026-09-07T03:00:00Z',
    ],
  ];
  for (const [name, now, zone, from, to] of rows) {
    it(`is right in ${name}`, () => {
      const day = dayOf(Temporal.Instant.from(now), zone);

      const ends = [day.from, day.to].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
      assert.deepEqual(ends.map(String), [from, to]);
    });
  }
});

describe('a day of requests', () => {
  it('never passes the limit without a second person, in whatever order they come and end', () => {
    const step = fc.record({
      amount: fc.integer({ min: 1, max: 400 }),
      end: fc.constantFrom('done', 'freed', 'open', 'approved'),
      elsewhere: fc.integer({ min: 0, max: 50 }),
    });

    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.array(step), (perDay, steps) => {
        let alone = 0;
        let today = 0;
        let outside = 0;
        for (const { amount, end, elsewhere: more } of steps) {
          outside += more;
          const asked = stake(amount, before(0, [elsewhere('refund', outside)]));
          const over = overLimit(asked, [counted({ perDay }, { today })]);
          if (over === null) assert.ok(today + outside + amount <= perDay);
          if (end === 'freed') continue;
          today += over === null || end === 'approved' || end === 'open' ? amount : 0;
          alone += over === null ? amount : 0;
        }
        assert.ok(alone <= perDay);
      }),
    );
  });
});
