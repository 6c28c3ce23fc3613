import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Raise } from '../../../src/core/alert.ts';
import { act } from '../../../src/engine/alerts/act.ts';
import { raise, settle } from '../../../src/engine/alerts/raise.ts';
import type { House } from '../../../src/engine/house.ts';
import { post } from '../../../src/engine/post.ts';
import { newDatabase } from '../../support/postgres.ts';
import { CHANNEL, openShop, TEAM } from '../../support/shop.ts';

const MANY = 50;

function mismatch(change: Partial<Raise> = {}): Raise {
  return {
    shop: 'baan-suan',
    kind: 'receipts.mismatch',
    cause: '12045',
    severity: 'warning',
    message: { tone: 'warn', title: { raw: 'Bill 12045 is short' } },
    ...change,
  };
}

function raised(house: House, change: Partial<Raise> = {}) {
  return house.ledger.write((tx) => raise(house, tx, mismatch(change)));
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const stores: [string, () => Promise<{ databaseUrl?: string }>][] = [['SQLite', async () => ({})]];
if (process.env['TENBAN_TEST_DATABASE_URL'] !== undefined)
  stores.push(['PostgreSQL', async () => ({ databaseUrl: await newDatabase() })]);

for (const [name, database] of stores) {
  describe(`raising on ${name}`, () => {
    it('makes one alert of fifty raises at once, and counts them all', async (t) => {
      const { tenban } = await openShop(t, await database());
      const { house } = tenban;

      await Promise.all(times(MANY, () => raised(house)));
      const rows = await house.ledger.alerts.list({ shops: ['baan-suan'], limit: 9 });

      assert.deepEqual(
        rows.map(({ count, state }) => [count, state]),
        [[MANY, 'open']],
      );
    });

    it('has one winner among many who acknowledge at once, and tells all others', async (t) => {
      const { tenban } = await openShop(t, await database());
      const { house } = tenban;
      const { id } = await raised(house);

      const acted = await Promise.all(
        times(20, (index) =>
          act(house, {
            alert: id,
            act: { act: 'acknowledge' },
            hand: { person: `p${index}`, account: `line:${index}`, via: 'line' },
          }),
        ),
      );
      const notes = await house.ledger.alerts.notes(id);

      assert.equal(acted.filter((each) => each?.did === 'done').length, 1);
      assert.equal(acted.filter((each) => each?.did === 'refused').length, 19);
      assert.deepEqual(
        notes.map(({ kind }) => kind),
        ['acknowledged'],
      );
    });

    it('ends a summary when its last members end at the same time', async (t) => {
      const { tenban } = await openShop(t, await database());
      const { house } = tenban;
      for (let bill = 1; bill <= 16; bill += 1) await raised(house, { cause: `${bill}` });

      await Promise.all(
        times(16, (index) =>
          house.ledger.write((tx) => settle(house, tx, mismatch({ cause: `${index + 1}` }))),
        ),
      );
      const rows = await house.ledger.alerts.list({ shops: ['baan-suan'], limit: 99 });

      assert.equal(rows.length, 17);
      assert.deepEqual([...new Set(rows.map(({ state }) => state))], ['resolved']);
    });
  });
}

describe('ten thousand raises of one cause in a minute', () => {
  it('are one alert and a handful of messages', async (t) => {
    const { tenban, slack, pass } = await openShop(t);
    const { house } = tenban;
    const { id, message } = await raised(house);
    const conversation = `${TEAM}/${CHANNEL}`;
    await house.ledger.write((tx) =>
      post(house, tx, {
        key: `test:${id}`,
        address: { platform: 'slack', conversation, kind: 'group' },
        reader: { person: null, shop: 'baan-suan', locale: 'en' },
        message,
        weight: 'warning',
        about: `alert:${id}`,
      }),
    );
    await house.queue.settled();

    for (let second = 0; second < 60; second += 1) {
      await Promise.all(times(167, () => raised(house)));
      await pass(1_000);
    }
    await pass(5_000);
    const row = await house.ledger.alerts.get(id);
    const [card] = slack.channel(CHANNEL);
    const redraws = slack.requests.filter(({ path }) => path.endsWith('chat.update'));

    assert.equal(row?.count, 1 + 60 * 167);
    assert.equal(slack.channel(CHANNEL).length, 1);
    assert.match(JSON.stringify(card?.blocks), /\(×10021\)/);
    assert.ok(redraws.length <= 22, `${redraws.length} redraws: one every three seconds is enough`);
  });
});
