import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forgetOld } from '../../src/engine/retention.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openShop } from '../support/shop.ts';

describe('what is older than a month', () => {
  it('is forgotten in the words of people, but for the audit chain', async (t) => {
    const shop = await openShop(t);
    const { house } = shop.tenban;
    const { id: charge } = shop.opn.seed('acct-baan-suan', { amount: 150_000, currency: 'THB' });
    const [preview] = await shop.say(`refund ${charge} 500 smelled of fish`);
    await shop.tap('Refund ฿500.00');
    const entries = await house.ledger.audit.list('baan-suan', 10);
    const detail = entries.find(({ action }) => action === 'refund.confirmed')?.detail;
    const execution = String(Object(detail)['execution']);
    const clock = createFakeClock('2027-01-01T00:00:00Z');

    await forgetOld({ ...house, clock });

    assert.match(preview?.text ?? '', /smelled of fish/);
    assert.match(JSON.stringify(entries), /smelled of fish/);
    assert.deepEqual((await house.ledger.executions.get(execution))?.input, {});
    const [operation] = await house.ledger.operations.bySubject('baan-suan', charge, 1);
    assert.equal(operation?.request, null);
    assert.equal(await house.ledger.outbox.byKey(`answer:${execution}`), null);
    assert.equal(await house.ledger.actions.get(execution), null);
  });
});
