import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  closedOrigin,
  GROUP,
  LAN,
  NOK,
  openLine,
  openWebhook,
  TOKEN,
  until,
} from '../../support/line-house.ts';
import { noLineSpec, openLineSpec } from '../../support/line-spec.ts';

async function openTalk(test: TestContext) {
  const house = await openLine(test);
  const webhook = await openWebhook(test, () => house.clock.now().epochMilliseconds);
  house.simulator.webhook(webhook.url);
  const bodies = () => webhook.received.map(({ body }) => JSON.parse(body.toString()));
  const events = () => bodies().flatMap((body) => body.events);

  async function reply(replyToken: string): Promise<number> {
    const { status } = await fetch(`${house.url}/v2/bot/message/reply`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ replyToken, messages: [{ type: 'text', text: 'hi' }] }),
    });
    return status;
  }
  return { ...house, webhook, bodies, events, reply };
}

const MINUTE = 60_000;

describe('a webhook', () => {
  it('is signed over the bytes that arrive', async (test) => {
    const { simulator, line, webhook } = await openTalk(test);

    const { outcomes } = await simulator.say(NOK, 'คืนเงิน 🙏');

    const [{ body, signature } = { body: Buffer.of(), signature: '' }] = webhook.received;
    assert.deepEqual(outcomes, [200]);
    assert.equal(line.verify(body, signature), true);
  });

  it('is read by the platform as what was done', async (test) => {
    const { simulator, line, webhook } = await openTalk(test);

    const { message } = await simulator.say(NOK, '@Tenban status', { group: GROUP });
    await simulator.tap(NOK, 'token-1', { label: 'Refund', params: { date: '2026-11-25' } });
    await simulator.follow(LAN);
    await simulator.join(GROUP);
    await simulator.unsend(NOK, message ?? '', { group: GROUP });
    await simulator.show(NOK, { bytes: Buffer.of(1), type: 'image/png' });

    const read = webhook.received.map(({ body, at }) => line.parse(body, at));
    assert.deepEqual(
      read.map(({ kind }) => kind),
      ['text', 'click', 'arrived', 'arrived', 'unsent', 'ignored'],
    );
    assert.ok(read[0]?.kind === 'text' && read[4]?.kind === 'unsent');
    assert.deepEqual([read[0].text, read[0].addressed], ['status', true]);
    assert.equal(read[4].ref, message);
  });

  it('has the shape of LINE’s OpenAPI file', { skip: noLineSpec }, async (test) => {
    const { simulator, bodies } = await openTalk(test);
    const check = openLineSpec('webhook.yml');

    const { message } = await simulator.say(NOK, '@tenban hi', { group: GROUP });
    await simulator.tap(NOK, 'data');
    await simulator.follow(NOK);
    await simulator.join(GROUP);
    await simulator.unsend(NOK, message ?? '');
    await simulator.show(NOK, { bytes: Buffer.of(1), type: 'image/png' });

    assert.deepEqual(
      bodies().flatMap((body) => check('CallbackRequest', body)),
      [],
    );
    assert.equal(bodies().length, 6);
  });

  it('shows what people did in the chat', async (test) => {
    const { simulator } = await openTalk(test);

    const { message } = await simulator.say(NOK, 'hello');
    await simulator.tap(NOK, 'data', { label: 'Refund' });
    await simulator.unsend(NOK, message ?? '');

    const chat = simulator
      .chat(NOK)
      .map(({ user, via, message: shown, unsent }) => [user, via, shown['text'], unsent]);
    assert.deepEqual(chat, [
      [NOK, 'typed', 'hello', true],
      [NOK, 'tap', 'Refund', undefined],
    ]);
  });

  it('waits two seconds for its answer', async (test) => {
    const { simulator, webhook, clock } = await openTalk(test);
    webhook.answers.push('hang');

    const saying = simulator.say(NOK, 'hello');
    await until(() => webhook.received.length === 1);
    await clock.advance(2000);

    assert.deepEqual((await saying).outcomes, ['request_timeout']);
  });

  it('tells when there is nobody to tell', async (test) => {
    const { simulator } = await openLine(test);

    const nowhere = await simulator.say(NOK, 'hello');
    simulator.webhook(`${await closedOrigin()}/line/webhook`);
    const closed = await simulator.say(NOK, 'hello');

    assert.deepEqual([nowhere.outcomes, closed.outcomes], [['no_webhook'], ['could_not_connect']]);
  });

  it('refuses to speak for people it does not know', async (test) => {
    const { simulator } = await openTalk(test);

    await assert.rejects(simulator.say('U9', 'hello'), /There is no user U9/);
    await assert.rejects(simulator.join('C9'), /There is no group C9/);
  });
});

