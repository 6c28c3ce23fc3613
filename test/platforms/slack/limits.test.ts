import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problems, refusalOf } from '../../../src/platforms/slack/limits.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const times = <Thing>(count: number, thing: (index: number) => Thing): Thing[] =>
  Array.from({ length: count }, (_, index) => thing(index));
const message = (...blocks: object[]) => ({ text: 'x', blocks });
const actions = (...elements: object[]) => message({ type: 'actions', elements });
const button = (more: object = {}) => ({ type: 'button', text: plain(1), value: 'v', ...more });
const option = (more: object = {}) => ({ text: plain(1), value: 'v', ...more });
const select = (more: object = {}) => ({ type: 'static_select', options: [option()], ...more });
const input = (more: object = {}) => ({
  type: 'input',
  label: plain(1),
  element: { type: 'plain_text_input', action_id: 'a' },
  ...more,
});
const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain(1),
  submit: plain(1),
  blocks: [input()],
  ...more,
});
const divider = { type: 'divider' };

/** What is taken at the limit, and refused one beyond it. */
const LIMITS: [string, (size: number) => unknown, number][] = [
  ['blocks of a message', (size) => message(...times(size, () => divider)), 50],
  ['blocks of a modal', (size) => modal({ blocks: times(size, () => divider) }), 100],
  ['a block_id', (size) => message({ ...divider, block_id: 'x'.repeat(size) }), 255],
  ['a header', (size) => message({ type: 'header', text: plain(size) }), 150],
  ['a section', (size) => message({ type: 'section', text: plain(size) }), 3000],
  [
    'fields of a section',
    (size) => message({ type: 'section', fields: times(size, () => plain(1)) }),
    10,
  ],
  ['a field', (size) => message({ type: 'section', fields: [plain(size)] }), 2000],
  [
    'elements of a context',
    (size) => message({ type: 'context', elements: times(size, () => plain(1)) }),
    10,
  ],
  ['buttons of a block', (size) => actions(...times(size, () => button())), 25],
  ['the words on a button', (size) => actions(button({ text: plain(size) })), 75],
  ['the value of a button', (size) => actions(button({ value: 'x'.repeat(size) })), 2000],
  ['an action_id', (size) => actions(button({ action_id: 'x'.repeat(size) })), 255],
  ['options of a list', (size) => actions(select({ options: times(size, () => option()) })), 100],
  [
    'the words of an option',
    (size) => actions(select({ options: [option({ text: plain(size) })] })),
    75,
  ],
  [
    'the value of an option',
    (size) => actions(select({ options: [option({ value: 'x'.repeat(size) })] })),
    75,
  ],
  ['a placeholder', (size) => actions(select({ placeholder: plain(size) })), 150],
  [
    'the alternative text of an image',
    (size) =>
      message({ type: 'image', image_url: 'https://a.example/a.png', alt_text: 'x'.repeat(size) }),
    2000,
  ],
  ['the title of a modal', (size) => modal({ title: plain(size) }), 24],
  ['the submit of a modal', (size) => modal({ submit: plain(size) }), 24],
  ['the close of a modal', (size) => modal({ close: plain(size) }), 24],
  ['private_metadata', (size) => modal({ private_metadata: 'x'.repeat(size) }), 3000],
  ['a callback_id', (size) => modal({ callback_id: 'x'.repeat(size) }), 255],
  ['the label of an input', (size) => modal({ blocks: [input({ label: plain(size) })] }), 2000],
  ['the hint of an input', (size) => modal({ blocks: [input({ hint: plain(size) })] }), 2000],
];

describe('problems', () => {
  for (const [what, make, limit] of LIMITS) {
    it(`are none for ${what} of ${limit}, and some beyond`, () => {
      const at = problems(make(limit));
      const beyond = problems(make(limit + 1));

      assert.deepEqual(at, []);
      assert.notEqual(beyond.length, 0);
    });
  }

  for (const [what, payload] of [
    ['an empty text', message({ type: 'header', text: { type: 'plain_text', text: '' } })],
    ['mrkdwn in a header', message({ type: 'header', text: { type: 'mrkdwn', text: 'x' } })],
    ['a section of nothing', message({ type: 'section' })],
    ['an unknown block', message({ type: 'carousel', elements: [] })],
    ['an unknown element', actions({ type: 'datepicker', action_id: 'a' })],
    ['an unknown property', message({ type: 'divider', text: plain(1) })],
    ['an input in a message', message(input())],
    ['two actions with one id', actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    [
      'two blocks with one id',
      message({ ...divider, block_id: 'a' }, { ...divider, block_id: 'a' }),
    ],
    ['a style there is none of', actions(button({ style: 'plain' }))],
    ['a link that is no address', actions(button({ url: 'example' }))],
    ['a script as a link', actions(button({ url: 'javascript:alert(1)' }))],
    ['no options', actions(select({ options: [] }))],
    [
      'a first option that is not offered',
      actions(select({ initial_option: option({ value: 'w' }) })),
    ],
    ['an input without a submit', modal({ submit: undefined })],
    [
      'a first text longer than allowed',
      modal({
        blocks: [
          input({ element: { type: 'plain_text_input', max_length: 2, initial_value: 'abc' } }),
        ],
      }),
    ],
    [
      'a confirmation with too long a title',
      actions(
        button({
          confirm: { title: plain(101), text: plain(1), confirm: plain(1), deny: plain(1) },
        }),
      ),
    ],
    ['a modal without a title', modal({ title: undefined })],
  ] as const) {
    it(`are found in ${what}`, () => {
      assert.notEqual(problems(payload).length, 0);
    });
  }

  it('say what is wrong where', () => {
    const found = problems(message(divider, { type: 'header', text: plain(151) }));

    assert.deepEqual(found, [
      { message: 'must be less than 151 characters', pointer: '/blocks/1/text/text' },
    ]);
  });
});

describe('refusalOf', () => {
  for (const [error, payload] of [
    ['no_text', {}],
    ['no_text', { text: '', blocks: [] }],
    ['msg_too_long', { text: 'x'.repeat(40_001) }],
    ['invalid_blocks', message({ type: 'nothing' })],
    ['invalid_arguments', modal({ title: plain(25) })],
    ['msg_blocks_too_long', message(...times(5, () => ({ type: 'section', text: plain(2900) })))],
  ] as const) {
    it(`names ${error}`, () => {
      assert.equal(refusalOf(payload)?.error, error);
    });
  }

  it('is null for text alone, blocks alone, a Home tab and a modal', () => {
    const taken = [{ text: 'x' }, { blocks: [divider] }, { type: 'home', blocks: [] }, modal()];

    assert.deepEqual(taken.map(refusalOf), [null, null, null, null]);
  });
});
