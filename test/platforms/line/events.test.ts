import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitEvents } from '../../../src/platforms/line/events.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const event = (more: object): object => ({
  type: 'message',
  mode: 'active',
  timestamp: 1,
  webhookEventId: '01H810YECXQQZ37VAXPF6H9E6T',
  deliveryContext: { isRedelivery: false },
  source: { type: 'user', userId: 'U1' },
  message: { type: 'text', id: 'm1', text: 'hi' },
  ...more,
});
const split = (...events: object[]) => splitEvents(bytes({ destination: 'U0', events }));

describe('splitEvents', () => {
  it('stores each event under its own id, in order', () => {
    const stored = split(event({}), event({ webhookEventId: 'second' }));

    assert.deepEqual(
      stored.map(({ account, event: id, ref }) => [account, id, ref]),
      [
        ['U0', '01H810YECXQQZ37VAXPF6H9E6T', 'm1'],
        ['U0', 'second', 'm1'],
      ],
    );
  });

  it('keeps an event in the shape of a webhook with one event', () => {
    const [stored] = split(event({ extra: { new: 'field' } }));

    const body = JSON.parse(Buffer.from(stored?.body ?? []).toString());
    assert.deepEqual(body, { destination: 'U0', events: [event({ extra: { new: 'field' } })] });
  });

  it('takes the group, the room or the person as the conversation', () => {
    const stored = split(
      event({ source: { type: 'group', groupId: 'C1', userId: 'U1' } }),
      event({ source: { type: 'room', roomId: 'R1' } }),
      event({}),
      event({ source: undefined }),
    );

    assert.deepEqual(
      stored.map(({ conversation }) => conversation),
      ['C1', 'R1', 'U1', 'U0'],
    );
  });

  it('gives an event without an id the same hash when it is redelivered', () => {
    const [first, again, other] = split(
      event({ webhookEventId: undefined }),
      event({ webhookEventId: undefined, deliveryContext: { isRedelivery: true } }),
      event({ webhookEventId: undefined, timestamp: 2 }),
    );

    assert.match(first?.event ?? '', /^[0-9a-f]{64}$/);
    assert.equal(again?.event, first?.event);
    assert.notEqual(other?.event, first?.event);
  });

  it('stores an event whose fields are not what they should be', () => {
    const stored = split({ type: 'message', timestamp: 'soon' }, event({}));

    assert.equal(stored.length, 2);
  });

  it('finds nothing in a connection check or in a foreign body', () => {
    assert.deepEqual(split(), []);
    assert.deepEqual(splitEvents(bytes({ hello: 1 })), []);
  });

  it('refuses what is no JSON', () => {
    assert.throws(() => splitEvents(Buffer.from('not json')), SyntaxError);
  });
});
