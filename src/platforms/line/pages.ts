import type { messagingApi } from '@line/bot-sdk';
import { bytesOf } from './limits-flex.ts';

type Row = messagingApi.FlexBox;

/** Rows of one bubble. `from` counts from 1. */
export type Page = { rows: Row[]; from: number };

export type Space = {
  /** Bytes for rows in the first bubble, beside all else it says. */
  first: number;
  /** Bytes for rows in every other bubble. */
  page: number;
  /** Bytes for everything after the first bubble's own parts. */
  total: number;
  /** Bytes a page costs before its rows. */
  overhead: number;
  pages: number;
  rowsPerPage: number;
};

/** Deals rows out to bubbles in order until rows, bubbles or bytes run out. The first page may be empty, no other is. */
export function dealRows(rows: readonly Row[], space: Space): { pages: Page[]; left: number } {
  let page: Page = { rows: [], from: 1 };
  const pages = [page];
  let room = Math.min(space.first, space.total);
  let total = space.total;
  for (const [index, row] of rows.entries()) {
    const bytes = bytesOf(row) + 1;
    if (bytes > room || page.rows.length >= space.rowsPerPage) {
      total -= space.overhead;
      if (pages.length >= space.pages || bytes > total) return { pages, left: rows.length - index };
      page = { rows: [], from: index + 1 };
      pages.push(page);
      room = Math.min(space.page, total);
    }
    page.rows.push(row);
    room -= bytes;
    total -= bytes;
  }
  return { pages, left: 0 };
}
