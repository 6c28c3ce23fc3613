import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heard } from '../../../../src/sandbox/page/slack/heard.ts';

const THREAD = '1795629224.000100';

describe('a text typed in Slack', () => {
  for (const [text, expected] of [
    ['/tenban refund chrg_1 500', { kind: 'command', text: 'refund chrg_1 500' }],
    ['/tenban', { kind: 'command', text: '' }],
    ['/tenban refund\ndamaged', { kind: 'command', text: 'refund\ndamaged' }],
    ['@Tenban วิธีใช้', { kind: 'mention', text: 'วิธีใช้' }],
    ['@tenban', { kind: 'mention', text: '' }],
    ['@Tenbanner help', { kind: 'talk', text: '@Tenbanner help' }],
    ['the box was broken', { kind: 'talk', text: 'the box was broken' }],
    ['/giphy cat', { refusal: '/giphy is not a valid command.' }],
    ['/', { refusal: '/ is not a valid command.' }],
  ] as const) {
    it(`is in a channel read as ${Object.values(expected)[0]}: ${JSON.stringify(text)}`, () => {
      const read = heard(text, { place: 'channel' });

      assert.deepEqual(read, expected);
    });
  }

  it('needs no name in a direct message', () => {
    const read = heard('@Tenban help', { place: 'direct' });

    assert.deepEqual(read, { kind: 'direct', text: '@Tenban help' });
  });

  it('is no command in a thread', () => {
    const read = heard('/tenban help', { place: 'channel', thread: THREAD });

    assert.deepEqual(read, { refusal: '/tenban is not supported in threads. Sorry!' });
  });
});
