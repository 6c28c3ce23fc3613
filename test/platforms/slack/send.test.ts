import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { UpstreamError } from '../../../src/core/errors.ts';
import type { Address, Delivery, DrawnForm } from '../../../src/core/platform.ts';
import { createSlack } from '../../../src/platforms/slack/platform.ts';
import { drawn } from '../../support/drawn.ts';
import {
  BOT_TOKEN,
  closedOrigin,
  ELSEWHERE,
  LAN,
  NOK,
  openSlack,
  openTalk,
  SECRET,
  SHOP,
  silentLog,
  TEAM,
  THEIRS,
  until,
} from '../../support/slack-house.ts';

const MINUTE = 60_000;

function deliveryTo(address: Address, title = 'All well'): Delivery {
  return { address, message: drawn({ title }), retryKey: randomUUID(), firstAttemptAt: null };
}

function channel(id: string): Address {
  return { platform: 'slack', conversation: `${TEAM}/${id}`, kind: 'group' };
}

async function problemOf(sending: Promise<unknown>): Promise<UpstreamError> {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UpstreamError, 'the call was not refused');
  return error;
}

/** Nok asks somewhere; Tenban may answer. */
async function openAsked(test: TestContext, where: string) {
  const house = await openTalk(test);
  await house.simulator.command(NOK, where, 'status');
  const { address } = house.address.stored[0] ?? {};
  assert.ok(address);
  const texts = (id: string): string[] =>
    house.simulator
      .channel(id)
      .map(({ text, onlyFor }) => (onlyFor === undefined ? text : `${text} (for ${onlyFor})`));
  return { ...house, asked: address, delivery: deliveryTo(address), texts };
}

