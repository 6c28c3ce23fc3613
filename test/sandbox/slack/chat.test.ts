import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../../support/slack-api.ts';
import { APP_TOKEN, BOT, ELSEWHERE, LAN, NOK, SHOP, THEIRS } from '../../support/slack-house.ts';

const header = { type: 'header', text: { type: 'plain_text', text: 'Hello' } };
const button = { type: 'button', text: { type: 'plain_text', text: 'Go' }, value: 't' };

describe('chat.postMessage', () => {
  it('shows the message, with ids where blocks and buttons have none', async (test) => {
    const { post, simulator } = await openApi(test);

    const { body } = await post(SHOP, {
      text: 'hi',
      blocks: [header, { type: 'actions', elements: [button] }],
    });

    const [shown] = simulator.channel(SHOP);
    assert.deepEqual([body.ok, body.channel, body.ts], [true, SHOP, shown?.ts]);
    assert.deepEqual([shown?.user, shown?.text], [null, 'hi']);
    assert.match(String(shown?.blocks[0]?.['block_id']), /^b/);
    assert.match(JSON.stringify(shown?.blocks[1]), /"action_id":"a/);
  });

  it('gives no two messages the same timestamp', async (test) => {
    const { post, simulator } = await openApi(test);

    await post(SHOP);
    await post(SHOP);

    const [first, second] = simulator.channel(SHOP);
    assert.ok(Number(first?.ts) < Number(second?.ts));
  });

  it('takes a person for the direct channel with them', async (test) => {
    const { post, call, simulator } = await openApi(test);

    const { body } = await post(NOK);
    const opened = await call('conversations.open', { users: NOK });

    assert.equal(body.channel, opened.body.channel.id);
    assert.equal(simulator.channel(body.channel)[0]?.text, 'hi');
  });

  for (const [error, channel, args] of [
    ['channel_not_found', 'C0NOWHERE', { text: 'x' }],
    ['channel_not_found', THEIRS, { text: 'x' }],
    ['not_in_channel', ELSEWHERE, { text: 'x' }],
    ['no_text', SHOP, {}],
    ['msg_too_long', SHOP, { text: 'x'.repeat(40_001) }],
    ['invalid_blocks', SHOP, { blocks: [{ type: 'nothing' }] }],
    ['invalid_blocks_format', SHOP, { text: 'x', blocks: 'nothing' }],
  ] as const) {
    it(`refuses by the name of ${error} (${channel})`, async (test) => {
      const { post, simulator } = await openApi(test);

      const { status, body } = await post(channel, args);

      assert.deepEqual([status, body.ok, body.error], [200, false, error]);
      assert.deepEqual(simulator.channel(channel), []);
    });
  }

  it('hides a private channel it was never let into', async (test) => {
    const { post, simulator } = await openApi(test);
    simulator.addChannel({ id: 'C9', name: 'board', members: [], bot: false, private: true });

    const { body } = await post('C9');

    assert.equal(body.error, 'channel_not_found');
  });

  it('says what is wrong with blocks, and where', async (test) => {
    const { post } = await openApi(test);
    const long = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } };

    const { body } = await post(SHOP, { text: 'x', blocks: [header, long] });

    assert.deepEqual(body.response_metadata.messages, [
      '[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]',
    ]);
  });

  it('takes one message a second for each channel', async (test) => {
    const { post, clock, simulator } = await openApi(test, { burst: 1 });
    await post(SHOP);

    const second = await post(SHOP);
    const elsewhere = await post(NOK);
    await clock.advance(1_000);
    const later = await post(SHOP);

    assert.deepEqual([second.status, second.body.error], [429, 'ratelimited']);
    assert.equal(second.headers.get('retry-after'), '1');
    assert.deepEqual([elsewhere.status, later.status], [200, 200]);
    assert.equal(simulator.channel(SHOP).length, 2);
  });
});

describe('chat.postEphemeral', () => {
  it('is seen by one member only', async (test) => {
    const { call, simulator } = await openApi(test);

    await call('chat.postEphemeral', { channel: SHOP, user: NOK, text: 'psst' });
    const stranger = await call('chat.postEphemeral', { channel: SHOP, user: 'U9', text: 'x' });

    assert.deepEqual(
      simulator.channel(SHOP).map(({ text, onlyFor }) => [text, onlyFor]),
      [['psst', NOK]],
    );
    assert.equal(stranger.body.error, 'user_not_in_channel');
  });
});

