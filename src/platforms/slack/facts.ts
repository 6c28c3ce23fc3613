import type { types } from '@slack/bolt';
import type { Drawn } from '../../core/platform.ts';
import { cut, oneLine, visible } from '../../lib/cut.ts';
import { bold, plain, plainLine } from './text.ts';

type Block = types.KnownBlock;

const HEADER = 150;
/** A longer title stands in a section, where there is room for it. */
const LONG_TITLE = { utf16: 600 };
/** Shares of the characters that Slack takes in one message; see `render`. */
const LINES_LENGTH = 2800;
const FIELDS_LENGTH = 2500;
const LINE = { utf16: 1400 };
const LABEL = { graphemes: 40, utf16: 120 };
const VALUE = { utf16: 600 };
/** A section shows ten texts in two columns. */
const FIELDS_PER_SECTION = 5;

export function titleBlock({ title }: Drawn): Block {
  const text = plainLine(title, LONG_TITLE);
  return text.text.length <= HEADER ? { type: 'header', text } : section(text);
}

/** What Tenban says, one below the other. */
export function lineBlocks(message: Drawn): Block[] {
  const lines = (message.lines ?? []).filter((line) => visible(line).trim() !== '');
  const texts = lines.map((line) => cut(visible(line).trim(), LINE));
  const { kept, left } = fitting(texts, (text) => text.length + 1, LINES_LENGTH);
  const said = kept.length === 0 ? [] : [section(plain(kept.join('\n'), { utf16: 3000 }))];
  return [...said, ...moreNote(message, left)];
}

/** Labels on the left, values on the right. */
export function fieldBlocks(message: Drawn): Block[] {
  const facts = (message.fields ?? []).map(({ label, value }) => [
    bold(label, LABEL),
    plain(visible(value).trim(), VALUE),
  ]);
  const { kept, left } = fitting(facts, lengthOf, FIELDS_LENGTH);
  const sections = chunks(kept, FIELDS_PER_SECTION).map((pairs): Block => ({
    type: 'section',
    fields: pairs.flat(),
  }));
  return [...sections, ...moreNote(message, left)];
}

function lengthOf(texts: { text: string }[]): number {
  return texts.reduce((length, { text }) => length + text.length, 0);
}

/** The picture, and what it says in words below: nothing when its address is not one that Slack can fetch. */
export function imageBlocks({ image }: Drawn): Block[] {
  if (image === undefined) return [];
  const alt = plainLine(image.alt, { utf16: 300 });
  const caption: Block = { type: 'context', elements: [alt] };
  const url = URL.parse(image.url);
  if (url === null || url.protocol !== 'https:' || url.href.length > 3000) return [caption];
  return [{ type: 'image', image_url: url.href, alt_text: alt.text }, caption];
}

/** The sentence for what was left out, when anything was. */
export function moreNote(message: Drawn, left: number): Block[] {
  if (left === 0) return [];
  return [{ type: 'context', elements: [plain(oneLine(message.more(left)), { utf16: 200 })] }];
}

export function section(text: types.PlainTextElement): types.SectionBlock {
  return { type: 'section', text };
}

/** The parts, from the first, whose lengths stay within a sum, and how many are left over. */
export function fitting<Part>(
  parts: readonly Part[],
  lengthOf: (part: Part) => number,
  room: number,
): { kept: Part[]; left: number } {
  let used = 0;
  const end = parts.findIndex((part) => {
    used += lengthOf(part);
    return used > room;
  });
  const count = end === -1 ? parts.length : end;
  return { kept: parts.slice(0, count), left: parts.length - count };
}

export function chunks<Part>(parts: readonly Part[], size: number): Part[][] {
  const count = Math.ceil(parts.length / size);
  return Array.from({ length: count }, (_, index) => parts.slice(index * size, (index + 1) * size));
}