describe('send', () => {
  it('posts in the channel where it was asked, and names the message', async (test) => {
    const { slack, delivery, simulator } = await openAsked(test, SHOP);

    const sent = await slack.send(delivery);

    const [shown] = simulator.channel(SHOP);
    assert.deepEqual(sent, { via: 'push', ref: `${SHOP}/${shown?.ts}/${TEAM}` });
    assert.deepEqual([shown?.text, shown?.onlyFor], ['All well', undefined]);
  });

  it('posts in the thread where it was asked', async (test) => {
    const { slack, simulator, address } = await openTalk(test);
    const { ts } = await simulator.mention(LAN, SHOP, 'status');
    await simulator.mention(NOK, SHOP, 'why', { thread: ts ?? '' });
    const [, inThread] = address.stored;
    assert.ok(inThread);

    await slack.send(deliveryTo(inThread.address));

    assert.equal(simulator.channel(SHOP).at(-1)?.thread, ts);
  });

  it('writes to a person directly, known only by their id', async (test) => {
    const { slack, simulator } = await openSlack(test);
    const address = { ...channel(NOK), kind: 'direct' as const };

    const sent = await slack.send(deliveryTo(address));

    const direct = simulator.direct(NOK);
    const [shown] = simulator.channel(direct);
    assert.deepEqual([sent.ref, shown?.text], [`${direct}/${shown?.ts}/${TEAM}`, 'All well']);
  });

  for (const [what, where] of [
    ['a channel without the bot', ELSEWHERE],
    ['two people’s own talk', THEIRS],
  ] as const) {
    it(`answers the asker alone in ${what}`, async (test) => {
      const { slack, delivery, texts } = await openAsked(test, where);

      const sent = await slack.send(delivery);

      assert.deepEqual(sent, { via: 'reply' });
      assert.deepEqual(texts(where), [`All well (for ${NOK})`]);
    });
  }

  it('has no way into such a channel after half an hour', async (test) => {
    const { slack, delivery, clock } = await openAsked(test, ELSEWHERE);
    await clock.advance(30 * MINUTE);

    const problem = await problemOf(slack.send(delivery));

    assert.deepEqual([problem.effect, problem.code], ['refused', 'not_in_channel']);
  });

  it('finds the person again when their direct answer comes late', async (test) => {
    const { slack, delivery, texts, simulator, clock } = await openAsked(test, THEIRS);
    await clock.advance(30 * MINUTE);

    await slack.send(delivery);

    assert.deepEqual(texts(simulator.direct(NOK)), ['All well']);
  });

  it('is refused after five answers at one address', async (test) => {
    const { slack, delivery } = await openAsked(test, ELSEWHERE);
    for (const _ of Array(5)) await slack.send(delivery);

    const problem = await problemOf(slack.send(delivery));

    assert.deepEqual([problem.effect, problem.code, problem.status], ['refused', 'used_url', 404]);
  });

  it('marks copies of a message whose answer was lost', async (test) => {
    const { slack, delivery, simulator } = await openAsked(test, SHOP);
    simulator.faults.set({ kind: 'drop-answer', path: 'chat', times: 1 });
    const lost = await problemOf(slack.send(delivery));

    await slack.send({ ...delivery, firstAttemptAt: 0 });

    assert.equal(lost.effect, 'unknown');
    assert.deepEqual(
      simulator.channel(SHOP).map(({ metadata }) => metadata),
      [false, true].map((repeated) => ({
        event_type: 'tenban_delivery',
        event_payload: { key: delivery.retryKey, repeated },
      })),
    );
  });

  it('knows that nothing happened at a 429, and when to come again', async (test) => {
    const { slack, simulator } = await openSlack(test, { burst: 1 });
    await slack.send(deliveryTo(channel(SHOP)));

    const problem = await problemOf(slack.send(deliveryTo(channel(SHOP))));

    const { effect, code, status, retryAfter } = problem;
    assert.deepEqual([effect, code, status, retryAfter], ['none', 'ratelimited', 429, 1000]);
    assert.equal(simulator.channel(SHOP).length, 1);
  });

  it('delays no other channel at a 429', async (test) => {
    const { slack, simulator } = await openSlack(test, { burst: 1 });
    await slack.send(deliveryTo(channel(SHOP)));
    const held = problemOf(slack.send(deliveryTo(channel(SHOP))));

    const other = await slack.send(deliveryTo({ ...channel(NOK), kind: 'direct' }));

    assert.equal(other.via, 'push');
    assert.equal((await held).code, 'ratelimited');
    assert.equal(simulator.requests.length, 3);
  });

  it('tries once only, whatever goes wrong', async (test) => {
    const { slack, simulator } = await openSlack(test);
    simulator.faults.set({ kind: '500' });

    const problem = await problemOf(slack.send(deliveryTo(channel(SHOP))));

    assert.deepEqual([problem.effect, problem.code], ['unknown', 'http_500']);
    assert.equal(simulator.requests.length, 1);
  });

  it('gives up waiting after ten seconds, not knowing', async (test) => {
    const { slack, simulator, clock } = await openSlack(test);
    simulator.faults.set({ kind: 'hang' });

    const sending = problemOf(slack.send(deliveryTo(channel(SHOP))));
    await until(() => simulator.requests.length === 1);
    await clock.advance(10_000);

    const problem = await sending;
    assert.deepEqual([problem.effect, problem.code], ['unknown', 'timeout']);
  });

  it('does not know when the connection breaks', async (test) => {
    const { slack, simulator } = await openSlack(test);
    simulator.faults.set({ kind: 'drop-request' });

    const problem = await problemOf(slack.send(deliveryTo(channel(SHOP))));

    assert.deepEqual([problem.effect, problem.code], ['unknown', 'network']);
  });

  it('knows that nothing happened when nobody listens', async (test) => {
    const { clock } = await openSlack(test);
    const baseURL = await closedOrigin();
    const options = { signingSecret: SECRET, botToken: BOT_TOKEN, clock, log: silentLog };
    const slack = createSlack({ ...options, baseURL });

    const problem = await problemOf(slack.send(deliveryTo(channel(SHOP))));

    assert.deepEqual([problem.effect, problem.code], ['none', 'network']);
  });

  it('is refused for good by Slack’s own name', async (test) => {
    const { slack, url, clock } = await openSlack(test);
    const options = { signingSecret: SECRET, botToken: 'x', clock, log: silentLog };
    const wrong = createSlack({ ...options, baseURL: url });

    const nowhere = await problemOf(slack.send(deliveryTo(channel('C0NOWHERE'))));
    const unauthorised = await problemOf(wrong.send(deliveryTo(channel(SHOP))));

    assert.deepEqual([nowhere.effect, nowhere.code], ['refused', 'channel_not_found']);
    assert.deepEqual([unauthorised.effect, unauthorised.code], ['refused', 'invalid_auth']);
  });
});

