import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openTenban, type Tenban } from '../../src/app.ts';
import { brokenLink } from '../../src/ledger/audit-chain.ts';
import { exportSettings, importSettings } from '../../src/transfer.ts';
import { balance } from '../support/balancer.ts';
import { cuttable } from '../support/cuttable.ts';
import { textOf } from '../support/line-message.ts';
import { recordingLog } from '../support/log.ts';
import { newDatabase } from '../support/postgres.ts';
import { COLLEAGUE, GROUP, openShop, OPERATOR, type TestShop } from '../support/shop.ts';

const ACCOUNT = 'acct-baan-suan';

function paid(shop: TestShop): string {
  return shop.opn.seed(ACCOUNT, { amount: 150_000, currency: 'THB' }).id;
}

/** A second process on the same database, and LINE's webhooks going to both by turns. */
async function openReplica(t: TestContext, shop: TestShop): Promise<Tenban> {
  const { log } = recordingLog();
  const replica = await openTenban(shop.config, { log, clock: shop.clock });
  t.after(() => replica.stop());
  const origin = await balance(t, [shop.tenban.port, replica.port]);
  shop.line.webhook(`${origin}/line/webhook`);
  return replica;
}

function answersIn(shop: TestShop, conversation: string): string[] {
  const answers = shop.line.chat(conversation).filter(({ user }) => user === null);
  return answers.map(({ message }) => textOf(message));
}

describe('Tenban on PostgreSQL', () => {
  it('previews, confirms and makes a refund once', async (t) => {
    const shop = await openShop(t, { databaseUrl: await newDatabase() });
    const charge = paid(shop);

    const [preview] = await shop.say(`refund ${charge} 500 damaged box`);
    const [done] = await shop.tap('Refund ฿500.00');

    assert.match(preview?.text ?? '', /Check this refund: ฿500\.00/);
    assert.match(done?.text ?? '', /✅ Refunded ฿500\.00/);
    assert.equal(done?.entry.via, 'reply');
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('makes one refund of a button that is tapped in two processes at once', async (t) => {
    const shop = await openShop(t, { databaseUrl: await newDatabase() });
    const replica = await openReplica(t, shop);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`, OPERATOR, GROUP);
    await replica.house.queue.settled();
    await shop.hear(GROUP);

    await Promise.all(
      [OPERATOR, COLLEAGUE, OPERATOR, COLLEAGUE].map((user) =>
        shop.tap('Refund ฿500.00', user, GROUP),
      ),
    );
    while (answersIn(shop, GROUP).length < 5) {
      await replica.house.queue.settled();
      await shop.tenban.house.queue.settled();
    }

    const texts = answersIn(shop, GROUP);
    const audit = await shop.tenban.house.ledger.audit.list('baan-suan', 100);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
    assert.equal(texts.filter((text) => text.includes('✅ Refunded')).length, 1);
    assert.equal(texts.filter((text) => text.includes('was first')).length, 3);
    assert.equal(brokenLink(audit.toReversed()), null);
  });

  it('takes a right away in every process at once', async (t) => {
    const shop = await openShop(t, { databaseUrl: await newDatabase() });
    const replica = await openReplica(t, shop);
    const charge = paid(shop);

    await replica.house.settings.update('people', 'Nok', (nok) => nok && { ...nok, roles: {} });
    await shop.tenban.house.settings.get('people', 'Nok');
    const [refused] = await shop.say(`refund ${charge} 500 damaged`);
    await replica.house.queue.settled();

    assert.doesNotMatch(refused?.text ?? '', /Check this refund/);
    assert.deepEqual((await shop.tenban.house.settings.get('people', 'Nok'))?.roles, {});
  });

  it('lets senders deliver again what came while the database was away', async (t) => {
    const way = await cuttable(t, await newDatabase());
    const shop = await openShop(t, { databaseUrl: way.url });
    const ready = async (): Promise<number> =>
      (await fetch(`http://127.0.0.1:${shop.tenban.port}/readyz`)).status;
    const charge = paid(shop);
    const before = await ready();

    way.cut();
    const during = await ready();
    const sent = await shop.line.say(OPERATOR, `refund ${charge} 500 damaged`);
    way.mend();
    const after = await ready();
    await shop.line.redeliver(sent.id);
    const [answer] = await shop.hear();

    assert.deepEqual([before, during, after], [200, 503, 200]);
    assert.deepEqual(sent.outcomes, [500, 200]);
    assert.match(answer?.text ?? '', /Check this refund/);
  });

  it('gives its settings out while it runs, and takes others only when it does not', async (t) => {
    const shop = await openShop(t, { databaseUrl: await newDatabase() });

    const settings = await exportSettings(shop.config);
    const importing = importSettings(shop.config, settings);

    await assert.rejects(importing, /Another Tenban is running on the database/);
    assert.match(settings, /"secretKey": "enc:v1:/);
  });

  it('says why it cannot start without its database, and names no password', async (t) => {
    const shop = await openShop(t);
    const databaseUrl = 'postgresql://tenban:hush@127.0.0.1:9/none';

    const starting = openTenban({ ...shop.config, databaseUrl }, { log: recordingLog().log });

    await assert.rejects(starting, (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /DATABASE_URL/);
      assert.doesNotMatch(error.message, /hush/);
      return true;
    });
  });

  it('counts its jobs for the metrics', async (t) => {
    const shop = await openShop(t, { databaseUrl: await newDatabase() });
    await shop.say('help');

    const answer = await fetch(`http://127.0.0.1:${shop.tenban.port}/metrics`);

    assert.match(await answer.text(), /tenban_jobs\{state="waiting"\} 0/);
  });
});
