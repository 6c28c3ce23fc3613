import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Drawn, DrawnAction } from '../../../src/core/platform.ts';
import { graphemesOf, oneLine, visible } from '../../../src/lib/cut.ts';
import { problems } from '../../../src/platforms/line/limits.ts';
import { render } from '../../../src/platforms/line/render.ts';
import { noLineSpec, openLineSpec } from '../../support/line-spec.ts';

const ZALGO = `Z${'\u0300\u0301\u0302\u0316\u0317\u0318\u0319\u0334'.repeat(2)}`;
const THAI = ['อนุมัติคำสั่งซื้อ ', 'น้ำ', 'ที่ปรึกษา'];
const VIETNAMESE = ['Đã hoàn tiền ', 'tiếng Việt ', 'ễ', 'e\u0301\u0302\u0303\u0323'];
const EMOJI = ['👨‍👩‍👧‍👦', '🇹🇭', '👍🏽'];
const ODD = ['\n', '"', '\\', '\u0000', '\u202e', '\ud800', ' ', '…', ZALGO];
const PIECES = [
  ...THAI,
  ...VIETNAMESE,
  ...EMOJI,
  ...ODD,
  '発送日が登録されていません。',
  'refund chrg_1 ',
];

const text = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), fc.integer({ min: 0, max }))
    .map(([pieces, times]) => pieces.join('').repeat(times));
const face = {
  label: text(20),
  style: fc.constantFrom('primary' as const, 'danger' as const, 'plain' as const),
};
const action: fc.Arbitrary<DrawnAction> = fc.oneof(
  fc.record({
    ...face,
    token: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 }),
  }),
  fc.record({
    ...face,
    url: fc.oneof(fc.webUrl(), text(3), fc.constant(`https://a.example/${'x'.repeat(2000)}`)),
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
    choices: fc.array(action, { maxLength: 30 }),
    more: fc.constant((count: number) => `และอีก ${count} รายการ`),
  },
  { requiredKeys: ['tone', 'title', 'locale', 'actions', 'choices', 'more'] },
);

describe('render, whatever the message', () => {
  it('makes one to five messages that keep every limit', () => {
    fc.assert(
      fc.property(message, (drawn) => {
        const messages = render(drawn);
        assert.deepEqual(problems(messages), []);
      }),
      { numRuns: 300 },
    );
  });

  it('makes messages that LINE’s own OpenAPI file allows', { skip: noLineSpec }, () => {
    const check = openLineSpec('messaging-api.yml');

    fc.assert(
      fc.property(message, (drawn) => {
        const request = { replyToken: 'token', messages: render(drawn) };
        assert.deepEqual(check('ReplyMessageRequest', request), []);
      }),
      { numRuns: 60 },
    );
  });

  it('ends no text inside a grapheme of its source', () => {
    fc.assert(
      fc.property(message, (drawn) => {
        const sources = sourcesOf(drawn);
        for (const cutText of stringsIn(render(drawn)).filter((part) => part.endsWith('…'))) {
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

/** Every text that may be cut, as it stands before the cut. */
function sourcesOf(drawn: Drawn): string[] {
  const { title, lines = [], fields = [], table, image } = drawn;
  const words = [title, ...lines, ...fields.flatMap(({ label, value }) => [label, value])];
  const cells = [...(table?.head ?? []), ...(table?.rows[0] ?? [])];
  const labels = [...drawn.actions, ...drawn.choices].map(({ label }) => label);
  const single = [...words, ...cells, ...labels, image?.alt ?? ''];
  const details = (table?.rows[0] ?? [])
    .slice(1)
    .map((cell, index) => `${oneLine(table?.head[index + 1] ?? '')} ${oneLine(cell)}`.trim());
  const whole = [title, ...lines].map(visible).join('\n');
  const alt = [
    oneLine(title) || '–',
    ...lines.slice(0, 2).map(oneLine),
    ...fields.slice(0, 4).map(({ label, value }) => `${oneLine(label)}: ${oneLine(value)}`),
  ];
  return [
    ...single.flatMap((word) => [visible(word).trim(), oneLine(word)]),
    whole,
    whole.trim(),
    details.filter((part) => part !== '').join(' · '),
    alt.filter((fact) => fact !== '').join('\n'),
  ];
}

function isBeginning(cutText: string, source: string): boolean {
  if (source === cutText) return true;
  const kept = cutText.slice(0, -1);
  if (!source.startsWith(kept)) return false;
  const boundary = graphemesOf(source.slice(0, kept.length + 100));
  let length = 0;
  for (const grapheme of boundary) {
    if (length >= kept.length) break;
    length += grapheme.length;
  }
  return length === kept.length;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsIn);
  return [];
}
