import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openScene, post } from './stage.ts';

const NOK = 'U8df4f50947aaeb26c57d21fa5d328263';
const TEAM = 'C49ddb14f71010b93b7d946bf54074e32';
const RECENT = 'chrg_test_6m9s346q3zd25ut4f5u';

describe('what one does on the page', () => {
  it('says a text as the person in the seat', async () => {
    const { web, line } = openScene(createFakeClock());

    const answer = await post(web, 'line/say', { seat: 'nok', text: 'วิธีใช้' });

    assert.equal(answer.status, 200);
    const [entry] = line.chat(NOK);
    assert.deepEqual([entry?.user, entry?.message], [NOK, { type: 'text', text: 'วิธีใช้' }]);
  });

  it('says it in the group when the seat is there', async () => {
    const { web, line } = openScene(createFakeClock());

    await post(web, 'line/say', { seat: 'fon', text: '@Tenban วิธีใช้' });

    assert.equal(line.chat(TEAM).length, 1);
  });

  it('taps with the words of the button', async () => {
    const { web, line } = openScene(createFakeClock());

    await post(web, 'line/tap', { seat: 'nok', data: 'token', label: 'คืนเงิน' });

    assert.deepEqual(line.chat(NOK)[0]?.message, { type: 'text', text: 'คืนเงิน' });
  });

  it('delivers the last event of a chat again', async () => {
    const { web } = openScene(createFakeClock());
    await post(web, 'line/say', { seat: 'nok', text: 'one' });

    const again = await post(web, 'line/redeliver', { seat: 'nok' });
    const never = await post(web, 'line/redeliver', { seat: 'linh' });

    assert.deepEqual(Object(await again.json()).outcomes, ['no_webhook', 'no_webhook']);
    assert.equal(never.status, 409);
  });

  it('refunds at Opn as somebody at the dashboard', async () => {
    const { web, opn } = openScene(createFakeClock());

    await post(web, 'opn/dashboard-refund', { charge: RECENT, amount: 50_000 });

    assert.deepEqual(
      opn.refundsOf(RECENT).map(({ amount }) => amount),
      [50_000],
    );
  });

  it("answers with Opn's words when Opn refuses", async () => {
    const { web } = openScene(createFakeClock());

    const answer = await post(web, 'opn/dashboard-refund', { charge: RECENT, amount: 150_001 });

    assert.equal(answer.status, 409);
    assert.deepEqual(await answer.json(), { message: 'amount exceeds the refundable amount' });
  });

  it('opens a dispute as the bank', async () => {
    const { web, opn } = openScene(createFakeClock());

    await post(web, 'opn/dispute', { charge: RECENT });

    const charge = opn.charges('baan-suan').find(({ id }) => id === RECENT);
    assert.notEqual(charge?.dispute, null);
  });

  it('tells what is wrong with a body', async () => {
    const { web } = openScene(createFakeClock());

    const empty = await post(web, 'line/say', { seat: 'nok', text: ' ' });
    const nobody = await post(web, 'line/say', { seat: 'nobody', text: 'help' });

    assert.deepEqual([empty.status, nobody.status], [400, 404]);
  });
});

describe('the switches', () => {
  it('break the next change at Opn and leave reading alone', async () => {
    const { web, opn } = openScene(createFakeClock());

    await post(web, 'faults/opn', { kind: 'drop-answer' });

    const expected = { kind: 'drop-answer', times: 1, match: { method: 'POST' } };
    assert.deepEqual(opn.faults.current(), expected);
  });

  it('break every call until repaired', async () => {
    const { web, opn } = openScene(createFakeClock());

    await post(web, 'faults/opn', { kind: '429', once: false, on: 'all' });
    const broken = opn.faults.current();
    await post(web, 'faults/opn', { kind: null });

    assert.deepEqual([broken, opn.faults.current()], [{ kind: '429' }, null]);
  });

  it('break what is sent to LINE without touching how webhooks come', async () => {
    const { web, line } = openScene(createFakeClock());

    await post(web, 'faults/line', { thrice: true });
    await post(web, 'faults/line', { kind: '500' });

    assert.deepEqual(line.faults.current(), { kind: '500', path: '/message/', times: 1 });
    assert.equal(line.webhookFaults.current().duplicates, 2);
  });
});
