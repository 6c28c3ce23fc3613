import type { messagingApi } from '@line/bot-sdk';
import type { Drawn, DrawnAction } from '../../core/platform.ts';
import { cut, oneLine, visible } from '../../lib/cut.ts';
import { button, isDrawable } from './buttons.ts';
import { INK } from './palette.ts';
import { type Component, fitting, textPart, vertical } from './parts.ts';

/** Shares of a bubble's 30 KB. A character takes up to three bytes. */
const LINES_BYTES = 6_500;
const FIELDS_BYTES = 6_500;
const BUTTONS_BYTES = 7_000;
const LINE = { utf16: 1500 };
const LABEL = { graphemes: 40, utf16: 160 };
const VALUE = { utf16: 800 };

/** The sentence for what was left out, when anything was. */
export function moreNote(message: Drawn, left: number): Component[] {
  if (left === 0) return [];
  const words = cut(message.more(left), { utf16: 200 });
  return [textPart(words, { size: 'xs', color: INK.quiet, margin: 'sm' })];
}

export function lineParts(message: Drawn): Component[] {
  const lines = (message.lines ?? []).filter((line) => visible(line).trim() !== '');
  const parts = lines.map((line) => textPart(cut(visible(line).trim(), LINE), {}));
  const { kept, left } = fitting(parts, LINES_BYTES);
  return [...kept, ...moreNote(message, left)];
}

export function fieldParts(message: Drawn): Component[] {
  const { kept, left } = fitting((message.fields ?? []).map(fieldPart), FIELDS_BYTES);
  return [...kept, ...moreNote(message, left)];
}

function fieldPart({ label, value }: { label: string; value: string }): messagingApi.FlexBox {
  const contents = [
    textPart(cut(oneLine(label), LABEL), { color: INK.quiet, flex: 3 }),
    textPart(cut(visible(value).trim(), VALUE), { color: INK.title, flex: 5 }),
  ];
  return { type: 'box', layout: 'baseline', spacing: 'md', contents };
}

/** What the picture says, for those who cannot see it. */
export function captionParts({ image }: Drawn): Component[] {
  if (image === undefined) return [];
  return [textPart(cut(oneLine(image.alt), { utf16: 300 }), { size: 'xs', color: INK.quiet })];
}

export function heroOf({ image }: Drawn): messagingApi.FlexImage | null {
  const url = image === undefined ? null : URL.parse(image.url);
  if (url === null || url.protocol !== 'https:' || url.href.length > 2000) return null;
  return { type: 'image', url: url.href, size: 'full', aspectRatio: '20:13', aspectMode: 'fit' };
}

/** Buttons one below the other: side by side their labels would be cut. Null when there is none. */
export function footerOf(message: Drawn, actions: DrawnAction[]): messagingApi.FlexBox | null {
  const drawable = actions.filter(isDrawable);
  const { kept, left } = fitting(drawable.map(button), BUTTONS_BYTES);
  const note = moreNote(message, left + actions.length - drawable.length);
  const contents = [...kept, ...note];
  return contents.length === 0 ? null : vertical(contents, { spacing: 'sm' });
}
