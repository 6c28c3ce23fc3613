import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseEvent } from '../../../src/platforms/line/parse.ts';

const AT = 1_764_000_000_000;
const base = {
  type: 'message',
  mode: 'active',
  timestamp: AT,
  webhookEventId: 'event-1',
  deliveryContext: { isRedelivery: false },
  source: { type: 'user', userId: 'U1' },
  replyToken: 'reply-1',
};
const group = { type: 'group', groupId: 'C1', userId: 'U1' };

function parse(event: object, receivedAt = AT + 200) {
  const body = { destination: 'U0', events: [{ ...base, ...event }] };
  return parseEvent(Buffer.from(JSON.stringify(body)), receivedAt);
}

function said(text: string, more: object = {}, source: object = base.source) {
  const inbound = parse({ source, message: { type: 'text', id: 'm1', text, ...more } });
  return inbound.kind === 'text' ? [inbound.text, inbound.addressed] : inbound.kind;
}

describe('parseEvent', () => {
  it('reads who said what, where, and how long a reply is free', () => {
    const inbound = parse({ message: { type: 'text', id: 'm1', text: 'status' } });

    assert.deepEqual(inbound, {
      kind: 'text',
      event: 'event-1',
      at: AT,
      identity: { platform: 'line', id: 'U1' },
      address: {
        platform: 'line',
        conversation: 'U1',
        kind: 'direct',
        reply: { token: 'reply-1', until: AT + 60_000 },
      },
      text: 'status',
      addressed: true,
    });
  });

  it('is not addressed in a group unless it is called', () => {
    assert.deepEqual(said('hello all', {}, group), ['hello all', false]);
  });

  it('takes its own mention out of the text, wherever it stands', () => {
    const mention = (index: number) => ({
      mention: { mentionees: [{ type: 'user', index, length: 7, userId: 'U0', isSelf: true }] },
    });

    assert.deepEqual(said('@Tenban status', mention(0), group), ['status', true]);
    assert.deepEqual(said('🙏 @Tenban คืนเงิน', mention(3), group), ['🙏 คืนเงิน', true]);
  });

  it('leaves the mention of somebody else where it is', () => {
    const mention = { mentionees: [{ type: 'user', index: 0, length: 4, userId: 'U2' }] };

    assert.deepEqual(said('@Lan status', { mention }, group), ['@Lan status', false]);
  });

  for (const [text, rest] of [
    ['tenban status', 'status'],
    ['Tenban, status', 'status'],
    ['@tenban: status', 'status'],
    ['ＴＥＮＢＡＮ　ステータス', 'ステータス'],
    ['tenbanสถานะ', 'สถานะ'],
    ['tenban', ''],
  ] as const) {
    it(`hears its name in front of "${text}"`, () => {
      assert.deepEqual(said(text, {}, group), [rest, true]);
    });
  }

  it('does not hear its name in a longer word', () => {
    assert.deepEqual(said('tenbanshop opens', {}, group), ['tenbanshop opens', false]);
    assert.deepEqual(said('tenbánh', {}, group), ['tenbánh', false]);
  });

  it('composes what a keyboard sent in pieces', () => {
    assert.deepEqual(said('hoàn tiền'.normalize('NFD')), ['hoàn tiền'.normalize('NFC'), true]);
  });

  it('reads a tap, and what a date picker chose', () => {
    const tap = parse({ type: 'postback', postback: { data: 'token' } });
    const date = parse({
      type: 'postback',
      postback: { data: 'token', params: { date: '2026-11-25' } },
    });

    assert.ok(tap.kind === 'click' && date.kind === 'click');
    assert.deepEqual([tap.token, tap.value], ['token', undefined]);
    assert.deepEqual([date.token, date.value], ['token', '2026-11-25']);
  });

  it('reads follow and join as arriving', () => {
    const follow = parse({ type: 'follow', follow: { isUnblocked: false } });
    const join = parse({ type: 'join', source: { type: 'group', groupId: 'C1' } });

    assert.deepEqual([follow.kind, join.kind], ['arrived', 'arrived']);
    assert.deepEqual([join.identity, join.address.kind], [null, 'group']);
  });

  it('reads which message was taken back, also in standby', () => {
    const inbound = parse({ type: 'unsend', mode: 'standby', unsend: { messageId: 'm1' } });

    assert.ok(inbound.kind === 'unsent');
    assert.equal(inbound.ref, 'm1');
  });

  for (const [what, event] of [
    ['standby', { mode: 'standby', message: { type: 'text', id: 'm1', text: 'hi' } }],
    ['image', { message: { type: 'image', id: 'm1' } }],
    ['sticker', { message: { type: 'sticker', id: 'm1' } }],
    ['unfollow', { type: 'unfollow' }],
    ['messageEdited', { type: 'messageEdited' }],
    ['somethingNew', { type: 'somethingNew', source: undefined }],
    ['unreadable', { timestamp: 'soon' }],
  ] as const) {
    it(`ignores ${what} and says so`, () => {
      const inbound = parse(event);

      assert.ok(inbound.kind === 'ignored');
      assert.equal(inbound.what, what);
    });
  }

  it('does not know who speaks when the person has not agreed to that', () => {
    const source = { type: 'group', groupId: 'C1' };

    const inbound = parse({ source, message: { type: 'text', id: 'm1', text: 'hi' } });

    assert.equal(inbound.identity, null);
    assert.equal(inbound.address.conversation, 'C1');
  });

  it('lets a redelivered reply token live a minute from its arrival, up to twenty minutes from the event', () => {
    const again = {
      deliveryContext: { isRedelivery: true },
      message: { type: 'text', id: 'm', text: 'x' },
    };
    const minutes = (count: number): number => AT + count * 60_000;

    const soon = parse(again, minutes(5));
    const late = parse(again, minutes(19.5));

    assert.equal(soon.address.reply?.until, minutes(6));
    assert.equal(late.address.reply?.until, minutes(20));
  });
});
