import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Drawn, DrawnAction, DrawnForm } from '../../../src/core/platform.ts';
import { cut, graphemesOf, oneLine, visible } from '../../../src/lib/cut.ts';
import { renderForm } from '../../../src/platforms/slack/form.ts';
import { problems } from '../../../src/platforms/slack/limits.ts';
import { render } from '../../../src/platforms/slack/render.ts';

const ZALGO = `Z${'\u0300\u0301\u0302\u0316\u0317\u0318\u0319\u0334'.repeat(2)}`;
const THAI = ['อนุมัติคำสั่งซื้อ ', 'น้ำ', 'ที่ปรึกษา'];
const VIETNAMESE = ['Đã hoàn tiền ', 'tiếng Việt ', 'ễ', 'e\u0301\u0302\u0303\u0323'];
const EMOJI = ['👨‍👩‍👧‍👦', '🇹🇭', '👍🏽'];
const ODD = ['\n', '"', '\\', '\u0000', '\u202e', '\ud800', ' ', '<!channel>', '&', '*', ZALGO];
const WORDS = ['発送日が登録されていません。', 'refund chrg_1 '];
const PIECES = [...THAI, ...VIETNAMESE, ...EMOJI, ...ODD, ...WORDS];

const text = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), fc.integer({ min: 0, max }))
    .map(([pieces, times]) => pieces.join('').repeat(times));
const face = {
  label: text(20),
  style: fc.constantFrom('primary' as const, 'danger' as const, 'plain' as const),
};
const token = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 });
const confirm = fc.record({ title: text(10), text: text(40), yes: text(10), no: text(10) });
const action: fc.Arbitrary<DrawnAction> = fc.oneof(
  fc.record({ ...face, token }),
  fc.record({ ...face, token, confirm }),
  fc.record({ ...face, token: fc.constant('x'.repeat(44)) }),
  fc.record({
    ...face,
    url: fc.oneof(fc.webUrl(), text(3), fc.constant(`https://a.example/${'x'.repeat(3000)}`)),
  }),
);
const message: fc.Arbitrary<Drawn> = fc.record(
  {
    tone: fc.constantFrom('plain', 'good', 'wait', 'warn', 'bad', 'locked'),
    title: text(200),
    lines: fc.array(text(60), { maxLength: 40 }),
    fields: fc.array(fc.record({ label: text(20), value: text(60) }), { maxLength: 40 }),
    table: fc
      .tuple(
        fc.array(text(2), { maxLength: 6 }),
        fc.integer({ min: 0, max: 200 }),
        fc.array(text(12), { minLength: 1, maxLength: 6 }),
      )
      .map(([head, count, row]) => ({ head, rows: Array.from({ length: count }, () => row) })),
    image: fc.record({ url: fc.oneof(fc.webUrl(), text(2)), alt: text(30) }),
    locale: fc.constant('th' as const),
    actions: fc.array(action, { maxLength: 30 }),
    choices: fc.array(action, { maxLength: 60 }),
    more: fc.constant((count: number) => `และอีก ${count} รายการ`),
  },
  { requiredKeys: ['tone', 'title', 'locale', 'actions', 'choices', 'more'] },
);
const form: fc.Arbitrary<DrawnForm> = fc.record({
  locale: fc.constant('vi' as const),
  token,
  title: text(20),
  submit: text(20),
  close: text(20),
  fields: fc
    .array(
      fc.record(
        {
          label: text(40),
          hint: text(60),
          optional: fc.boolean(),
          multiline: fc.boolean(),
          value: text(200),
          choices: fc.array(fc.record({ label: text(20), value: text(3) }), { maxLength: 120 }),
        },
        { requiredKeys: ['label', 'optional', 'multiline'] },
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((fields) => fields.map((field, index) => ({ ...field, name: `field-${index}` }))),
});

describe('render, whatever the message', () => {
  it('keeps every limit', () => {
    fc.assert(
      fc.property(message, (drawn) => {
        assert.deepEqual(problems(render(drawn)), []);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps the notification below what Slack shows whole', () => {
    fc.assert(
      fc.property(message, (drawn) => {
        assert.ok(render(drawn).text.length < 4000);
      }),
      { numRuns: 40 },
    );
  });

  it('ends no text inside a grapheme of its source', () => {
    fc.assert(
      fc.property(message, (drawn) => {
        const sources = sourcesOf(drawn);
        const { blocks } = render(drawn);
        for (const cutText of cutTextsIn(blocks)) {
          assert.ok(
            sources.some((source) => isBeginning(cutText, source)),
            JSON.stringify(cutText),
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('renderForm, whatever the form', () => {
  it('keeps every limit', () => {
    fc.assert(
      fc.property(form, (drawn) => {
        assert.deepEqual(problems(renderForm(drawn, 'T1/C1/1764.000100')), []);
      }),
      { numRuns: 150 },
    );
  });
});

/** Every text that may be cut, as it stands before the cut; rows are made of cells that were cut already. */
function sourcesOf(drawn: Drawn): string[] {
  const { title, lines = [], fields = [], table, image } = drawn;
  const words = [title, ...lines, ...fields.flatMap(({ label, value }) => [label, value])];
  const labels = [...drawn.actions, ...drawn.choices].flatMap(({ label, confirm = {} }) => [
    label,
    ...Object.values(confirm),
  ]);
  const [first = '', ...others] = table?.rows[0] ?? [];
  const head = table?.head ?? [];
  const bare = others.map(oneLine);
  const named = others.map((cell, index) => `${oneLine(head[index + 1] ?? '')} ${oneLine(cell)}`);
  const rows = [bare, named].map((cells) =>
    [oneLine(first) || '–', ...cells.map((cell) => cell.trim())]
      .filter((cell) => cell !== '')
      .map((cell) => cut(cell, { graphemes: 80, utf16: 240 }))
      .join(' · '),
  );
  const all = [...words, ...labels, image?.alt ?? ''];
  const heads = head.map(oneLine).filter((word) => word !== '');
  return [...all.flatMap((word) => [visible(word), oneLine(word)]), ...rows, heads.join(' · ')];
}

/** What ends in the mark of a cut, line by line: each line is cut by itself. */
function cutTextsIn(value: unknown): string[] {
  const lines = stringsIn(value).flatMap((text) => text.split('\n'));
  return [...new Set(lines)].filter((line) => line.endsWith('…'));
}

/** Whether the text, its mark aside, stands somewhere in the source and ends between two graphemes of it. */
function isBeginning(cutText: string, source: string): boolean {
  if (source.includes(cutText)) return true;
  const kept = cutText.slice(0, -1).replace(/^\*/, '');
  const bounds = new Set([0]);
  let length = 0;
  for (const grapheme of graphemesOf(source)) bounds.add((length += grapheme.length));
  for (let at = source.indexOf(kept); at !== -1; at = source.indexOf(kept, at + 1)) {
    if (bounds.has(at + kept.length)) return true;
  }
  return false;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsIn);
  return [];
}
