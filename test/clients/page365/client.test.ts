import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page365 } from '../../../src/clients/page365/client.ts';
import { type Bill, isVoided } from '../../../src/clients/page365/schema.ts';
import { problemOf } from '../../support/problem-of.ts';
import { openPage365 } from '../../support/receipts.ts';

const JANUARY = { from: '2026-01-01', to: '2026-01-31' };

async function allBills(client: Page365, days: { from: string; to: string }): Promise<Bill[]> {
  const all: Bill[] = [];
  let after: string | null = null;
  do {
    const page = await client.bills(days, after);
    all.push(...page.bills);
    after = page.next;
  } while (after !== null);
  return all;
}

describe('the Page365 client', () => {
  it('reads a bill in satang and instants', async (t) => {
    const { client, simulator } = await openPage365(t);
    const at = Temporal.Instant.from('2026-02-05T20:10:00+07:00').epochMilliseconds;
    const { id } = simulator.seed({ number: 12_045, createdAt: at, paidAt: at + 60_000 });

    const bill = await client.bill(id);

    assert.equal(bill?.number, 12_045);
    assert.equal(bill.createdAt, at);
    assert.equal(bill.paidAt, at + 60_000);
    assert.deepEqual(
      [bill.subtotal, bill.discount, bill.shipping, bill.total, bill.paid, bill.vat],
      [50_000, 2_000, 5_000, 53_000, 53_000, 3_467],
    );
    assert.deepEqual(bill.account, {
      id: '7',
      number: '123-4-56789-0',
      name: 'บจก. เดโม',
      bank: 'kbank',
    });
    assert.deepEqual(bill.lines, [
      {
        name: 'เสื้อยืดคอกลม',
        variant: '',
        sku: 'TEE-M',
        quantity: 2,
        price: 25_000,
        subtotal: 50_000,
      },
    ]);
  });

  it('says null only where Page365 says there is no such bill', async (t) => {
    const { client, simulator } = await openPage365(t);

    assert.equal(await client.bill('999999'), null);

    simulator.faults.set({ kind: '503' });
    assert.equal((await problemOf(client.bill('999999'))).effect, 'none');
    simulator.faults.set({ kind: '429', retryAfter: 3 });
    const asked = await problemOf(client.bill('999999'));
    assert.deepEqual([asked.effect, asked.retryAfter], ['none', 3_000]);
  });

  it('pages through every bill of the days once', async (t) => {
    const { client, simulator } = await openPage365(t);
    simulator.seedMonth({ month: '2026-01', bills: 333, from: 1000 });

    const numbers = (await allBills(client, JANUARY)).map(({ number }) => number);

    assert.deepEqual(
      numbers,
      Array.from({ length: 333 }, (_, index) => 1000 + index),
    );
  });

  it('keeps its place while bills are added before it', async (t) => {
    const { client, simulator } = await openPage365(t);
    simulator.seedMonth({ month: '2026-01', bills: 120, from: 1000 });
    const first = await client.bills(JANUARY, null);
    simulator.seed({
      number: 9,
      createdAt: Temporal.Instant.from('2026-01-02T00:00:00+07:00').epochMilliseconds,
    });

    const second = await client.bills(JANUARY, first.next);

    assert.equal(second.bills[0]?.number, (first.bills.at(-1)?.number ?? 0) + 1);
  });

  it('finds a bill by its number without reading the whole year', async (t) => {
    const { client, simulator } = await openPage365(t);
    for (const [index, month] of ['2026-01', '2026-02', '2026-03', '2026-04'].entries())
      simulator.seedMonth({ month, bills: 5_000, from: 1 + index * 5_000 });

    const bill = await client.billByNumber(12_045, { from: '2026-01-01', to: '2026-04-30' });

    assert.equal(bill?.number, 12_045);
    assert.ok(simulator.requests.length < 30, String(simulator.requests.length));
  });

  it('finds a bill whose number does not grow with time', async (t) => {
    const { client, simulator } = await openPage365(t);
    simulator.seedMonth({ month: '2026-01', bills: 120, from: 1000 });
    simulator.seed({
      number: 5_000,
      createdAt: Temporal.Instant.from('2026-01-02T09:00:00+07:00').epochMilliseconds,
    });

    const bill = await client.billByNumber(5_000, JANUARY);

    assert.equal(bill?.number, 5_000);
    assert.equal(await client.billByNumber(5_001, JANUARY), null);
  });

  it('fetches one token for calls that start together', async (t) => {
    const { client, calls } = await openPage365(t);

    await Promise.all([client.bill('1'), client.bill('2'), client.bankAccounts()]);

    assert.equal(calls.filter(({ name }) => name === 'generateToken').length, 1);
  });

  it('renews a token that died early, once, and asks again', async (t) => {
    const { client, simulator, calls } = await openPage365(t);
    const { id } = simulator.seed({ number: 1 });
    await client.ping();

    simulator.killTokens();
    const bills = await Promise.all([client.bill(id), client.bill(id)]);

    assert.deepEqual(
      bills.map((bill) => bill?.number),
      [1, 1],
    );
    assert.equal(calls.filter(({ name }) => name === 'generateToken').length, 2);
  });

  it('calls credentials that are not accepted as good as a 401', async (t) => {
    const { client } = await openPage365(t, { merchantToken: 'somebody else' });

    const problem = await problemOf(client.ping());

    assert.deepEqual([problem.code, problem.status, problem.effect], ['token', 401, 'refused']);
    assert.match(problem.words ?? '', /merchantToken is not valid/);
  });

  it('asks nothing when the integrator has no SECRET_KEY', async (t) => {
    const { client, simulator } = await openPage365(t, { secretKey: '' });

    const problem = await problemOf(client.bill('1'));

    assert.equal(problem.code, 'no-app');
    assert.deepEqual(simulator.requests, []);
  });

  it('asks again when an answer was lost: it only reads', async (t) => {
    const { client, simulator } = await openPage365(t);
    const { id } = simulator.seed({ number: 1 });
    await client.ping();
    simulator.faults.set({ kind: 'drop-answer', times: 2 });

    const bill = await client.bill(id);

    assert.equal(bill?.number, 1);
  });

  it('gives up on a page of HTML without calling the bill missing', async (t) => {
    const { client, simulator } = await openPage365(t);
    await client.ping();
    simulator.faults.set({ kind: '500' });

    const problem = await problemOf(client.bill('900001'));

    assert.deepEqual([problem.effect, problem.status], ['none', 500]);
  });

  it('gives up on an answer that does not come without calling the bill missing', async (t) => {
    const { client, simulator } = await openPage365(t, { timeout: 30 });
    await client.ping();
    simulator.faults.set({ kind: 'slow', ms: 120_000 });

    const problem = await problemOf(client.bill('900001'));

    assert.deepEqual([problem.code, problem.effect], ['timeout', 'none']);
  });

  it('tells a voided bill from one that is not spoken of', async (t) => {
    const { client, simulator } = await openPage365(t);
    const { id } = simulator.seed({ number: 1, stage: 'voided' });

    const spoken = await client.bill(id);
    simulator.speakOfVoided(false);
    const silent = await client.bill(id);

    assert.ok(spoken !== null && isVoided(spoken));
    assert.equal(silent, null);
  });

  it('keeps a stage nobody has met in Page365’s own word', async (t) => {
    const { client, simulator } = await openPage365(t);
    const { id } = simulator.seed({ number: 1, stage: 'returned' });

    const bill = await client.bill(id);

    assert.deepEqual([bill?.stage, bill?.stageWord], ['other', 'returned']);
  });

  it('does not lose a page over one bill that cannot be read', async (t) => {
    const { client, simulator } = await openPage365(t);
    const createdAt = Temporal.Instant.from('2026-01-10T09:00:00+07:00').epochMilliseconds;
    simulator.seed({ number: 1, createdAt });
    const { id } = simulator.seed({ number: 2, createdAt, total: Number.NaN });
    simulator.seed({ number: 3, createdAt, lines: [], total: 0, paid: 0 });
    simulator.edit(2, { lines: [{ name: 'x', quantity: Number.NaN, price: 1, sku: null }] });

    const page = await client.bills(JANUARY, null);

    assert.deepEqual(
      page.bills.map(({ number }) => number),
      [1, 3],
    );
    assert.deepEqual(page.unreadable, [id]);
  });

  it('writes no token and no key into the log', async (t) => {
    const { client, lines } = await openPage365(t);

    await client.ping();

    assert.ok(lines.length > 0);
    assert.doesNotMatch(lines.join('\n'), /p365_|demo_secret|mt_demo/);
  });
});
