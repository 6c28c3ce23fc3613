import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buttonsOf } from '../support/line-message.ts';
import { COLLEAGUE, openShop, OPERATOR, type TestShop } from '../support/shop.ts';

const ACCOUNT = 'acct-baan-suan';
const REFUNDS = { method: 'POST', path: '/charges/:id/refunds' };

async function previewed(shop: TestShop): Promise<string> {
  const { id } = shop.opn.seed(ACCOUNT, { amount: 150_000, currency: 'THB' });
  await shop.say(`refund ${id} 500 damaged`);
  return id;
}

function posts(shop: TestShop): number {
  return shop.opn.requests.filter(({ method }) => method === 'POST').length;
}

/** Waits for what real sockets do. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a refund whose answer is lost', () => {
  it('says so at once, reads back, and then says that it was made', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-answer', times: 1, match: REFUNDS });

    const answers = await shop.tap('Refund ฿500.00');

    assert.match(answers[0]?.text ?? '', /⏳ Refund ฿500\.00: outcome not known yet/);
    assert.match(answers[1]?.text ?? '', /✅ Refunded ฿500\.00/);
    assert.deepEqual(
      answers.map(({ entry }) => entry.via),
      ['reply', 'push'],
    );
    assert.equal(shop.opn.refundsOf(charge).length, 1);
    assert.equal(posts(shop), 1);
  });

  it('is sent again only after two reads without a trace once the settle time is over', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-request', times: 1, match: REFUNDS });

    const [unknown] = await shop.tap('Refund ฿500.00');
    await shop.pass(30_000);
    const sentBySettleTime = posts(shop);
    await shop.pass(30_000);
    const [done] = await shop.hear();

    assert.match(unknown?.text ?? '', /not known yet/);
    assert.equal(sentBySettleTime, 1);
    assert.match(done?.text ?? '', /✅ Refunded/);
    assert.equal(posts(shop), 2);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('stays unknown while Opn cannot be read, is told once, and ends with the truth', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-answer', times: 1, match: REFUNDS });
    const stop = shop.opn.onChange(() => shop.opn.faults.set({ kind: '500' }));

    const first = await shop.tap('Refund ฿500.00');
    await shop.pass(60_000);
    const meanwhile = await shop.hear();
    stop();
    shop.opn.faults.set(null);
    await shop.pass(15_000);
    const [truth] = await shop.hear();

    assert.deepEqual(first.length, 1);
    assert.match(first[0]?.text ?? '', /outcome not known yet/);
    assert.deepEqual(meanwhile, []);
    assert.match(truth?.text ?? '', /✅ Refunded/);
    assert.equal(posts(shop), 1);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('asks a person when a refund of the same amount appeared that is not surely ours', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-request', times: 1, match: REFUNDS });
    shop.opn.requests.length = 0;
    const tapped = shop.tap('Refund ฿500.00');
    await until(() => posts(shop) === 1);
    shop.opn.refundInDashboard(charge, 50_000);

    const texts = (await tapped).map(({ text }) => text).join('\n');
    const [sure] = await shop.tap('It happened');
    const decided = await shop.tap('It happened');

    assert.match(texts, /outcome not clear/);
    assert.match(sure?.text ?? '', /Record that it happened/);
    assert.match(decided.map(({ text }) => text).join('\n'), /recorded as done/);
    assert.equal(posts(shop), 1);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('is everybody’s who may decide, once, until it is over', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    const { ledger } = shop.tenban.house;
    shop.opn.faults.set({ kind: 'drop-request', times: 1, match: REFUNDS });
    shop.opn.requests.length = 0;
    const tapped = shop.tap('Refund ฿500.00');
    await until(() => posts(shop) === 1);
    shop.opn.refundInDashboard(charge, 50_000);
    await tapped;
    await shop.pass(25 * 60_000);

    const raised = await ledger.alerts.list({ shops: ['baan-suan'], limit: 9 });
    await shop.say(`alerts ${raised[0]?.number}`, COLLEAGUE);
    await shop.tap('It happened', COLLEAGUE);
    await shop.tap('It happened', COLLEAGUE);
    const after = await ledger.alerts.list({ shops: ['baan-suan'], limit: 9 });

    assert.deepEqual(
      raised.map(({ kind, severity, state, count }) => [kind, severity, state, count]),
      [['operations.undecided', 'urgent', 'open', 1]],
    );
    assert.deepEqual(
      after.map(({ state, resolvedBy }) => [state, resolvedBy]),
      [['resolved', 'system']],
    );
  });

  it('is sent again when a person decides so, after one more read once the settle time is over', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-request', times: 1, match: REFUNDS });
    const tapped = shop.tap('Refund ฿500.00');
    await until(() => posts(shop) === 1);
    shop.opn.refundInDashboard(charge, 50_000);
    await tapped;

    await shop.tap('Send again');
    await shop.tap('Send again');
    const early = posts(shop);
    await shop.pass(60_000);
    const later = await shop.hear();

    assert.equal(early, 1);
    assert.match(later.map(({ text }) => text).join('\n'), /✅ Refunded ฿500\.00/);
    assert.equal(shop.opn.refundsOf(charge).length, 2);
  });

  it('is sent again once, however many cards ask for it', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-request', times: 1, match: REFUNDS });
    const tapped = shop.tap('Refund ฿500.00');
    await until(() => posts(shop) === 1);
    shop.opn.refundInDashboard(charge, 50_000);
    await tapped;
    const [one] = await shop.tap('Send again');
    const ask = shop.line
      .chat(OPERATOR)
      .map(({ message }) => buttonsOf(message))
      .find((buttons) => buttons.some(({ label }) => label === 'Close without it'));
    await shop.line.tap(OPERATOR, ask?.find(({ label }) => label === 'Send again')?.data ?? '');
    const [two] = await shop.hear();
    shop.opn.faults.set({ kind: 'drop-answer', times: 1, match: REFUNDS });

    for (const card of [one, two]) {
      await shop.line.tap(OPERATOR, card?.buttons[0]?.data ?? '');
      await shop.hear();
      await shop.pass(60_000);
    }
    await shop.pass(120_000);

    assert.equal(posts(shop), 2);
    assert.equal(shop.opn.refundsOf(charge).length, 2);
  });

  it('keeps a second refund of the charge waiting until it is over', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-request', times: 1, match: REFUNDS });
    await shop.tap('Refund ฿500.00');

    await shop.say(`refund ${charge} 500 damaged`);
    const [waiting] = await shop.tap('Refund ฿500.00');
    await shop.pass(120_000);

    assert.match(waiting?.text ?? '', /already under way/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('is not called undone when the connection disappears meanwhile', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-answer', times: 1, match: REFUNDS });
    const stop = shop.opn.onChange(() => shop.opn.faults.set({ kind: '500' }));
    await shop.tap('Refund ฿500.00');
    stop();
    shop.opn.faults.set(null);
    const { settings } = shop.tenban.house;
    const removed = await settings.get('connections', 'baan-suan-opn');
    await settings.update('connections', 'baan-suan-opn', () => null);

    await shop.pass(120_000);
    const meanwhile = (await shop.hear()).map(({ text }) => text).join('\n');
    await settings.update('connections', 'baan-suan-opn', () => removed);
    await shop.pass(120_000);
    const truth = (await shop.hear()).map(({ text }) => text).join('\n');

    assert.doesNotMatch(meanwhile, /Nothing was (done|changed)/);
    assert.match(truth, /✅ Refunded/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('is not sent at all while Opn asks to wait, and the person hears that nothing happened', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: '429', match: REFUNDS });
    await shop.tap('Refund ฿500.00');

    await shop.pass(60_000);
    const [refused] = await shop.hear();

    assert.match(refused?.text ?? '', /could not be asked/);
    assert.match(refused?.text ?? '', /Nothing was changed/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('checks at once when asked to', async (t) => {
    const shop = await openShop(t);
    const charge = await previewed(shop);
    shop.opn.faults.set({ kind: 'drop-request', times: 1, match: REFUNDS });
    await shop.tap('Refund ฿500.00');
    const reads = shop.opn.requests.length;

    const [started] = await shop.tap('Check now');

    assert.match(started?.text ?? '', /Checking now/);
    assert.ok(shop.opn.requests.length >= reads);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });
});
