import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { noLineSpec, openLineSpec } from '../../support/line-spec.ts';
import { BOT, GROUP, NOK, openLine, TOKEN, until } from '../../support/line-house.ts';

const HOUR = 3_600_000;
const hello = [{ type: 'text', text: 'hello' }];

async function openApi(test: TestContext, options: { quota?: number } = {}) {
  const house = await openLine(test, options);

  async function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(house.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  }

  const push = (retryKey?: string, to = NOK, messages: unknown = hello) =>
    call(
      '/v2/bot/message/push',
      { to, messages },
      retryKey === undefined ? {} : { 'x-line-retry-key': retryKey },
    );
  return { ...house, call, push };
}

describe('push', () => {
  it('shows the message and counts it', async (test) => {
    const { push, simulator } = await openApi(test);

    const { status, body } = await push();

    const [shown] = simulator.chat(NOK);
    assert.equal(status, 200);
    assert.deepEqual(body.sentMessages, [{ id: shown?.id, quoteToken: `quote-${shown?.id}` }]);
    assert.deepEqual([shown?.user, shown?.via, shown?.message], [null, 'push', hello[0]]);
    assert.equal(simulator.quotaUsed(), 1);
  });

  it('counts one push to a group once for every member', async (test) => {
    const { push, simulator } = await openApi(test);

    await push(undefined, GROUP, [...hello, ...hello]);

    assert.equal(simulator.quotaUsed(), 2);
  });

  it('answers a repeated retry key with 409 and what was sent the first time', async (test) => {
    const { push, simulator } = await openApi(test);
    const key = randomUUID();
    const first = await push(key);

    const second = await push(key);

    assert.equal(second.status, 409);
    assert.deepEqual(second.body, {
      message: 'The retry key is already accepted',
      sentMessages: first.body.sentMessages,
    });
    const accepted = second.headers.get('x-line-accepted-request-id');
    assert.equal(accepted, first.headers.get('x-line-request-id'));
    assert.equal(simulator.chat(NOK).length, 1);
    assert.equal(simulator.quotaUsed(), 1);
  });

  it('forgets a retry key after a day', async (test) => {
    const { push, clock } = await openApi(test);
    const key = randomUUID();
    await push(key);
    await clock.advance(24 * HOUR);

    const { status } = await push(key);

    assert.equal(status, 200);
  });

  it('does not remember a retry key it refused', async (test) => {
    const { push } = await openApi(test);
    const key = randomUUID();
    await push(key, NOK, []);

    const { status } = await push(key);

    assert.equal(status, 200);
  });

  it('refuses what goes beyond the month’s quota until the month ends in Japan', async (test) => {
    const { push, clock } = await openApi(test, { quota: 3 });
    await push(undefined, GROUP);

    const over = await push(undefined, GROUP);
    const within = await push();
    await clock.advance(7 * 24 * HOUR);
    const nextMonth = await push();

    assert.deepEqual(
      [over.status, over.body.message],
      [429, 'You have reached your monthly limit.'],
    );
    assert.deepEqual([within.status, nextMonth.status], [200, 200]);
  });

  it('refuses messages with LINE’s error body', async (test) => {
    const { push } = await openApi(test);

    const { status, body } = await push(undefined, NOK, [
      { type: 'text', text: 'x'.repeat(5001) },
      { type: 'text', text: '' },
    ]);

    assert.equal(status, 400);
    assert.deepEqual(body, {
      message: 'The request body has 2 error(s)',
      details: [
        { message: 'Length must be between 0 and 5000', property: 'messages[0].text' },
        { message: 'May not be empty', property: 'messages[1].text' },
      ],
    });
  });

  it('tells faults of a Flex message by their place in it', async (test) => {
    const { push } = await openApi(test);

    const { body } = await push(undefined, NOK, [
      { type: 'flex', altText: 'a', contents: { type: 'bubble' } },
    ]);

    assert.deepEqual(body, {
      message: 'A message (messages[0]) in the request body is invalid',
      details: [{ message: 'At least one block must be specified', property: '/' }],
    });
  });

  it('refuses receivers that are none, and strangers', async (test) => {
    const { push } = await openApi(test);

    const bad = await push(undefined, 'nok');
    const stranger = await push(undefined, `U${'9'.repeat(32)}`);

    assert.match(bad.body.message, /^The property, 'to', in the request body is invalid/);
    assert.deepEqual([stranger.status, stranger.body.message], [400, 'Failed to send messages']);
  });
});

describe('reply', () => {
  it('refuses a retry key and unknown tokens', async (test) => {
    const { call } = await openApi(test);
    const request = { replyToken: 'unknown', messages: hello };

    const keyed = await call('/v2/bot/message/reply', request, {
      'x-line-retry-key': randomUUID(),
    });
    const unknown = await call('/v2/bot/message/reply', request);

    assert.equal(keyed.status, 400);
    assert.deepEqual([unknown.status, unknown.body], [400, { message: 'Invalid reply token' }]);
  });
});

describe('every call', () => {
  it('needs the access token', async (test) => {
    const { call } = await openApi(test);

    const { status, body } = await call('/v2/bot/info', undefined, {
      authorization: 'Bearer other',
    });

    assert.equal(status, 401);
    assert.match(body.message, /^Authentication failed/);
  });

  it('carries a request id, also when refused', async (test) => {
    const { call } = await openApi(test);

    const answers = await Promise.all([call('/v2/bot/info'), call('/nowhere')]);

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 404],
    );
    for (const { headers } of answers)
      assert.match(headers.get('x-line-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  it('refuses bodies that are too large, no JSON, or of another type', async (test) => {
    const { call } = await openApi(test);
    const path = '/v2/bot/message/push';

    const large = await call(path, { to: NOK, messages: hello, padding: 'x'.repeat(2_000_000) });
    const broken = await call(path, '{"to":');
    const form = await call(path, 'to=1', { 'content-type': 'application/x-www-form-urlencoded' });

    assert.deepEqual([large.status, broken.status, form.status], [413, 400, 415]);
  });

  it('is kept, with its retry key and answer', async (test) => {
    const { push, simulator } = await openApi(test);
    const key = randomUUID();

    await push(key);

    const [kept] = simulator.requests;
    assert.deepEqual(
      [kept?.path, kept?.retryKey, kept?.status],
      ['/v2/bot/message/push', key, 200],
    );
    assert.deepEqual(kept?.body, { to: NOK, messages: hello });
  });
});

