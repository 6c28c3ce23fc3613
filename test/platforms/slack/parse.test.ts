import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseEvent } from '../../../src/platforms/slack/parse.ts';

const AT = Date.UTC(2026, 10, 25, 3);
const read = (payload: object) => parseEvent(Buffer.from(JSON.stringify(payload)), AT);

const command = {
  command: '/tenban',
  text: 'คืนเงิน chrg_1 500',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  trigger_id: '13.1.a',
  response_url: 'https://hooks.slack.com/commands/T1/1/x',
};
const event = (event: object, more: object = {}) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  event_time: AT / 1000,
  authorizations: [{ team_id: 'T1', user_id: 'UB' }],
  event,
  ...more,
});
const mention = { type: 'app_mention', user: 'U1', channel: 'C1', ts: '1795575600.000100' };
const direct = { type: 'message', channel_type: 'im', user: 'U1', channel: 'D1', ts: '1.2' };
const tap = {
  type: 'block_actions',
  team: { id: 'T1' },
  user: { id: 'U1', team_id: 'T1' },
  container: { type: 'message', message_ts: '1.2', channel_id: 'C1' },
  channel: { id: 'C1' },
  trigger_id: '13.1.b',
  response_url: 'https://hooks.slack.com/actions/T1/1/x',
  actions: [{ type: 'button', action_id: 'tap-0', value: 'token', action_ts: '1795575600.5' }],
};

describe('a command', () => {
  it('is text for Tenban, with an answer for half an hour and a form for three seconds', () => {
    assert.deepEqual(read(command), {
      event: '13.1.a',
      at: AT,
      identity: { platform: 'slack', team: 'T1', id: 'U1' },
      address: {
        platform: 'slack',
        conversation: 'T1/C1',
        kind: 'group',
        asker: 'U1',
        reply: {
          token: 'C1 https://hooks.slack.com/commands/T1/1/x',
          until: AT + 30 * 60_000,
          many: true,
        },
      },
      trigger: { id: 'T1/C1 13.1.a', until: AT + 3_000 },
      kind: 'text',
      text: 'คืนเงิน chrg_1 500',
      addressed: true,
    });
  });

  it('in a direct channel belongs to the person', () => {
    const { address } = read({ ...command, channel_id: 'D7' });

    assert.deepEqual([address.conversation, address.kind], ['T1/U1', 'direct']);
    assert.match(address.reply?.token ?? '', /^D7 /);
  });
});

