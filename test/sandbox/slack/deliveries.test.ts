import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  BOT,
  closedOrigin,
  LAN,
  NOK,
  openSlack,
  openTalk,
  SHOP,
  TEAM,
  until,
} from '../../support/slack-house.ts';

const MINUTE = 60_000;

describe('a request', () => {
  it('is signed over the bytes that arrive, with a bare content type', async (test) => {
    const { simulator, slack, address } = await openTalk(test);

    await simulator.command(NOK, SHOP, 'คืนเงิน 🙏 a&b');
    await simulator.mention(NOK, SHOP, 'คืนเงิน');

    const types = address.received.map(({ headers }) => headers.get('content-type'));
    assert.deepEqual(types, ['application/x-www-form-urlencoded', 'application/json']);
    for (const { body, headers } of address.received)
      assert.equal(slack.verify(body, headers), true);
  });

  it('waits three seconds for an answer', async (test) => {
    const { simulator, address, clock } = await openTalk(test);
    address.answers.push('hang');

    const sending = simulator.command(NOK, SHOP, 'status');
    await until(() => address.received.length === 1);
    await clock.advance(3_000);

    assert.equal((await sending).outcome, 'http_timeout');
  });

  it('shows the words of a command’s answer to that person', async (test) => {
    const { simulator, address } = await openTalk(test);
    address.answers.push({ status: 200, body: 'One moment' });

    await simulator.command(NOK, SHOP, 'status');

    const shown = simulator.channel(SHOP).map(({ text, onlyFor }) => [text, onlyFor]);
    assert.deepEqual(shown, [['One moment', NOK]]);
  });

  it('goes nowhere without an address', async (test) => {
    const { simulator } = await openSlack(test);

    const command = await simulator.command(NOK, SHOP, 'status');
    const { outcomes } = await simulator.mention(NOK, SHOP, 'status');

    assert.equal(command.outcome, 'no_endpoint');
    assert.deepEqual(outcomes, ['no_endpoint']);
  });

  it('names people and channels that must be there', async (test) => {
    const { simulator } = await openTalk(test);

    await assert.rejects(simulator.command('U9', SHOP, ''), /There is no user U9/);
    await assert.rejects(simulator.command(NOK, 'C9', ''), /There is no channel C9/);
    await assert.rejects(simulator.click(NOK, SHOP, '1.2', 'x'), /There is no message 1.2/);
    await assert.rejects(simulator.submit(NOK, 'V9'), /no form V9 open/);
  });
});

describe('an event', () => {
  it('is tried at once again, after a minute and after five more', async (test) => {
    const { simulator, address, clock } = await openTalk(test);
    address.answers.push(500, 'hang', 503, 500);

    const saying = simulator.mention(NOK, SHOP, 'status');
    await until(() => address.received.length === 2);
    await clock.advance(3_000);
    const { outcomes } = await saying;
    await clock.advance(MINUTE);
    await until(() => outcomes.length === 3);
    await clock.advance(5 * MINUTE);
    await until(() => outcomes.length === 4);

    const retries = address.received.map(({ headers }) => [
      headers.get('x-slack-retry-num'),
      headers.get('x-slack-retry-reason'),
    ]);
    assert.deepEqual(outcomes, [500, 'http_timeout', 503, 500]);
    assert.deepEqual(retries, [
      [null, null],
      ['1', 'http_error'],
      ['2', 'http_timeout'],
      ['3', 'http_error'],
    ]);
  });

  it('is signed anew each time, so a late one is not stale', async (test) => {
    const { simulator, address, clock } = await openTalk(test);
    address.answers.push(500, 500, 500);

    const { outcomes } = await simulator.dm(NOK, 'status');
    await clock.advance(MINUTE);
    await until(() => outcomes.length === 3);
    await clock.advance(5 * MINUTE);
    await until(() => outcomes.length === 4);

    assert.equal(outcomes.at(-1), 200);
    assert.equal(address.stored.length, 1);
  });

  it('is not tried again when it was answered, or when the answer says so', async (test) => {
    const { simulator, address, clock } = await openTalk(test);
    const enough = { status: 500, body: '', headers: { 'x-slack-no-retry': '1' } };
    address.answers.push(200, enough);

    await simulator.dm(NOK, 'one');
    await simulator.dm(NOK, 'two');
    await clock.advance(10 * MINUTE);

    assert.equal(address.received.length, 2);
  });

  it('is tried again when nobody listens', async (test) => {
    const { simulator } = await openSlack(test);
    simulator.connect(`${await closedOrigin()}/slack/events`);

    const { outcomes } = await simulator.dm(NOK, 'status');

    assert.deepEqual(outcomes, ['connection_failed', 'connection_failed']);
  });

  it('tells what people wrote as Slack would', async (test) => {
    const { simulator, address } = await openTalk(test);

    const { ts } = await simulator.mention(LAN, SHOP, 'a < b & c', { thread: '1.0' });
    await simulator.openHome(NOK);

    const [mention, home] = address.received.map(({ body }) => JSON.parse(body.toString()));
    assert.deepEqual(mention.event, {
      type: 'app_mention',
      user: LAN,
      text: `<@${BOT}> a &lt; b &amp; c`,
      ts,
      event_ts: ts,
      channel: SHOP,
      thread_ts: '1.0',
    });
    assert.deepEqual([mention.team_id, mention.authorizations[0].user_id], [TEAM, BOT]);
    assert.deepEqual([home.event.type, home.event.tab], ['app_home_opened', 'home']);
  });
});

describe('the simulated Slack', () => {
  it('tells when something changes, until it need not', async (test) => {
    const { simulator } = await openTalk(test);
    let changes = 0;
    const stop = simulator.onChange(() => (changes += 1));

    await simulator.mention(NOK, SHOP, 'status');
    const told = changes;
    stop();
    await simulator.mention(NOK, SHOP, 'status');

    assert.ok(told >= 2);
    assert.equal(changes, told);
  });
});