describe('chat.update', () => {
  it('changes the bot’s own message', async (test) => {
    const { call, post, simulator } = await openApi(test);
    const { body } = await post(SHOP);

    await call('chat.update', { channel: SHOP, ts: body.ts, text: 'changed' });

    const [shown] = simulator.channel(SHOP);
    assert.deepEqual([shown?.text, shown?.edited], ['changed', true]);
  });

  it('changes no one else’s message, no ephemeral one, and none that is gone', async (test) => {
    const { call, simulator } = await openApi(test);
    await simulator.mention(LAN, SHOP, 'hello');
    await call('chat.postEphemeral', { channel: SHOP, user: NOK, text: 'psst' });
    const [theirs, ephemeral] = simulator.channel(SHOP).map(({ ts }) => ts);

    const answers = await Promise.all(
      [theirs, ephemeral, '1.2'].map((ts) => call('chat.update', { channel: SHOP, ts, text: 'x' })),
    );

    assert.deepEqual(
      answers.map(({ body }) => body.error),
      ['cant_update_message', 'message_not_found', 'message_not_found'],
    );
  });
});

describe('every call', () => {
  it('needs the bot’s token, in a header or a field', async (test) => {
    const { call } = await openApi(test);

    const answers = [
      await call('auth.test', {}, null),
      await call('auth.test', {}, 'xoxb-other'),
      await call('auth.test', {}, APP_TOKEN),
      await call('apps.connections.open'),
      await call('auth.test', { token: 'xoxb-tenban' }, null),
    ];

    const errors = answers.map(({ body }) => body.error);
    assert.deepEqual(errors, ['not_authed', ...Array(3).fill('invalid_auth'), undefined]);
    assert.equal(answers[4]?.body.user_id, BOT);
  });

  it('is refused when there is no such method', async (test) => {
    const { call } = await openApi(test);

    assert.equal((await call('chat.shout')).body.error, 'unknown_method');
  });

  it('is kept with its answer, but not with its token', async (test) => {
    const { call, simulator } = await openApi(test);

    await call('chat.postMessage', { channel: SHOP, token: 'xoxb-tenban' }, null);

    assert.deepEqual(
      simulator.requests.map(({ path, body, status, error }) => ({ path, body, status, error })),
      [
        {
          path: '/api/chat.postMessage',
          body: { channel: SHOP },
          status: 200,
          error: 'no_text',
        },
      ],
    );
  });
});

describe('who and where', () => {
  it('is told with the locale only when asked for', async (test) => {
    const { call } = await openApi(test);

    const plain = await call('users.info', { user: NOK });
    const told = await call('users.info', { user: NOK, include_locale: true });
    const stranger = await call('users.info', { user: 'U9' });

    assert.deepEqual([plain.body.user.locale, told.body.user.locale], [undefined, 'th-TH']);
    assert.equal(stranger.body.error, 'user_not_found');
  });

  it('is told of channels', async (test) => {
    const { call } = await openApi(test);

    const answers = await Promise.all(
      [SHOP, ELSEWHERE, 'C9'].map((channel) => call('conversations.info', { channel })),
    );

    assert.deepEqual(
      answers.map(({ body }) => body.channel?.is_member ?? body.error),
      [true, false, 'channel_not_found'],
    );
  });
});

describe('oauth.v2.access', () => {
  it('gives the bot’s token for a code, once, within ten minutes', async (test) => {
    const { call, simulator, clock } = await openApi(test);
    const client = { client_id: 'client', client_secret: 'client-secret' };
    const code = simulator.allow();
    const late = simulator.allow();

    const first = await call('oauth.v2.access', { ...client, code }, null);
    const second = await call('oauth.v2.access', { ...client, code }, null);
    const forged = await call('oauth.v2.access', { ...client, client_secret: 'x', code }, null);
    await clock.advance(600_000);
    const stale = await call('oauth.v2.access', { ...client, code: late }, null);

    assert.deepEqual([first.body.access_token, first.body.bot_user_id], ['xoxb-tenban', BOT]);
    assert.deepEqual(
      [second, forged, stale].map(({ body }) => body.error),
      ['code_already_used', 'bad_client_secret', 'invalid_code'],
    );
  });
});

describe('faults', () => {
  it('break the connection before or after the call is carried out', async (test) => {
    const { post, simulator } = await openApi(test);

    simulator.faults.set({ kind: 'drop-request', times: 1 });
    await assert.rejects(post(SHOP));
    const before = simulator.channel(SHOP).length;
    simulator.faults.set({ kind: 'drop-answer', times: 1 });
    await assert.rejects(post(SHOP));

    assert.deepEqual([before, simulator.channel(SHOP).length], [0, 1]);
    assert.deepEqual(
      simulator.requests.map(({ status }) => status),
      [null, null],
    );
    assert.equal(simulator.faults.current(), null);
  });

  it('hit only the paths and the times they are set for', async (test) => {
    const { post, call, simulator } = await openApi(test);
    simulator.faults.set({ kind: '429', path: 'chat', times: 1 });

    const answers = [await call('auth.test'), await post(SHOP), await post(SHOP)];

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 429, 200],
    );
    assert.equal(answers[1]?.headers.get('retry-after'), '30');
  });
});