describe('a message', () => {
  it('that mentions Tenban is what stands beside the mention', () => {
    const inbound = read(event({ ...mention, text: '<@UB>  refund &lt;chrg_1&gt; &amp; stop' }));

    assert.ok(inbound.kind === 'text');
    assert.deepEqual([inbound.text, inbound.addressed], ['refund <chrg_1> & stop', true]);
    assert.equal(inbound.at, 1_795_575_600_000);
    assert.equal(inbound.trigger, undefined);
  });

  it('keeps other mentions, channels and links as they were shown', () => {
    const text = '<@UB> ask <@U2|lan> in <#C2|shop> about <https://a.example/x|a.example/x>';

    const inbound = read(event({ ...mention, text }));

    assert.ok(inbound.kind === 'text');
    assert.equal(inbound.text, 'ask @lan in #shop about a.example/x');
  });

  it('is composed the usual way', () => {
    const inbound = read(event({ ...direct, text: 'tiếng'.normalize('NFD') }));

    assert.ok(inbound.kind === 'text');
    assert.equal(inbound.text, 'tiếng'.normalize('NFC'));
  });

  it('in a thread is answered in the thread', () => {
    const inbound = read(event({ ...mention, text: '<@UB> hi', thread_ts: '1795575000.000001' }));

    assert.equal(inbound.address.conversation, 'T1/C1/1795575000.000001');
  });

  it('that others have answered is not in a thread itself', () => {
    const inbound = read(event({ ...mention, text: '<@UB> hi', thread_ts: mention.ts }));

    assert.equal(inbound.address.conversation, 'T1/C1');
  });

  it('sent directly is for Tenban', () => {
    const inbound = read(event({ ...direct, text: 'help' }));

    assert.ok(inbound.kind === 'text');
    assert.deepEqual(inbound.address, {
      platform: 'slack',
      conversation: 'T1/U1',
      kind: 'direct',
      asker: 'U1',
    });
  });

  it('of someone from another workspace is known by that one', () => {
    const inbound = read(event({ ...mention, text: 'x', user_team: 'T2' }));

    assert.deepEqual(inbound.identity, { platform: 'slack', team: 'T2', id: 'U1' });
  });

  it('that was taken back is forgotten by its name', () => {
    const inbound = read(
      event({ ...direct, user: undefined, subtype: 'message_deleted', deleted_ts: '1.1' }),
    );

    assert.ok(inbound.kind === 'unsent');
    assert.equal(inbound.ref, 'D1/1.1');
  });

  for (const [what, change] of [
    ['bot_message', { bot_id: 'B1' }],
    ['bot_message', { subtype: 'bot_message' }],
    ['message_changed', { subtype: 'message_changed' }],
    ['channel_join', { subtype: 'channel_join' }],
    ['edited', { edited: { user: 'U1', ts: '1.3' } }],
    ['message', { channel_type: 'channel', channel: 'C1' }],
    ['app_home_opened', { type: 'app_home_opened', tab: 'messages' }],
    ['tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: ['U1'] } }],
  ] as const) {
    it(`with ${JSON.stringify(change)} is ignored as ${what}`, () => {
      const inbound = read(event({ ...direct, text: 'x', ...change }));

      assert.ok(inbound.kind === 'ignored');
      assert.equal(inbound.what, what);
    });
  }
});

describe('the end of an installation', () => {
  for (const change of [
    { type: 'app_uninstalled' },
    { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOT'] } },
  ]) {
    it(`is told by ${change.type}, with the workspace and its conversations`, () => {
      const inbound = read(event({ ...change }));

      assert.ok(inbound.kind === 'uninstalled');
      assert.deepEqual([inbound.workspace, inbound.conversations], ['T1', 'T1/']);
    });
  }
});

describe('a look at the Home tab', () => {
  it('belongs to the person who looks', () => {
    const inbound = read(
      event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' }),
    );

    assert.equal(inbound.kind, 'home');
    assert.deepEqual([inbound.identity?.id, inbound.address.conversation], ['U1', 'T1/U1']);
  });
});

describe('a tap', () => {
  it('is a click with the token of its button', () => {
    const inbound = read(tap);

    assert.ok(inbound.kind === 'click');
    assert.deepEqual([inbound.token, inbound.at], ['token', AT + 500]);
    assert.equal(inbound.address.conversation, 'T1/C1');
    assert.equal(inbound.trigger?.until, AT + 3_000);
  });

  it('on a list is a click with the token of the choice', () => {
    const chosen = { type: 'static_select', action_id: 'choose' };

    const inbound = read({ ...tap, actions: [{ ...chosen, selected_option: { value: 't2' } }] });

    assert.ok(inbound.kind === 'click');
    assert.equal(inbound.token, 't2');
  });

  it('belongs where the message stands: a thread, or the person of a direct channel', () => {
    const inThread = { ...tap, container: { ...tap.container, thread_ts: '1.0' } };
    const inDirect = { ...tap, container: { channel_id: 'D1', message_ts: '1.2' } };

    const conversations = [inThread, { ...inDirect, channel: { id: 'D1' } }].map(
      (payload) => read(payload).address.conversation,
    );

    assert.deepEqual(conversations, ['T1/C1/1.0', 'T1/U1']);
  });

  it('on the Home tab belongs to the person, and has nothing to answer at', () => {
    const view = { id: 'V1', hash: 'h', private_metadata: '' };
    const home = { ...tap, container: { type: 'view' }, channel: undefined, view };

    const { address } = read({ ...home, response_url: undefined });

    const expected = { platform: 'slack', conversation: 'T1/U1', kind: 'direct', asker: 'U1' };
    assert.deepEqual(address, expected);
  });

  it('on a link is nothing to act on', () => {
    const inbound = read({ ...tap, actions: [{ type: 'button', action_id: 'tap-1' }] });

    assert.ok(inbound.kind === 'ignored');
    assert.equal(inbound.what, 'link');
  });
});

describe('a form', () => {
  const form = {
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U1' },
    trigger_id: '13.1.c',
    view: {
      id: 'V1',
      hash: 'h1',
      private_metadata: 'T1/C1/1.0 form-token',
      state: {
        values: {
          charge: { value: { type: 'plain_text_input', value: 'chrg_1' } },
          reason: {
            value: { type: 'static_select', selected_option: { value: 'damaged' } },
          },
          note: { value: { type: 'plain_text_input', value: null } },
        },
      },
    },
  };

  it('brings its token, what was filled in, and where it was asked for', () => {
    const inbound = read(form);

    assert.ok(inbound.kind === 'form');
    assert.equal(inbound.token, 'form-token');
    assert.deepEqual(inbound.values, { charge: 'chrg_1', reason: 'damaged' });
    const { conversation, kind } = inbound.address;
    assert.deepEqual([conversation, kind], ['T1/C1/1.0', 'group']);
    assert.equal(inbound.trigger?.id, 'T1/C1/1.0 13.1.c');
  });

  it('asked for by one person directly is answered to them', () => {
    const view = { ...form.view, private_metadata: 'T1/U1 form-token' };

    assert.equal(read({ ...form, view }).address.kind, 'direct');
  });

  it('that was closed is ignored', () => {
    const inbound = read({ ...form, type: 'view_closed' });

    assert.ok(inbound.kind === 'ignored');
  });
});

describe('a shortcut', () => {
  it('asks for help, where the message stands or directly', () => {
    const common = { team: { id: 'T1' }, user: { id: 'U1' }, trigger_id: '1' };
    const message = { ts: '1.2', thread_ts: '1.0' };

    const global = read({ ...common, type: 'shortcut' });
    const onMessage = read({ ...common, type: 'message_action', channel: { id: 'C1' }, message });

    assert.deepEqual([global.kind, onMessage.kind], ['text', 'text']);
    assert.deepEqual(
      [global, onMessage].map(({ address }) => address.conversation),
      ['T1/U1', 'T1/C1/1.0'],
    );
  });
});

describe('anything else', () => {
  it('is ignored by its type', () => {
    const inbound = read({ type: 'something_new', team: { id: 'T1' } });

    assert.ok(inbound.kind === 'ignored');
    assert.equal(inbound.what, 'something_new');
  });

  it('does no harm when it cannot be read', () => {
    const kinds = [Buffer.from('hello'), Buffer.from('{"event":7}')].map(
      (body) => parseEvent(body, AT).kind,
    );

    assert.deepEqual(kinds, ['ignored', 'ignored']);
  });
});
