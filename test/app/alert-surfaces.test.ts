import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { AlertAct } from '../../src/core/alert-state.ts';
import { act } from '../../src/engine/alerts/act.ts';
import { raise } from '../../src/engine/alerts/raise.ts';
import type { House } from '../../src/engine/house.ts';
import { post } from '../../src/engine/post.ts';
import { CHANNEL, openShop, SLACK_OPERATOR, TEAM, type TestShop } from '../support/shop.ts';
import { words } from '../support/slack-talk.ts';

const MINUTE = 60_000;
/** Where a card is shown: the channel, and a direct conversation. */
const PLACES = [
  { at: CHANNEL, kind: 'group' },
  { at: SLACK_OPERATOR, kind: 'direct' },
] as const;

type Deed = { who: 'Nok' | 'Lek'; via: 'line' | 'slack'; act: AlertAct['act']; wait: number };

const deed: fc.Arbitrary<Deed> = fc.record({
  who: fc.constantFrom('Nok', 'Lek'),
  via: fc.constantFrom('line', 'slack'),
  act: fc.constantFrom<AlertAct['act']>(
    'acknowledge',
    'acknowledge',
    'unacknowledge',
    'snooze',
    'assign',
    'note',
    'again',
    'resolve',
  ),
  wait: fc.constantFrom(0, 0, MINUTE),
});

async function raised(house: House, cause: string) {
  return house.ledger.write((tx) =>
    raise(house, tx, {
      shop: 'baan-suan',
      kind: 'receipts.mismatch',
      cause,
      severity: 'urgent',
      message: { tone: 'warn', title: { raw: `Bill ${cause} is short` } },
    }),
  );
}

async function show(house: House, id: string, message: Parameters<typeof post>[2]['message']) {
  await house.ledger.write(async (tx) => {
    for (const { at, kind } of PLACES)
      await post(house, tx, {
        key: `test:${id}:${at}`,
        address: { platform: 'slack', conversation: `${TEAM}/${at}`, kind },
        reader: { person: null, shop: 'baan-suan', locale: 'en' },
        message,
        weight: 'urgent',
        about: `alert:${id}`,
      });
  });
}

async function doDeed(shop: TestShop, alert: string, { who, via, act: name }: Deed, cause: string) {
  const { house } = shop.tenban;
  if (name === 'again') {
    await raised(house, cause);
    return;
  }
  const until = shop.clock.now().epochMilliseconds + 60 * MINUTE;
  const given: { [name: string]: AlertAct } = {
    unacknowledge: { act: 'unacknowledge', reason: 'a slip' },
    snooze: { act: 'snooze', until },
    assign: { act: 'assign', to: who },
    note: { act: 'note', text: `from ${who}` },
    resolve: { act: 'resolve' },
  };
  const hand = { person: who, account: `${via}:${who}`, via };
  await act(house, { alert, act: given[name] ?? { act: 'acknowledge' }, hand });
}

describe('every surface of an alert', () => {
  it('finally shows the same state, whatever several people do on two platforms at once', async (t) => {
    const shop = await openShop(t);
    const { house } = shop.tenban;
    let bill = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(deed, { maxLength: 4 }), { maxLength: 5 }),
        async (waves) => {
          const cause = String((bill += 1));
          const { id, message } = await raised(house, cause);
          await show(house, id, message);
          await house.queue.settled();

          for (const wave of waves) {
            await Promise.all(wave.map((each) => doDeed(shop, id, each, cause)));
            await shop.pass(Math.max(1_000, ...wave.map(({ wait }) => wait)));
          }
          await shop.pass(2 * MINUTE);

          await checkSurfaces(shop, id, cause);
        },
      ),
      { numRuns: 8 },
    );
  });
});

async function checkSurfaces(shop: TestShop, id: string, cause: string): Promise<void> {
  const { ledger } = shop.tenban.house;
  const row = await ledger.alerts.get(id);
  assert.ok(row);
  const sent = await ledger.outbox.about(`alert:${id}`);
  const drawn = sent.filter(({ ref }) => ref !== null);
  assert.ok(drawn.length >= PLACES.length);
  assert.deepEqual([...new Set(drawn.map(({ revision }) => revision))], [row.version]);
  const title = new RegExp(`Bill ${cause} is short`);
  const card = shop.slack.channel(CHANNEL).find((message) => title.test(words(message)));
  assert.ok(card);
  assert.equal(words(card).includes('Acknowledged by'), row.acknowledgedBy !== null);
  assert.equal(words(card).includes('Resolved by'), row.state === 'resolved');
  assert.equal(words(card).includes('"Mark resolved"'), row.state !== 'resolved');
}
