import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlertRow } from '../../../src/core/alert.ts';
import { openShop, type TestShop } from '../../support/shop.ts';

const ACCOUNT = 'acct-baan-suan';
const HOUR = 3_600_000;

/** A hold that lapses in so many hours: Opn keeps one for seven days. */
function held(shop: TestShop, hours: number): { charge: string; expiresAt: number } {
  const now = shop.clock.now().epochMilliseconds;
  const expiresAt = now + hours * HOUR;
  const createdAt = expiresAt - 7 * 24 * HOUR;
  const { id } = shop.opn.seed(ACCOUNT, {
    amount: 150_000,
    currency: 'THB',
    capture: false,
    created_at: Temporal.Instant.fromEpochMilliseconds(createdAt).toString(),
  });
  return { charge: id, expiresAt };
}

async function openAlerts({ tenban }: TestShop): Promise<AlertRow[]> {
  const { alerts } = tenban.house.ledger;
  return alerts.list({ shops: ['baan-suan'], states: ['open'], limit: 9 });
}

/** Lets the hold's next look come now, as if the time between had passed. */
async function look(shop: TestShop, charge: string): Promise<number | undefined> {
  const { ledger } = shop.tenban.house;
  const key = `authorisation:baan-suan:${charge}`;
  const row = await ledger.dues.get(key);
  assert.ok(row);
  await ledger.write((tx) => tx.dues.put({ ...row, at: shop.clock.now().epochMilliseconds }));
  await shop.pass(2_000);
  return (await ledger.dues.get(key))?.at;
}

describe('a hold that was seen', () => {
  it('is looked at again 48 hours before it lapses', async (t) => {
    const shop = await openShop(t);
    const { charge, expiresAt } = held(shop, 100);

    await shop.say(`charge ${charge}`);

    const row = await shop.tenban.house.ledger.dues.get(`authorisation:baan-suan:${charge}`);
    assert.equal(row?.at, expiresAt - 48 * HOUR);
    assert.deepEqual(await openAlerts(shop), []);
  });

  it('is reminded of within 48 hours, with the buttons that end it, and again at 12', async (t) => {
    const shop = await openShop(t);
    const { charge, expiresAt } = held(shop, 47);
    await shop.say(`capture ${charge}`);

    const next = await look(shop, charge);

    const [first] = await openAlerts(shop);
    assert.equal(next, expiresAt - 12 * HOUR);
    assert.equal(first?.kind, 'refunds.authorisation-lapses');
    assert.equal(first?.cause, `${charge}/48h`);
    const commands = first?.message.actions?.map((action) => 'command' in action && action.command);
    assert.deepEqual(commands, ['capture', 'release']);
  });

  it('has one reminder at a time, the last one urgent', async (t) => {
    const shop = await openShop(t);
    const { charge } = held(shop, 11);
    await shop.say(`release ${charge}`);

    await look(shop, charge);
    await look(shop, charge);

    const all = await openAlerts(shop);
    assert.deepEqual(
      all.map(({ cause, severity, count }) => [cause, severity, count]),
      [[`${charge}/12h`, 'urgent', 2]],
    );
  });

  it('is not reminded of any more once it was captured', async (t) => {
    const shop = await openShop(t);
    const { charge } = held(shop, 47);
    await shop.say(`charge ${charge}`);
    await look(shop, charge);
    const before = await openAlerts(shop);

    await shop.say(`capture ${charge}`);
    await shop.tap(/^Capture/);
    await shop.pass(2_000);

    assert.equal(before.length, 1);
    assert.deepEqual(await openAlerts(shop), []);
  });
});
