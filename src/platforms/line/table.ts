import type { messagingApi } from '@line/bot-sdk';
import { cut, graphemesOf, oneLine } from '../../lib/cut.ts';
import { INK } from './palette.ts';
import { filled, textPart, vertical } from './parts.ts';

/** More columns than this do not fit side by side on a phone. */
const SIDE_BY_SIDE = 3;
const CELL = { graphemes: 80, utf16: 240 };
const DETAILS = { utf16: 500 };
/** Digits with at most a currency or unit beside them. */
const AMOUNT = /^[^\p{L}]*\d[^\p{L}]*(\p{L}{1,4}\.?)?$/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

export type Table = { head: string[]; rows: string[][] };
/** A table as components: what stands over the rows on every page, and the rows. */
export type DrawnTable = { head: messagingApi.FlexBox | null; rows: messagingApi.FlexBox[] };

/** Up to three columns side by side, amounts to the right; more as a first cell with the others named below it. */
export function drawTable({ head, rows }: Table): DrawnTable {
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  if (columns > SIDE_BY_SIDE) return { head: null, rows: rows.map((row) => stacked(row, head)) };
  const looks = Array.from({ length: columns }, (_, column) => lookOf({ head, rows }, column));
  const headLook = { size: 'xs', color: INK.quiet } as const;
  return {
    head: head.some((word) => word.trim() !== '') ? sideBySide(head, looks, headLook) : null,
    rows: rows.map((row) => sideBySide(row, looks, {})),
  };
}

type Look = Pick<messagingApi.FlexText, 'flex' | 'align'>;

function sideBySide(
  cells: string[],
  looks: Look[],
  more: Pick<messagingApi.FlexText, 'size' | 'color'>,
): messagingApi.FlexBox {
  const contents = looks.map((look, column) =>
    textPart(cut(filled(oneLine(cells[column] ?? '')), CELL), { ...more, ...look }),
  );
  return { type: 'box', layout: 'horizontal', spacing: 'md', contents };
}

function stacked([first = '', ...others]: string[], head: string[]): messagingApi.FlexBox {
  const named = others.map((cell, index) =>
    `${oneLine(head[index + 1] ?? '')} ${oneLine(cell)}`.trim(),
  );
  const details = named.filter((text) => text !== '').join(' · ');
  return vertical([
    textPart(cut(filled(oneLine(first)), CELL), { weight: 'bold' }),
    textPart(cut(filled(details), DETAILS), { size: 'xs', color: INK.quiet }),
  ]);
}

function lookOf({ head, rows }: Table, column: number): Look {
  const cells = rows.map((row) => oneLine(row[column] ?? '')).filter((cell) => cell !== '');
  const widths = [head[column] ?? '', ...cells.slice(0, 50)].map(widthOf);
  const flex = Math.min(Math.max(Math.round(Math.max(...widths) / 3), 2), 6);
  const amounts = column > 0 && cells.length > 0 && cells.every((cell) => AMOUNT.test(cell));
  return { flex, ...(amounts && { align: 'end' as const }) };
}

/** About how many Latin letters wide; clusters beyond a cell's limit do not count. */
function widthOf(text: string): number {
  const clusters = graphemesOf(text.slice(0, CELL.utf16));
  return clusters.reduce((width, cluster) => width + (WIDE.test(cluster) ? 2 : 1), 0);
}
