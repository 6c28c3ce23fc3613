import { z } from 'zod';
import type { DueRow } from '../../core/due.ts';
import type { Connection } from '../../core/settings.ts';

export const EVERY = 15 * 60_000;
const JITTER = 60_000;

/** `since`: when it was first watched, epoch ms. */
export const Heartbeat = z.object({ connection: z.string(), shop: z.string(), since: z.number() });
export type Heartbeat = z.infer<typeof Heartbeat>;

/** The row of a connection that is watched from now on. */
export function heartbeatRow({ id, shop }: Pick<Connection, 'id' | 'shop'>, now: number): DueRow {
  const payload = { connection: id, shop, since: now };
  return { key: `heartbeat:${id}`, kind: 'heartbeat', at: nextBeat(id, now), payload };
}

/** Every connection has its own second of the minute, so that a hundred are not asked at once. */
export function nextBeat(id: string, now: number): number {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) % JITTER;
  return now + EVERY + sum - JITTER / 2;
}