describe('what can be read', () => {
  it('is profiles, groups and quota', async (test) => {
    const { call, push } = await openApi(test, { quota: 300 });
    await push();

    const answers = await Promise.all(
      [
        `/v2/bot/profile/${NOK}`,
        `/v2/bot/group/${GROUP}/summary`,
        `/v2/bot/group/${GROUP}/members/count`,
        `/v2/bot/group/${GROUP}/member/${NOK}`,
        '/v2/bot/message/quota',
        '/v2/bot/message/quota/consumption',
      ].map((path) => call(path)),
    );

    assert.deepEqual(
      answers.map(({ body }) => body),
      [
        { userId: NOK, displayName: 'Nok', language: 'th' },
        { groupId: GROUP, groupName: 'ร้านบ้านสวน' },
        { count: 2 },
        { userId: NOK, displayName: 'Nok' },
        { type: 'limited', value: 300 },
        { totalUsage: 1 },
      ],
    );
  });

  it('has the shapes of LINE’s OpenAPI file', { skip: noLineSpec }, async (test) => {
    const { call, push } = await openApi(test);
    const check = openLineSpec('messaging-api.yml');
    const sent = await push();
    const refused = await push(undefined, NOK, []);
    const info = await call('/v2/bot/info');
    const profile = await call(`/v2/bot/profile/${NOK}`);

    const found = [
      ...check('PushMessageResponse', sent.body),
      ...check('ErrorResponse', refused.body),
      ...check('BotInfoResponse', info.body),
      ...check('UserProfileResponse', profile.body),
    ];

    assert.deepEqual(found, []);
    assert.equal(info.body.userId, BOT);
  });

  it('is not there for strangers', async (test) => {
    const { call } = await openApi(test);

    const { status, body } = await call(`/v2/bot/profile/U${'9'.repeat(32)}`);

    assert.deepEqual([status, body], [404, { message: 'Not found' }]);
  });

  it('is a picture, by the id of its message', async (test) => {
    const { simulator, url } = await openApi(test);
    const { message } = await simulator.show(NOK, { bytes: Buffer.from('png'), type: 'image/png' });

    const response = await fetch(`${url}/v2/bot/message/${message}/content`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });

    assert.equal(response.headers.get('content-type'), 'image/png');
    assert.equal(await response.text(), 'png');
  });
});

describe('the loading animation', () => {
  const path = '/v2/bot/chat/loading/start';

  it('ends by itself', async (test) => {
    const { call, simulator, clock } = await openApi(test);

    const { status } = await call(path, { chatId: NOK, loadingSeconds: 10 });
    const during = simulator.loading(NOK);
    await clock.advance(10_000);

    assert.deepEqual([status, during, simulator.loading(NOK)], [202, true, false]);
  });

  it('is for one person and multiples of five seconds', async (test) => {
    const { call } = await openApi(test);

    const group = await call(path, { chatId: GROUP });
    const odd = await call(path, { chatId: NOK, loadingSeconds: 7 });

    assert.deepEqual([group.status, odd.status], [400, 400]);
  });
});

describe('validate', () => {
  it('checks messages without sending them', async (test) => {
    const { call, simulator } = await openApi(test);

    const good = await call('/v2/bot/message/validate/push', { messages: hello });
    const bad = await call('/v2/bot/message/validate/reply', { messages: [] });

    assert.deepEqual([good.status, good.body], [200, {}]);
    assert.deepEqual(bad.body.details, [
      { message: 'Size must be between 1 and 5', property: 'messages' },
    ]);
    assert.deepEqual(simulator.chat(NOK), []);
  });
});

describe('faults', () => {
  it('break the connection before or after the call is carried out', async (test) => {
    const { push, simulator } = await openApi(test);

    simulator.faults.set({ kind: 'drop-request', times: 1 });
    await assert.rejects(push());
    const before = simulator.chat(NOK).length;
    simulator.faults.set({ kind: 'drop-answer', times: 1 });
    await assert.rejects(push());

    assert.deepEqual([before, simulator.chat(NOK).length], [0, 1]);
    assert.deepEqual(
      simulator.requests.map(({ status }) => status),
      [null, null],
    );
    assert.equal(simulator.faults.current(), null);
  });

  it('hit only the paths and the times they are set for', async (test) => {
    const { push, call, simulator } = await openApi(test);
    simulator.faults.set({ kind: '429', path: 'push', times: 2 });

    const answers = [await call('/v2/bot/info'), await push(), await push(), await push()];

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 429, 429, 200],
    );
    assert.equal(
      answers[1]?.body.message,
      'The API rate limit has been exceeded. Try again later.',
    );
  });

  it('make a call slow by the clock', async (test) => {
    const { push, simulator, clock } = await openApi(test);
    simulator.faults.set({ kind: 'slow', ms: 5000, times: 1 });

    const pushing = push();
    await until(() => simulator.faults.current() === null);
    const before = simulator.chat(NOK).length;
    await clock.advance(5000);

    assert.equal((await pushing).status, 200);
    assert.equal(before, 0);
  });
});
