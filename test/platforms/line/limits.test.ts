import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problems } from '../../../src/platforms/line/limits.ts';
import { noLineSpec, openLineSpec } from '../../support/line-spec.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const text = (value: string, more: object = {}): object => ({ type: 'text', text: value, ...more });
const postback = (label: string, more: object = {}): object => ({
  type: 'postback',
  label,
  data: 'd',
  ...more,
});
const quick = (...actions: object[]): object => ({
  quickReply: { items: actions.map((action) => ({ type: 'action', action })) },
});
const flex = (contents: object, altText = 'alt'): object => ({ type: 'flex', altText, contents });
const bubble = (...contents: object[]): object => ({
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', contents },
});

function found(...messages: object[]): string[] {
  return problems(messages).map(({ property, message }) => `${property} ${message}`);
}

describe('problems', () => {
  it('takes one to five messages', () => {
    assert.deepEqual(problems([]), [
      { message: 'Size must be between 1 and 5', property: 'messages' },
    ]);
    assert.deepEqual(found(...Array(5).fill(text('a'))), []);
    assert.deepEqual(found(...Array(6).fill(text('a'))), ['messages Size must be between 1 and 5']);
  });

  it('counts a text in UTF-16 code units', () => {
    assert.deepEqual(found(text('ก'.repeat(5000))), []);
    assert.deepEqual(found(text('😀'.repeat(2501))), [
      'messages[0].text Length must be between 0 and 5000',
    ]);
    assert.deepEqual(found(text('')), ['messages[0].text May not be empty']);
  });

  it('counts a label in grapheme clusters', () => {
    const ok = text('a', quick(postback(FAMILY.repeat(20))));
    const long = text('a', quick(postback(FAMILY.repeat(21))));

    assert.deepEqual(found(ok), []);
    assert.deepEqual(found(long), [
      'messages[0].quickReply.items[0].action.label Length must be between 0 and 20',
    ]);
  });

  it('takes thirteen quick replies', () => {
    const replies = (count: number): object =>
      text('a', quick(...Array(count).fill(postback('a'))));

    assert.deepEqual(found(replies(13)), []);
    assert.deepEqual(found(replies(14)), [
      'messages[0].quickReply.items Size must be between 1 and 13',
    ]);
  });

  it('takes 300 code units of postback data', () => {
    assert.deepEqual(found(text('a', quick(postback('a', { data: 'd'.repeat(301) })))), [
      'messages[0].quickReply.items[0].action.data Length must be between 0 and 300',
    ]);
  });

  it('refuses unknown message types by naming the known ones', () => {
    const [problem] = found({ type: 'card' });

    assert.match(
      problem ?? '',
      /^messages\[0\]\.type Must be one of the following values: \[text,/,
    );
  });

  it('names the place of a fault within a Flex message', () => {
    const message = flex(bubble({ type: 'text', text: '' }));

    assert.deepEqual(problems([message]), [
      {
        message: 'must be non-empty text',
        property: '/body/contents/0/text',
        inside: 'messages[0]',
      },
    ]);
  });

  for (const [what, message, expected] of [
    [
      'an alt text over 1500',
      flex(bubble(), 'a'.repeat(1501)),
      'messages[0].altText Length must be between 0 and 1500',
    ],
    [
      'a misspelt property',
      flex(bubble({ type: 'text', text: 'a', warp: true })),
      '/body/contents/0/warp invalid property',
    ],
    [
      'a colour by name',
      flex(bubble({ type: 'text', text: 'a', color: 'red' })),
      '/body/contents/0/color invalid property',
    ],
    [
      'a button label over 40',
      flex(bubble({ type: 'button', action: postback('a'.repeat(41)) })),
      '/body/contents/0/action/label Length must be between 0 and 40',
    ],
    [
      'a plain-http picture',
      flex({ type: 'bubble', hero: { type: 'image', url: 'http://a.b/c' } }),
      '/hero/url invalid uri scheme',
    ],
    [
      'a script address',
      flex(bubble({ type: 'button', action: { type: 'uri', label: 'a', uri: 'javascript:x' } })),
      '/body/contents/0/action/uri invalid uri scheme',
    ],
    [
      'a Thai address not encoded',
      flex(bubble({ type: 'button', action: { type: 'uri', label: 'a', uri: 'https://a.b/ก' } })),
      '/body/contents/0/action/uri invalid uri',
    ],
    [
      'a box in a baseline box',
      flex(
        bubble({
          type: 'box',
          layout: 'baseline',
          contents: [{ type: 'box', layout: 'vertical', contents: [] }],
        }),
      ),
      '/body/contents/0/contents/0 invalid property',
    ],
    ['a bubble without blocks', flex({ type: 'bubble' }), '/ At least one block must be specified'],
    [
      'a carousel of thirteen',
      flex({ type: 'carousel', contents: Array(13).fill(bubble()) }),
      '/contents size must be between 1 and 12',
    ],
    [
      'bubbles of two widths',
      flex({ type: 'carousel', contents: [bubble(), { ...bubble(), size: 'kilo' }] }),
      '/contents all bubbles must have the same size',
    ],
    [
      'a picker for months',
      text('a', quick({ type: 'datetimepicker', label: 'a', data: 'd', mode: 'month' })),
      'messages[0].quickReply.items[0].action.mode Must be one of the following values: [date, time, datetime]',
    ],
    [
      'a camera outside quick replies',
      flex(bubble({ type: 'button', action: { type: 'camera', label: 'a' } })),
      '/body/contents/0/action/type Must be one of the following values: [postback, message, uri, datetimepicker, clipboard]',
    ],
    [
      'uneven columns',
      {
        type: 'template',
        altText: 'a',
        template: {
          type: 'carousel',
          columns: [
            { text: 'a', actions: [postback('a')] },
            { text: 'a', actions: [postback('a'), postback('b')] },
          ],
        },
      },
      'messages[0].template.columns the number of actions in each column must be the same',
    ],
    [
      'a confirm with three actions',
      {
        type: 'template',
        altText: 'a',
        template: { type: 'confirm', text: 'a', actions: Array(3).fill(postback('a')) },
      },
      'messages[0].template.actions Size must be between 2 and 2',
    ],
    [
      'a long text beside a title',
      {
        type: 'template',
        altText: 'a',
        template: { type: 'buttons', title: 'a', text: 'a'.repeat(61), actions: [postback('a')] },
      },
      'messages[0].template.text Length must be between 0 and 60',
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(found(message), [expected]);
    });
  }

  it('refuses a bubble over 30 KB, counted in bytes', () => {
    const wide = (count: number): object => flex(bubble({ type: 'text', text: 'ก'.repeat(count) }));

    assert.deepEqual(found(wide(9_900)), []);
    assert.deepEqual(found(wide(10_000)), [
      '/ Too large flex message. The maximum size of JSON data is 30000 bytes',
    ]);
  });

  it('refuses a carousel over 50 KB', () => {
    const contents = Array(2).fill(bubble({ type: 'text', text: 'a'.repeat(25_000) }));

    assert.deepEqual(found(flex({ type: 'carousel', contents })), [
      '/ Too large flex message. The maximum size of JSON data is 50000 bytes',
    ]);
  });

  it('agrees with LINE’s OpenAPI file on what that can tell', { skip: noLineSpec }, () => {
    const check = openLineSpec('messaging-api.yml');
    const bad = [
      { type: 'card' },
      { type: 'text' },
      { type: 'flex', contents: bubble() },
      text('a', quick(postback('a', { data: 'd'.repeat(301) }))),
      text('a', quick({ type: 'datetimepicker', label: 'a', data: 'd', mode: 'month' })),
      flex(bubble({ type: 'box', layout: 'diagonal', contents: [] })),
    ];

    const ours = bad.map((message) => problems([message]).length > 0);
    const theirs = bad.map(
      (message) => check('PushMessageRequest', { to: 'U', messages: [message] }).length > 0,
    );

    assert.deepEqual(
      ours,
      bad.map(() => true),
    );
    assert.deepEqual(theirs, ours);
  });
});
