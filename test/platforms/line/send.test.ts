import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { UpstreamError } from '../../../src/core/errors.ts';
import type { Delivery } from '../../../src/core/platform.ts';
import { createLine } from '../../../src/platforms/line/platform.ts';
import { drawn } from '../../support/drawn.ts';
import {
  closedOrigin,
  GROUP,
  LAN,
  NOK,
  openLine,
  openWebhook,
  SECRET,
  silentLog,
  TOKEN,
  until,
} from '../../support/line-house.ts';

/** Nok has said something, and Tenban may answer for free. */
async function openTalk(test: TestContext, options: { quota?: number } = {}) {
  const house = await openLine(test, options);
  const now = (): number => house.clock.now().epochMilliseconds;
  const webhook = await openWebhook(test, now);
  house.simulator.webhook(webhook.url);
  await house.simulator.say(NOK, 'status');
  const { address } = house.line.parse(webhook.received[0]?.body ?? Buffer.of(), now());
  const delivery: Delivery = {
    address,
    message: drawn({ title: 'All well' }),
    retryKey: randomUUID(),
    firstAttemptAt: null,
  };
  const again = { ...delivery, firstAttemptAt: now() };
  const said = (): string[] =>
    house.simulator
      .chat(NOK)
      .slice(1)
      .map(({ via, message }) => `${via}: ${String(message['text'])}`);
  return { ...house, webhook, now, delivery, again, said };
}

const pushOnly = (delivery: Delivery): Delivery => {
  const { reply: _, ...address } = delivery.address;
  return { ...delivery, address };
};

async function problemOf(sending: Promise<unknown>): Promise<UpstreamError> {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UpstreamError, 'the send was not refused');
  return error;
}

describe('send', () => {
  it('replies while the token lives, which costs nothing', async (test) => {
    const { line, delivery, said, simulator } = await openTalk(test);

    const sent = await line.send(delivery);

    assert.deepEqual(sent, { via: 'reply' });
    assert.deepEqual(said(), ['reply: All well']);
    assert.equal(simulator.quotaUsed(), 0);
  });

  it('pushes once the token is dead', async (test) => {
    const { line, delivery, said, simulator, clock } = await openTalk(test);
    await clock.advance(60_000);

    const sent = await line.send(delivery);

    assert.deepEqual(sent, { via: 'push' });
    assert.deepEqual(said(), ['push: All well']);
    assert.equal(simulator.quotaUsed(), 1);
  });

  it('pushes with its retry key when the token is refused at the first attempt', async (test) => {
    const { line, delivery, said, simulator } = await openTalk(test);
    await line.send({ ...delivery, message: drawn({ title: 'Used it' }) });

    const sent = await line.send({ ...delivery, retryKey: randomUUID() });

    assert.deepEqual(sent, { via: 'push' });
    assert.deepEqual(said(), ['reply: Used it', 'push: All well']);
    assert.notEqual(simulator.requests.at(-1)?.retryKey, null);
  });

  it('takes a refused token for an earlier reply whose answer was lost', async (test) => {
    const { line, delivery, again, said, simulator } = await openTalk(test);
    simulator.faults.set({ kind: 'drop-answer', path: 'reply', times: 1 });
    const lost = await problemOf(line.send(delivery));

    const sent = await line.send(again);

    assert.equal(lost.effect, 'unknown');
    assert.deepEqual(sent, { via: 'reply' });
    assert.deepEqual(said(), ['reply: All well']);
  });

  it('takes a refused token for a reply of the process before it', async (test) => {
    const { line, again, said } = await openTalk(test);
    await line.send({ ...again, retryKey: randomUUID() });

    const sent = await line.send(again);

    assert.deepEqual(sent, { via: 'reply' });
    assert.deepEqual(said(), ['reply: All well']);
  });

  it('pushes when every earlier attempt is known to have failed', async (test) => {
    const { line, delivery, again, said, simulator } = await openTalk(test);
    simulator.faults.set({ kind: '429', path: 'reply', times: 1 });
    await problemOf(line.send(delivery));
    await line.send({ ...delivery, message: drawn({ title: 'Used it' }), retryKey: randomUUID() });

    const sent = await line.send(again);

    assert.deepEqual(sent, { via: 'push' });
    assert.deepEqual(said(), ['reply: Used it', 'push: All well']);
  });

  it('does not say a thing twice when the answer to a push is lost', async (test) => {
    const { line, delivery, said, simulator } = await openTalk(test);
    simulator.faults.set({ kind: 'drop-answer', path: 'push', times: 1 });
    const lost = await problemOf(line.send(pushOnly(delivery)));

    const sent = await line.send({ ...pushOnly(delivery), firstAttemptAt: 0 });

    assert.equal(lost.effect, 'unknown');
    assert.deepEqual(sent, { via: 'push' });
    assert.equal(simulator.requests.at(-1)?.status, 409);
    assert.deepEqual(said(), ['push: All well']);
  });

  it('gives up waiting after ten seconds, not knowing', async (test) => {
    const { line, delivery, clock, simulator } = await openTalk(test);
    simulator.faults.set({ kind: 'hang', path: 'push' });

    const sending = problemOf(line.send(pushOnly(delivery)));
    await until(() => simulator.requests.some(({ path }) => path.endsWith('push')));
    await clock.advance(10_000);

    const problem = await sending;
    assert.deepEqual([problem.effect, problem.code], ['unknown', 'timeout']);
  });

  it('knows that nothing happened when LINE asks to slow down', async (test) => {
    const { line, delivery, simulator } = await openTalk(test);
    simulator.faults.set({ kind: '429', times: 1 });

    const problem = await problemOf(line.send(delivery));

    assert.deepEqual([problem.effect, problem.code, problem.status], ['none', 'rate-limit', 429]);
  });

  it('tells the end of the month’s messages from a rate limit', async (test) => {
    const { line, delivery } = await openTalk(test, { quota: 0 });

    const problem = await problemOf(line.send(pushOnly(delivery)));

    assert.deepEqual([problem.effect, problem.code], ['none', 'monthly-limit']);
    assert.equal(problem.words, 'You have reached your monthly limit.');
  });

  it('does not know after a server error', async (test) => {
    const { line, delivery, simulator } = await openTalk(test);
    simulator.faults.set({ kind: '500', times: 1 });

    const problem = await problemOf(line.send(pushOnly(delivery)));

    assert.deepEqual([problem.effect, problem.code], ['unknown', 'http_500']);
  });

  it('knows that nothing happened when nobody listens', async (test) => {
    const { delivery, clock } = await openTalk(test);
    const baseURL = await closedOrigin();
    const line = createLine({
      channelSecret: SECRET,
      accessToken: TOKEN,
      baseURL,
      clock,
      log: silentLog,
    });

    const problem = await problemOf(line.send(delivery));

    assert.deepEqual([problem.effect, problem.code], ['none', 'network']);
  });

  it('is refused for good with LINE’s own words', async (test) => {
    const { line, delivery } = await openTalk(test);
    const nowhere = { ...pushOnly(delivery).address, conversation: `U${'f'.repeat(32)}` };

    const problem = await problemOf(line.send({ ...delivery, address: nowhere }));

    assert.deepEqual([problem.effect, problem.code], ['refused', 'http_400']);
    assert.equal(problem.words, 'Failed to send messages');
  });

  it('is refused with a wrong access token', async (test) => {
    const { delivery, url, clock } = await openTalk(test);
    const line = createLine({
      channelSecret: SECRET,
      accessToken: 'x',
      baseURL: url,
      clock,
      log: silentLog,
    });

    const problem = await problemOf(line.send(delivery));

    assert.deepEqual([problem.effect, problem.status], ['refused', 401]);
  });
});

