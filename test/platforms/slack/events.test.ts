import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitEvents } from '../../../src/platforms/slack/events.ts';

const json = (payload: object): Buffer => Buffer.from(JSON.stringify(payload));
const only = (body: Uint8Array) => {
  const [event, ...others] = splitEvents(body);
  assert.deepEqual(others, []);
  assert.ok(event);
  return event;
};

const mention = {
  type: 'event_callback',
  token: 'legacy',
  team_id: 'T1',
  event_id: 'Ev1',
  event: { type: 'app_mention', user: 'U1', channel: 'C1', ts: '1764.000100', text: '<@UB> hi' },
};
const tap = {
  type: 'block_actions',
  team: { id: 'T1' },
  user: { id: 'U1' },
  channel: { id: 'C1' },
  trigger_id: '13.1.a',
  actions: [{ type: 'button', action_id: 'a', value: 't' }],
};

describe('splitEvents', () => {
  it('names an event by its own id, and its message for later', () => {
    const { account, event, ref, conversation } = only(json(mention));

    assert.deepEqual([account, event, ref, conversation], ['T1', 'Ev1', 'C1/1764.000100', 'T1/C1']);
  });

  it('gives a copy of an event the same name', () => {
    assert.equal(only(json(mention)).event, only(json(mention)).event);
  });

  it('names commands and taps by their trigger', () => {
    const command = 'command=%2Ftenban&team_id=T1&channel_id=C1&user_id=U1&trigger_id=13.1.b';

    const names = [only(Buffer.from(command)), only(json(tap))].map(({ event }) => event);

    assert.deepEqual(names, ['13.1.b', '13.1.a']);
  });

  it('names a form by its view and version, so that a second press is the same event', () => {
    const view = { id: 'V1', hash: 'h1', private_metadata: 'T1/C1 token' };
    const form = { type: 'view_submission', team: { id: 'T1' }, user: { id: 'U1' }, view };

    const first = only(json({ ...form, trigger_id: '1' }));
    const second = only(json({ ...form, trigger_id: '2' }));

    assert.deepEqual([first.event, second.event], ['V1:h1', 'V1:h1']);
  });

  it('falls back on a hash', () => {
    const { event } = only(json({ type: 'something_new', team: { id: 'T1' } }));

    assert.match(event, /^[0-9a-f]{64}$/);
  });

  it('stores an event even when its shape is a surprise', () => {
    const { account, event } = only(json({ type: 'event_callback', event: 7 }));

    assert.deepEqual([account, event.length], ['', 64]);
  });

  it('counts an installation for a whole organisation as one account', () => {
    const command = 'command=%2Ftenban&team_id=T1&enterprise_id=E1&is_enterprise_install=true';

    assert.equal(only(Buffer.from(command)).account, 'E1');
    assert.equal(only(Buffer.from(command.replace('true', 'false'))).account, 'T1');
  });

  it('keeps talk with one person together, whichever channel id it came with', () => {
    const direct = { ...tap, channel: { id: 'D9' } };
    const home = { ...tap, channel: undefined };

    const conversations = [direct, home].map((body) => only(json(body)).conversation);

    assert.deepEqual(conversations, ['T1/U1', 'T1/U1']);
  });

  it('does not store the old verification token', () => {
    assert.equal(only(json(mention)).body.toString().includes('legacy'), false);
  });

  it('does not store the words of a message that was taken back', () => {
    const event = {
      type: 'message',
      subtype: 'message_deleted',
      channel: 'D1',
      deleted_ts: '1.2',
      previous_message: { text: 'my card number' },
    };

    const { body } = only(json({ type: 'event_callback', team_id: 'T1', event_id: 'E', event }));

    assert.equal(body.toString().includes('card'), false);
  });

  it('finds nothing in a body without a payload', () => {
    assert.deepEqual(splitEvents(Buffer.from('hello')), []);
  });
});
