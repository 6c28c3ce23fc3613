import type { types } from '@slack/bolt';
import type { Drawn } from '../../core/platform.ts';
import { cut, oneLine } from '../../lib/cut.ts';
import { actionBlocks } from './buttons.ts';
import { fieldBlocks, imageBlocks, lineBlocks, titleBlock } from './facts.ts';
import { charactersOf } from './limits.ts';
import { tableBlocks } from './table.ts';
import { escape, filled } from './text.ts';

export type MessageBody = { text: string; blocks: types.KnownBlock[] };

const BLOCKS = 50;
/** Slack refuses a message of about 13,200 characters in all its blocks, a limit it tells nowhere. */
const CHARACTERS = 12_000;
/** Short enough to stay below 4,000 characters when every one of them has to be escaped. */
const FALLBACK = { utf16: 700 };
/** Facts that follow the title in a notification. */
const FALLBACK_LINES = 2;
const FALLBACK_FIELDS = 4;

/**
 * Draws a message as blocks every client knows, within every limit Slack has. `text` is what a notification and a screen
 * reader say. The table gets the room that all else leaves.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
export function render(message: Drawn): MessageBody {
  const above = [
    titleBlock(message),
    ...lineBlocks(message),
    ...fieldBlocks(message),
    ...imageBlocks(message),
  ];
  const below = actionBlocks(message);
  const taken = [...above, ...below];
  const room = {
    blocks: BLOCKS - taken.length,
    characters: CHARACTERS - charactersOf(taken),
  };
  const blocks = [...above, ...tableBlocks(message, room), ...below];
  return { text: fallbackOf(message), blocks };
}

function fallbackOf({ title, lines = [], fields = [] }: Drawn): string {
  const facts = [
    ...lines.slice(0, FALLBACK_LINES).map(oneLine),
    ...fields
      .slice(0, FALLBACK_FIELDS)
      .map(({ label, value }) => `${oneLine(label)}: ${oneLine(value)}`),
  ];
  const words = [filled(oneLine(title)), ...facts.filter((fact) => fact !== '')].join('\n');
  return escape(cut(words, FALLBACK));
}