describe('working', () => {
  it('shows the loading animation to one person until the answer comes', async (test) => {
    const { line, delivery, simulator } = await openTalk(test);

    await line.working(delivery.address);
    const shown = simulator.loading(NOK);
    await line.send(delivery);

    assert.deepEqual([shown, simulator.loading(NOK)], [true, false]);
  });

  it('does nothing in a group, and nothing bad when LINE fails', async (test) => {
    const { line, delivery, simulator } = await openTalk(test);
    simulator.faults.set({ kind: '500' });

    await line.working({ platform: 'line', conversation: GROUP, kind: 'group' });
    await line.working(delivery.address);

    const loads = simulator.requests.filter(({ path }) => path.includes('loading'));
    assert.deepEqual(
      loads.map(({ status }) => status),
      [500],
    );
  });
});

describe('localeOf', () => {
  it('reads the language of the profile', async (test) => {
    const { line } = await openLine(test);

    assert.equal(await line.localeOf({ platform: 'line', id: NOK }), 'th');
  });

  it('is null without one, for a stranger, another platform, and a language Tenban does not speak', async (test) => {
    const { line, simulator } = await openLine(test);
    const strangers = `U${'e'.repeat(32)}`;
    simulator.addUser({ id: strangers, name: 'Yu', language: 'zh-Hant' });

    const found = await Promise.all([
      line.localeOf({ platform: 'line', id: LAN }),
      line.localeOf({ platform: 'line', id: `U${'d'.repeat(32)}` }),
      line.localeOf({ platform: 'line', id: strangers }),
      line.localeOf({ platform: 'slack', team: 'T1', id: 'U1' }),
    ]);

    assert.deepEqual(found, [null, null, null, null]);
  });
});
