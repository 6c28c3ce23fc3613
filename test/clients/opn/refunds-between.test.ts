import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createOpn } from '../../../src/clients/opn/client.ts';
import { createOpnSimulator } from '../../../src/sandbox/opn/simulator.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/log.ts';

const KEY = 'skey_test_shop';
const HOUR = 3_600_000;
const shop = { account: 'shop', country: 'TH', currency: 'THB' };
const other = { account: 'other', country: 'TH', currency: 'THB' };

async function openAccount(t: TestContext) {
  const clock = createFakeClock('2026-11-25T03:00:00Z');
  const simulator = createOpnSimulator({ clock, keys: { [KEY]: shop, skey_test_other: other } });
  const { url, close } = await simulator.listen(0);
  t.after(close);
  const opn = createOpn({
    baseURL: url,
    secretKey: KEY,
    log: recordingLog().log,
    observe: () => undefined,
  });
  const seed = (account = 'shop'): string =>
    simulator.seed(account, { amount: 1_000_000, currency: 'THB' }).id;
  return { clock, simulator, opn, seed, now: () => clock.now().epochMilliseconds };
}

describe('all refunds of an account', () => {
  it('are those made between two instants, the second left out, oldest first', async (t) => {
    const { clock, simulator, opn, seed, now } = await openAccount(t);
    const [one, two] = [seed(), seed()];
    simulator.refundInDashboard(one, 1);
    await clock.advance(HOUR);
    const from = now();
    simulator.refundInDashboard(two, 2);
    await clock.advance(HOUR);
    simulator.refundInDashboard(one, 3);
    await clock.advance(HOUR);
    simulator.refundInDashboard(one, 4);

    const refunds = await opn.refundsBetween(from, now());

    assert.deepEqual(
      refunds.map(({ amount, charge }) => [amount.amount, charge]),
      [
        [2, two],
        [3, one],
      ],
    );
  });

  it('are read page by page to the last', async (t) => {
    const { simulator, opn, seed, now } = await openAccount(t);
    for (let charge = 0; charge < 17; charge += 1) {
      const id = seed();
      for (let made = 0; made < 15; made += 1) simulator.refundInDashboard(id, 1);
    }

    const refunds = await opn.refundsBetween(now() - HOUR, now() + HOUR);

    assert.equal(new Set(refunds.map(({ id }) => id)).size, 17 * 15);
    assert.equal(simulator.requests.length, 3);
  });

  it('are never another account’s', async (t) => {
    const { simulator, opn, seed, now } = await openAccount(t);
    simulator.refundInDashboard(seed('other'), 5);

    assert.deepEqual(await opn.refundsBetween(now() - HOUR, now() + HOUR), []);
  });
});
