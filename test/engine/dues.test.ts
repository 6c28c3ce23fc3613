import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settle } from '../../src/engine/alerts/raise.ts';
import { doDue } from '../../src/engine/dues.ts';
import { MINUTE, openAlertShop, saidInSlack, type AlertShop } from '../support/alerts.ts';
import { CHANNEL, TEAM } from '../support/shop.ts';

const LEASE = 10 * MINUTE;

/** A shop with an alert that is due to be told of again after half an hour. */
async function openDue(t: Parameters<typeof openAlertShop>[0]) {
  const shop = await openAlertShop(t);
  const targets = [{ to: 'slack' as const, team: TEAM, channel: CHANNEL }];
  await shop.route({ targets, remind: { open: 30 } });
  const key = `alert:${await shop.problem()}`;
  await shop.pass(MINUTE);
  return { shop, key };
}

async function dueAt({ tenban, clock }: AlertShop, key: string): Promise<number> {
  const row = await tenban.house.ledger.dues.get(key);
  return ((row?.at ?? 0) - clock.now().epochMilliseconds) / MINUTE;
}

describe('what is due', () => {
  it('is planned for its time once it was looked at', async (t) => {
    const { shop, key } = await openDue(t);

    assert.equal(await dueAt(shop, key), 29);
  });

  it('is done after the lease when a process took it and died', async (t) => {
    const { shop, key } = await openDue(t);
    const { ledger } = shop.tenban.house;
    const row = await ledger.dues.get(key);
    const at = row?.at ?? 0;
    await ledger.write((tx) => tx.dues.claim(key, at, at + LEASE));

    await shop.pass(38 * MINUTE);
    const before = saidInSlack(shop, CHANNEL).length;
    await shop.pass(2 * MINUTE);

    assert.deepEqual([before, saidInSlack(shop, CHANNEL).length], [1, 2]);
  });

  it('is done once when it is done twice', async (t) => {
    const { shop, key } = await openDue(t);
    const { house } = shop.tenban;
    const until = shop.clock.now().epochMilliseconds + 40 * MINUTE;
    const row = await house.ledger.dues.get(key);
    await house.ledger.write((tx) => tx.dues.claim(key, row?.at ?? 0, until));
    await shop.pass(35 * MINUTE);

    const outcomes = [await doDue(house, { key, until }), await doDue(house, { key, until })];
    for (const outcome of outcomes) await house.ledger.write(async (tx) => outcome?.write?.(tx));
    await house.queue.settled();

    assert.equal(saidInSlack(shop, CHANNEL).length, 2);
  });

  it('is left alone when it was given another time meanwhile', async (t) => {
    const { shop, key } = await openDue(t);
    const { ledger } = shop.tenban.house;
    const row = await ledger.dues.get(key);
    assert.ok(row);
    const until = row.at + LEASE;
    await ledger.write((tx) => tx.dues.claim(key, row.at, until));
    const outcome = await doDue(shop.tenban.house, { key, until });

    await ledger.write((tx) => tx.dues.put({ ...row, at: row.at + MINUTE }));
    await ledger.write(async (tx) => outcome?.write?.(tx));

    assert.equal((await ledger.dues.get(key))?.at, row.at + MINUTE);
    assert.equal(await doDue(shop.tenban.house, { key, until }), undefined);
  });

  it('is kept when its next time is the very end of the lease', async (t) => {
    const { shop, key } = await openDue(t);
    const { house } = shop.tenban;
    const row = await house.ledger.dues.get(key);
    const until = row?.at ?? 0;

    const outcome = await doDue(house, { key, until });
    await house.ledger.write(async (tx) => outcome?.write?.(tx));

    assert.equal((await house.ledger.dues.get(key))?.at, until);
  });

  it('is gone when the alert has ended', async (t) => {
    const { shop, key } = await openDue(t);
    const { house } = shop.tenban;

    await house.ledger.write((tx) =>
      settle(house, tx, { shop: 'baan-suan', kind: 'refunds.stuck', cause: 'chrg_1' }),
    );

    assert.equal(await house.ledger.dues.get(key), null);
  });
});
