import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { isSignedByPage365 } from '../../../src/clients/page365/webhook.ts';
import { createPage365Simulator } from '../../../src/sandbox/page365/simulator.ts';
import { FLAWS, type Page365Simulator } from '../../../src/sandbox/page365/types.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openPage365 } from '../../support/receipts.ts';

const secretKey = 'demo_secret';

function simulator(clock = createFakeClock()): Page365Simulator {
  return createPage365Simulator({ clock, secretKey, merchantToken: 'mt_demo' });
}

function instant(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

async function listener(t: TestContext): Promise<{ url: string; got: string[] }> {
  const got: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = String(request.headers['x-hub-signature']);
      const signed = isSignedByPage365(Buffer.concat(chunks), { signature, secretKey });
      got.push(signed ? 'signed' : 'not signed');
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { url: `http://127.0.0.1:${address.port}/`, got };
}

describe('the Page365 simulator', () => {
  it('makes the same month twice, from its first second to its last', () => {
    const plan = { month: '2026-01', bills: 5_000, bad: 0.02, seed: 7, from: 100 };
    const [one, other] = [simulator(), simulator()];

    one.seedMonth(plan);
    other.seedMonth(plan);

    assert.deepEqual(one.bill(3_333), other.bill(3_333));
    assert.equal(one.bill(100).createdAt, instant('2026-01-01T00:00:00+07:00'));
    assert.equal(one.bill(5_099).createdAt, instant('2026-01-31T23:59:59+07:00'));
    assert.equal(one.count(), 5_000);
  });

  it('spoils the share of bills it is told to, in every way it knows', () => {
    const page365 = simulator();
    page365.seedMonth({ month: '2026-01', bills: 5_000, bad: 0.02 });

    const flaws = Array.from({ length: 5_000 }, (_, index) => page365.flawOf(index + 1));

    const bad = flaws.filter((flaw) => flaw !== null);
    assert.ok(bad.length > 70 && bad.length < 130, String(bad.length));
    assert.deepEqual(new Set(bad), new Set(FLAWS));
  });

  it('makes good bills that add up and are paid exactly', () => {
    const page365 = simulator();
    page365.seedMonth({ month: '2026-01', bills: 500 });

    for (let number = 1; number <= 500; number += 1) {
      const { lines, discount, shipping, total, paid } = page365.bill(number);
      const goods = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
      assert.equal(goods - (discount ?? 0) + shipping, total);
      assert.equal(paid, total);
    }
  });

  it('holds 100,000 bills without keeping them', async (t) => {
    const { client, simulator: page365 } = await openPage365(t);
    page365.seedMonth({ month: '2026-01', bills: 100_000 });

    const page = await client.bills({ from: '2026-01-31', to: '2026-01-31' }, null);

    assert.equal(page365.count(), 100_000);
    assert.equal(page.bills.length, 50);
    assert.equal(page.bills[0]?.createdAt, page365.bill(page.bills[0]?.number ?? 0).createdAt);
  });

  it('counts days where it is told to, so that edges of months move', async (t) => {
    const { client, simulator: page365 } = await openPage365(t);
    const edges = ['2026-01-31T23:59:59+07:00', '2026-02-01T00:00:00+07:00'];
    for (const [index, at] of edges.entries())
      page365.seed({ number: index + 1, createdAt: instant(at) });
    const february = { from: '2026-02-01', to: '2026-02-28' };
    const numbers = async (): Promise<number[]> =>
      (await client.bills(february, null)).bills.map(({ number }) => number);

    const inBangkok = await numbers();
    page365.countDays({ zone: 'UTC', untilIncluded: true });
    const inUtc = await numbers();

    assert.deepEqual([inBangkok, inUtc], [[2], []]);
  });

  it('shows a bill of January as shipped in February under its created date', async (t) => {
    const { client, simulator: page365 } = await openPage365(t);
    page365.seed({ number: 1, createdAt: instant('2026-01-20T10:00:00+07:00'), stage: 'paid' });

    page365.edit(1, { stage: 'shipped' });

    const january = await client.bills({ from: '2026-01-01', to: '2026-01-31' }, null);
    assert.deepEqual(
      january.bills.map(({ stage }) => stage),
      ['shipped'],
    );
  });

  it('sends webhooks twice, late, signed in every way, and wrongly', async (t) => {
    const clock = createFakeClock();
    const page365 = simulator(clock);
    const { url, got } = await listener(t);
    page365.webhook(url);
    page365.seed({ number: 1 });

    const twice = await page365.notify(1, { times: 2 });
    await page365.notify(1, { signed: 'lower' });
    await page365.notify(1, { signed: 'upper' });
    await page365.notify(1, { signature: 'wrong' });
    const late = page365.notify(1, { late: 60_000 });
    const before = got.length;
    await clock.advance(60_000);
    await late;

    assert.deepEqual(twice, [200, 200]);
    assert.equal(before, 5);
    assert.deepEqual(got, [...Array<string>(4).fill('signed'), 'not signed', 'signed']);
  });
});
