import type { messagingApi } from '@line/bot-sdk';
import { visible } from '../../lib/cut.ts';
import { bytesOf } from './limits-flex.ts';
import { INK } from './palette.ts';

export type Component = messagingApi.FlexComponent;
export type TextLook = Partial<Omit<messagingApi.FlexText, 'type' | 'text' | 'wrap' | 'contents'>>;

/** LINE refuses an empty text, so a value that shows nothing is drawn as a dash. */
export function filled(text: string): string {
  const shown = visible(text).trim();
  return shown === '' ? '–' : shown;
}

/** A text that wraps, with the line height it has by nature: Thai and Vietnamese stack marks above and below. */
export function textPart(text: string, look: TextLook): messagingApi.FlexText {
  return { type: 'text', text: filled(text), wrap: true, size: 'sm', color: INK.text, ...look };
}

export function vertical(
  contents: Component[],
  look: Partial<messagingApi.FlexBox> = {},
): messagingApi.FlexBox {
  return { ...look, type: 'box', layout: 'vertical', contents };
}

export function rule(margin: string): messagingApi.FlexSeparator {
  return { type: 'separator', margin, color: INK.rule };
}

/** The components, from the first, that stay within so many bytes of JSON, and how many are left over. */
export function fitting<Part>(
  parts: readonly Part[],
  bytes: number,
): { kept: Part[]; left: number } {
  let used = 0;
  const end = parts.findIndex((part) => {
    used += bytesOf(part) + 1;
    return used > bytes;
  });
  const count = end === -1 ? parts.length : end;
  return { kept: parts.slice(0, count), left: parts.length - count };
}
