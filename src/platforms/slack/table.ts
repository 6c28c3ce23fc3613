import type { types } from '@slack/bolt';
import type { Drawn } from '../../core/platform.ts';
import { cut, oneLine } from '../../lib/cut.ts';
import { chunks, fitting, moreNote, section } from './facts.ts';
import { bold, filled, plain } from './text.ts';

type Block = types.KnownBlock;
type Room = { blocks: number; characters: number };

/** More cells than this need their column's name beside them. */
const UNNAMED = 3;
const CELL = { graphemes: 80, utf16: 240 };
const ROW = { utf16: 600 };
const HEAD = { utf16: 300 };
/** Each row is a line; so many of them are still one block of text. */
const ROWS_PER_SECTION = 15;
const SECTION = 2900;

/**
 * A table as lines: Slack has no columns that hold Thai, Vietnamese and Japanese straight on every client. Up to three
 * cells stand beside each other under their head; more are named. What does not fit the room left is said in words.
 */
export function tableBlocks(message: Drawn, room: Room): Block[] {
  const { head = [], rows = [] } = message.table ?? {};
  if (rows.length === 0) return [];
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  const named = columns > UNNAMED;
  const title = named ? [] : headBlock(head);
  const lines = rows.map((row) => lineOf(row, named ? head : []));
  const { kept, left } = fitting(lines, (line) => line.length + 1, room.characters - HEAD.utf16);
  const sections = grouped(kept);
  const fit = sections.slice(0, Math.max(room.blocks - title.length - 1, 0));
  const lost = sections.slice(fit.length).flat().length + left;
  const drawn = fit.map((group) => ({
    ...section(plain(group.join('\n'), { utf16: 3000 })),
    expand: true,
  }));
  const above = drawn.length === 0 ? [] : title;
  return [...above, ...drawn, ...moreNote(message, lost)];
}

function headBlock(head: string[]): Block[] {
  const words = head.map(oneLine).filter((word) => word !== '');
  return words.length === 0 ? [] : [{ type: 'context', elements: [bold(words.join(' · '), HEAD)] }];
}

function lineOf([first = '', ...others]: string[], head: string[]): string {
  const named = others.map((cell, index) => `${oneLine(head[index + 1] ?? '')} ${oneLine(cell)}`);
  const cells = [filled(oneLine(first)), ...named.map((cell) => cell.trim())];
  const shown = cells.filter((cell) => cell !== '').map((cell) => cut(cell, CELL));
  return cut(shown.join(' · '), ROW);
}

/** Lines dealt out to sections, by number and by length. */
function grouped(lines: string[]): string[][] {
  const groups: string[][] = [];
  for (const chunk of chunks(lines, ROWS_PER_SECTION)) {
    let rest = chunk;
    while (rest.length > 0) {
      const { kept } = fitting(rest, (line) => line.length + 1, SECTION);
      groups.push(kept);
      rest = rest.slice(kept.length);
    }
  }
  return groups;
}