describe('delivery', () => {
  it('does not repeat a failed event unless redelivery is on', async (test) => {
    const { simulator, webhook, clock } = await openTalk(test);
    webhook.answers.push(500);

    const { outcomes } = await simulator.say(NOK, 'hello');
    await clock.advance(10 * MINUTE);

    assert.deepEqual(outcomes, [500]);
    assert.equal(webhook.received.length, 1);
  });

  it('repeats a failed event, marked but otherwise the same, until it is answered', async (test) => {
    const { simulator, webhook, events, clock } = await openTalk(test);
    simulator.webhookFaults.set({ redelivery: true });
    webhook.answers.push(500, 503);

    const { outcomes } = await simulator.say(NOK, 'hello');
    await clock.advance(10_000);
    await until(() => outcomes.length === 2);
    await clock.advance(MINUTE);
    await until(() => outcomes.length === 3);
    await clock.advance(10 * MINUTE);

    const [first, ...others] = events();
    const marked = { ...first, deliveryContext: { isRedelivery: true } };
    assert.deepEqual(outcomes, [500, 503, 200]);
    assert.deepEqual(others, [marked, marked]);
  });

  it('repeats on request', async (test) => {
    const { simulator, events } = await openTalk(test);
    const { id } = await simulator.say(NOK, 'hello');

    const { outcomes } = await simulator.redeliver(id);

    assert.deepEqual(outcomes, [200, 200]);
    assert.deepEqual(
      events().map((event) => event.deliveryContext.isRedelivery),
      [false, true],
    );
    await assert.rejects(simulator.redeliver('other'), /There is no event other/);
  });

  it('sends copies, byte for byte', async (test) => {
    const { simulator, webhook } = await openTalk(test);
    simulator.webhookFaults.set({ duplicates: 2 });

    await simulator.say(NOK, 'hello');

    const [first, ...copies] = webhook.received.map(({ body }) => body.toString());
    assert.deepEqual(copies, [first, first]);
  });

  it('lets an event be overtaken by the next one', async (test) => {
    const { simulator, events } = await openTalk(test);
    simulator.webhookFaults.set({ reorder: true });

    const first = await simulator.say(NOK, 'one');
    await simulator.say(NOK, 'two');

    assert.deepEqual(first.outcomes, ['held']);
    assert.deepEqual(
      events().map(({ message }) => message.text),
      ['two', 'one'],
    );
  });

  it('tells listeners until they stop listening', async (test) => {
    const { simulator } = await openTalk(test);
    let changes = 0;
    const stop = simulator.onChange(() => (changes += 1));

    await simulator.say(NOK, 'one');
    const heard = changes;
    stop();
    await simulator.say(NOK, 'two');

    assert.ok(heard > 0);
    assert.equal(changes, heard);
  });
});

describe('a reply token', () => {
  it('works once', async (test) => {
    const { simulator, events, reply } = await openTalk(test);
    await simulator.say(NOK, 'hello');

    const answers = [await reply(events()[0].replyToken), await reply(events()[0].replyToken)];

    assert.deepEqual(answers, [200, 400]);
    assert.deepEqual(
      simulator.chat(NOK).map(({ via }) => via),
      ['typed', 'reply'],
    );
  });

  it('dies after a minute', async (test) => {
    const { simulator, events, reply, clock } = await openTalk(test);
    await simulator.say(NOK, 'hello');
    await clock.advance(MINUTE);

    const status = await reply(events()[0].replyToken);

    assert.equal(status, 400);
  });

  it('lives a minute again from a redelivery', async (test) => {
    const { simulator, events, reply, clock } = await openTalk(test);
    const { id } = await simulator.say(NOK, 'hello');
    await clock.advance(10 * MINUTE);
    await simulator.redeliver(id);
    await clock.advance(MINUTE - 1);

    const status = await reply(events()[0].replyToken);

    assert.equal(status, 200);
  });

  it('stays dead twenty minutes after the event', async (test) => {
    const { simulator, events, reply, clock } = await openTalk(test);
    const { id } = await simulator.say(NOK, 'hello');
    await clock.advance(20 * MINUTE);
    await simulator.redeliver(id);

    const status = await reply(events()[0].replyToken);

    assert.equal(status, 400);
  });

  it('is not spent on messages that are refused', async (test) => {
    const { simulator, events, reply, url } = await openTalk(test);
    await simulator.say(NOK, 'hello');
    const { replyToken } = events()[0];
    await fetch(`${url}/v2/bot/message/reply`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ replyToken, messages: [] }),
    });

    const status = await reply(replyToken);

    assert.equal(status, 200);
  });
});
