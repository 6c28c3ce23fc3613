import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openApi } from '../../support/slack-api.ts';
import { NOK, SHOP } from '../../support/slack-house.ts';

const HALF_AN_HOUR = 30 * 60_000;

async function answerAt(url: string, body: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

/** Nok has used a command, and tapped a button of a message. */
async function openAnswers(test: TestContext) {
  const house = await openApi(test);
  const button = { type: 'button', text: { type: 'plain_text', text: 'Go' }, value: 't' };
  await house.simulator.command(NOK, SHOP, '');
  await house.post(SHOP, { text: 'card', blocks: [{ type: 'actions', elements: [button] }] });
  const card = house.simulator.channel(SHOP).at(-1);
  await house.simulator.click(NOK, SHOP, card?.ts ?? '', 't');
  const [command, tap] = house.address.received.map(({ body }) => {
    const fields = new URLSearchParams(body.toString());
    const payload = JSON.parse(fields.get('payload') ?? '{}');
    return String(fields.get('response_url') ?? payload.response_url);
  });
  const shown = () =>
    house.simulator.channel(SHOP).map(({ text, onlyFor }) => [text, onlyFor ?? null]);
  return { ...house, command: command ?? '', tap: tap ?? '', shown };
}

describe('a response address', () => {
  it('answers one person, or everybody when told to', async (test) => {
    const { command, shown } = await openAnswers(test);

    await answerAt(command, { text: 'psst' });
    await answerAt(command, { text: 'all', response_type: 'in_channel' });

    assert.deepEqual(shown().slice(1), [
      ['psst', NOK],
      ['all', null],
    ]);
  });

  it('replaces or deletes the message that was tapped', async (test) => {
    const { tap, shown } = await openAnswers(test);

    await answerAt(tap, { text: 'done', replace_original: true });
    const replaced = shown();
    await answerAt(tap, { delete_original: true });

    assert.deepEqual([replaced, shown()], [[['done', null]], []]);
  });

  it('takes five answers', async (test) => {
    const { command } = await openAnswers(test);
    for (const _ of Array(5)) await answerAt(command, { text: 'x' });

    const { status, text } = await answerAt(command, { text: 'x' });

    assert.deepEqual([status, JSON.parse(text).error], [404, 'used_url']);
  });

  it('lives half an hour', async (test) => {
    const { command, clock } = await openAnswers(test);
    await clock.advance(HALF_AN_HOUR);

    const { status, text } = await answerAt(command, { text: 'x' });

    assert.deepEqual([status, JSON.parse(text).error], [404, 'expired_url']);
  });

  it('refuses what Slack would not show, and does not count it', async (test) => {
    const { command, shown } = await openAnswers(test);
    for (const _ of Array(5)) await answerAt(command, { blocks: [{ type: 'nothing' }] });

    const refused = await answerAt(command, {});
    const taken = await answerAt(command, { text: 'x' });

    assert.deepEqual(refused, { status: 400, text: 'no_text' });
    assert.equal(taken.status, 200);
    assert.equal(shown().length, 2);
  });
});
