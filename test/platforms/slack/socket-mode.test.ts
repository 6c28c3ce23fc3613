import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Inbound } from '../../../src/core/platform.ts';
import { createSlack } from '../../../src/platforms/slack/platform.ts';
import {
  BOT_TOKEN,
  intakeOf,
  NOK,
  openSlack,
  SECRET,
  SHOP,
  silentLog,
  until,
} from '../../support/slack-house.ts';

/** Tenban listening through a socket; its inbox fails as often as told. */
async function openSocket(test: TestContext) {
  const running = { stop: async (): Promise<void> => {} };
  test.after(() => running.stop());
  const house = await openSlack(test);
  const inbox = { failures: 0, tried: 0, stored: [] as Inbound[] };
  const accept = async (body: Uint8Array): Promise<void> => {
    inbox.tried += 1;
    if (inbox.tried <= inbox.failures) throw new Error('the disk is full');
    const events = house.slack.events(body);
    inbox.stored.push(...events.map((event) => house.slack.parse(event.body, 0)));
  };
  const socket = await house.slack.startSocketMode(intakeOf(accept));
  // Hooks run in the order they are given: a client whose server dies while it stops keeps a timer for half a minute.
  running.stop = () => socket.stop();
  return { ...house, inbox, socket };
}

describe('Socket Mode', () => {
  it('takes commands, events and shortcuts', async (test) => {
    const { simulator, inbox } = await openSocket(test);

    const command = await simulator.command(NOK, SHOP, 'status');
    const mention = await simulator.mention(NOK, SHOP, 'why');
    const shortcut = await simulator.shortcut(NOK);

    const outcomes = [command.outcome, ...mention.outcomes, shortcut.outcome];
    assert.deepEqual(outcomes, [200, 200, 200]);
    assert.deepEqual(
      inbox.stored.map((event) => event.kind === 'text' && event.text),
      ['status', 'why', ''],
    );
  });

  it('says whether it is connected', async (test) => {
    const { slack, socket } = await openSocket(test);

    const before = slack.connected?.();
    await socket.stop();

    assert.deepEqual([before, slack.connected?.()], [true, false]);
  });

  it('acknowledges nothing it could not store, so that it comes again', async (test) => {
    const { simulator, inbox, clock } = await openSocket(test);
    inbox.failures = 1;

    const saying = simulator.mention(NOK, SHOP, 'status');
    await until(() => inbox.tried === 1);
    await clock.advance(3_000);
    const { outcomes } = await saying;

    assert.deepEqual(outcomes, ['http_timeout', 200]);
    assert.equal(inbox.stored.length, 1);
  });

  it('connects anew when Slack renews the connection', async (test) => {
    const { simulator, inbox } = await openSocket(test);

    simulator.sockets.recycle();
    await until(() => simulator.sockets.count() === 1);
    await simulator.command(NOK, SHOP, 'status');

    assert.equal(inbox.stored.length, 1);
  });

  it('ends when it is stopped', async (test) => {
    const { simulator, socket } = await openSocket(test);

    await socket.stop();

    await until(() => simulator.sockets.count() === 0);
    assert.equal(simulator.sockets.count(), 0);
  });

  it('does not start with a wrong token, or without one', async (test) => {
    const { url, clock } = await openSlack(test);
    const options = { signingSecret: SECRET, botToken: BOT_TOKEN, baseURL: url, clock };
    const wrong = createSlack({ ...options, appToken: 'xapp-other', log: silentLog });
    const none = createSlack({ ...options, log: silentLog });

    await assert.rejects(wrong.startSocketMode(intakeOf(async () => {})), /invalid_auth/);
    await assert.rejects(none.startSocketMode(intakeOf(async () => {})), /needs an app token/);
  });
});
