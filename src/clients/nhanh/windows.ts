import { z } from 'zod';
import type { Json } from '../../core/json.ts';

/** Epoch ms, both included. */
export type Span = { from: number; to: number };
export type Page<Row> = { rows: Row[]; next: Json | null };

const DAY = 86_400_000;

/** Where a listing stands: the window, and Nhanh's own cursor in it, exactly as it came. */
const Place = z.object({ from: z.number(), next: z.json() });

/**
 * One page of a span that may be wider than Nhanh lists at once: windows of at most so many days follow each other, oldest
 * first. A window begins where the one before it ended, so that a row on the line comes twice rather than never.
 */
export async function pageOfSpan<Row>(
  { span, days, next }: { span: Span; days: number; next: Json | null },
  list: (window: Span, next: Json | null) => Promise<Page<Row>>,
): Promise<Page<Row>> {
  const place = next === null ? { from: span.from, next: null } : Place.parse(next);
  const window = { from: place.from, to: Math.min(span.to, place.from + days * DAY) };
  const page = await list(window, place.next);
  if (page.next !== null) return { rows: page.rows, next: { from: place.from, next: page.next } };
  return { rows: page.rows, next: window.to < span.to ? { from: window.to, next: null } : null };
}
