import { z } from 'zod';
import type { Unheard } from './poll.ts';

export const STAGES = [
  'begin',
  'categories',
  'products',
  'orders',
  'deleted',
  'bills',
  'members',
  'hub-orders',
  'waiting-products',
  'waiting',
  'finish',
] as const;
export type Stage = (typeof STAGES)[number];

/** Times in epoch ms. */
export const Cursor = z.object({
  stage: z.enum(STAGES),
  /** What changed in between is looked at. */
  from: z.number(),
  to: z.number(),
  /** What was made before, or after `until`, is none of this run's. */
  since: z.number(),
  until: z.number().nullable(),
  startedAt: z.number(),
  /** Where the list of this stage goes on. */
  next: z.json().default(null),
  after: z.object({ at: z.number(), order: z.string() }).nullable().default(null),
  /** When the first of the outcomes that are not known can be read again, and how often that was waited for. */
  again: z.number().nullable().default(null),
  waits: z.int().default(0),
  unheard: z.object({ count: z.int(), first: z.number() }).nullable().default(null),
});
export type Cursor = z.infer<typeof Cursor>;

function stageAfter(stage: Stage): Stage {
  return STAGES[STAGES.indexOf(stage) + 1] ?? 'finish';
}

/** At the next stage, from its first page. */
export function onward(cursor: Cursor): Cursor {
  return { ...cursor, stage: stageAfter(cursor.stage), next: null, after: null };
}

export function isOurs(
  { since, until }: Pick<Cursor, 'since' | 'until'>,
  { createdAt }: { createdAt: number | null },
): boolean {
  if (createdAt === null) return true;
  // Nhanh says whole seconds: what was made in the first one is after the connection as far as can be told.
  return createdAt >= since - (since % 1_000) && (until === null || createdAt < until);
}

export function addUnheard(one: Unheard | null, other: Unheard | null): Unheard | null {
  if (one === null || other === null) return one ?? other;
  return { count: one.count + other.count, first: Math.min(one.first, other.first) };
}