describe('redraw', () => {
  it('changes a posted message in its place', async (test) => {
    const { slack, simulator } = await openSlack(test);
    const { ref = '' } = await slack.send(deliveryTo(channel(SHOP)));

    await slack.redraw(ref, drawn({ title: 'Acknowledged' }));

    const shown = simulator.channel(SHOP).map(({ text, edited }) => [text, edited]);
    assert.deepEqual(shown, [['Acknowledged', true]]);
  });

  it('is refused for a message that is gone', async (test) => {
    const { slack } = await openSlack(test);

    const problem = await problemOf(slack.redraw(`${SHOP}/1.2`, drawn()));

    assert.deepEqual([problem.effect, problem.code], ['refused', 'message_not_found']);
  });
});

describe('openForm', () => {
  const field = { name: 'charge', label: 'Charge', optional: false, multiline: false };
  const words = { title: 'Refund', submit: 'Check', close: 'Back' };
  const form: DrawnForm = { locale: 'en', token: 'form-token', ...words, fields: [field] };

  async function openTriggered(test: TestContext) {
    const house = await openAsked(test, SHOP);
    const trigger = house.address.stored[0]?.trigger ?? { id: '' };
    return { ...house, trigger };
  }

  it('opens a form whose answer comes back to where it was asked for', async (test) => {
    const { slack, simulator, trigger, address } = await openTriggered(test);

    const opened = await slack.openForm(form, trigger);
    const view = simulator.openView(NOK);
    await simulator.submit(NOK, view?.id ?? '', { charge: 'chrg_1' });

    const answer = address.stored.at(-1);
    assert.equal(opened, true);
    assert.ok(answer?.kind === 'form');
    assert.deepEqual([answer.token, answer.values], ['form-token', { charge: 'chrg_1' }]);
    assert.equal(answer.address.conversation, `${TEAM}/${SHOP}`);
    assert.equal(simulator.openView(NOK), null);
  });

  it('is false three seconds after the trigger', async (test) => {
    const { slack, simulator, trigger, clock } = await openTriggered(test);
    await clock.advance(3_000);

    const opened = await slack.openForm(form, trigger);

    assert.deepEqual([opened, simulator.openView(NOK)], [false, null]);
  });

  it('is false when the trigger was used', async (test) => {
    const { slack, trigger } = await openTriggered(test);
    await slack.openForm(form, trigger);

    assert.equal(await slack.openForm(form, trigger), false);
  });

  it('fails when Slack refuses the form', async (test) => {
    const { slack, trigger } = await openTriggered(test);
    const twice = { ...form, fields: [field, field] };

    const problem = await problemOf(slack.openForm(twice, trigger));

    assert.deepEqual([problem.effect, problem.code], ['refused', 'invalid_arguments']);
    assert.match(problem.words ?? '', /`block_id` must be unique \[json-pointer:\/blocks\/1/);
  });
});

describe('localeOf', () => {
  it('reads the language of the person', async (test) => {
    const { slack } = await openSlack(test);

    assert.equal(await slack.localeOf({ platform: 'slack', team: TEAM, id: NOK }), 'th');
  });

  it('is null for strangers, another platform, a language Tenban does not speak, and failures', async (test) => {
    const { slack, simulator } = await openSlack(test);
    simulator.addUser({ id: 'U0YU', name: 'Yu', locale: 'zh-TW' });
    const of = (id: string) => slack.localeOf({ platform: 'slack', team: TEAM, id });

    const found = [await of('U0YU'), await of('U0NOBODY')];
    const elsewhere = await slack.localeOf({ platform: 'line', id: NOK });
    simulator.faults.set({ kind: '500' });
    const failed = await of(NOK);

    assert.deepEqual([...found, elsewhere, failed], [null, null, null, null]);
  });
});
