import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { openScene, post } from '../stage.ts';

const NOK = 'U07NOK00001';
const CHANNEL = 'C07BAANSUAN';

describe('what one does in Slack on the page', () => {
  it('sends a slash command and leaves no message', async () => {
    const { web, slack } = openScene(createFakeClock());

    const answer = await post(web, 'slack/say', { seat: 'nok', text: '/tenban help' });

    assert.deepEqual(await answer.json(), { outcomes: ['no_endpoint'] });
    assert.deepEqual(slack.channel(CHANNEL), []);
  });

  it('mentions Tenban as the person in the seat', async () => {
    const { web, slack } = openScene(createFakeClock());

    await post(web, 'slack/say', { seat: 'nok', text: '@Tenban วิธีใช้' });

    const [message] = slack.channel(CHANNEL);
    assert.deepEqual([message?.user, message?.text], [NOK, '<@U07TENBAN01> วิธีใช้']);
  });

  it('writes to Tenban directly, in a thread too', async () => {
    const { web, slack } = openScene(createFakeClock());
    await post(web, 'slack/say', { seat: 'nok', place: 'direct', text: 'help' });
    const [first] = slack.channel(slack.direct(NOK));

    const reply = { seat: 'nok', place: 'direct', text: 'more', thread: first?.ts };
    await post(web, 'slack/say', reply);

    const said = slack.channel(slack.direct(NOK)).map(({ text, thread }) => [text, thread]);
    assert.deepEqual(said, [
      ['help', undefined],
      ['more', first?.ts],
    ]);
  });

  it('talks to the others without Tenban hearing of it', async () => {
    const { web, slack } = openScene(createFakeClock());

    const answer = await post(web, 'slack/say', { seat: 'nok', text: 'กล่องแตก' });

    assert.deepEqual(await answer.json(), { outcomes: [] });
    assert.deepEqual(slack.channel(CHANNEL), []);
  });

  it('refuses a command that no app has', async () => {
    const { web } = openScene(createFakeClock());

    const answer = await post(web, 'slack/say', { seat: 'nok', text: '/giphy cat' });

    assert.equal(answer.status, 409);
    assert.deepEqual(await answer.json(), { message: '/giphy is not a valid command.' });
  });

  it('asks for help from anywhere', async () => {
    const { web } = openScene(createFakeClock());

    const answer = await post(web, 'slack/shortcut', { seat: 'nok' });

    assert.deepEqual(await answer.json(), { outcomes: ['no_endpoint'] });
  });

  it("answers with the simulator's words when a message or form has gone", async () => {
    const { web } = openScene(createFakeClock());

    const clicked = await post(web, 'slack/click', { seat: 'nok', ts: '1.000001', what: 'x' });
    const sent = await post(web, 'slack/submit', { seat: 'nok', form: 'V1', values: {} });

    assert.deepEqual([clicked.status, sent.status], [409, 409]);
    assert.match(Object(await clicked.json()).message, /no message 1\.000001/);
  });

  it('tells what is wrong with a body', async () => {
    const { web } = openScene(createFakeClock());

    const answers = await Promise.all([
      post(web, 'slack/say', { seat: 'nok', text: ' ' }),
      post(web, 'slack/say', { seat: 'nok', place: 'elsewhere', text: 'x' }),
      post(web, 'slack/click', { seat: 'nok', ts: '../1', what: 'x' }),
      post(web, 'slack/say', { seat: 'nobody', text: '/tenban' }),
    ]);

    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400, 404],
    );
  });

  it('takes nothing from another site', async () => {
    const { web, slack } = openScene(createFakeClock());
    const said = { seat: 'nok', text: '@Tenban help' };

    const answer = await post(web, 'slack/say', said, { origin: 'https://evil.example' });

    assert.equal(answer.status, 403);
    assert.deepEqual(slack.channel(CHANNEL), []);
  });
});

describe("Slack's switches", () => {
  it('limit or lose what is posted, once', async () => {
    const { web, slack } = openScene(createFakeClock());

    await post(web, 'faults/slack', { kind: '429' });
    const limited = slack.faults.current();
    await post(web, 'faults/slack', { kind: 'drop-answer', once: false });

    assert.deepEqual(limited, { kind: '429', path: '/chat.post', times: 1 });
    assert.deepEqual(slack.faults.current(), { kind: 'drop-answer', path: '/chat.post' });
  });

  it('break or slow every call, and repair', async () => {
    const { web, slack } = openScene(createFakeClock());

    await post(web, 'faults/slack', { kind: 'slow' });
    const slowed = slack.faults.current();
    await post(web, 'faults/slack', { kind: null });

    assert.deepEqual(
      [slowed, slack.faults.current()],
      [{ kind: 'slow', ms: 4000, times: 1 }, null],
    );
  });
});
