import type { Json } from './json.ts';

/**
 * Something that shall happen at a time: a reminder, a cycle, a scheduled command. The row decides, whoever ticks;
 * `at` in epoch ms.
 */
export type DueRow = { key: string; kind: string; at: number; payload: Json };

export interface DueReads {
  get(key: string): Promise<DueRow | null>;
  /** Those whose time has come, the oldest first. */
  due(now: number, limit: number): Promise<DueRow[]>;
}

export interface DueWrites extends DueReads {
  /** Adds the row, or gives the one with its key another time and payload. */
  put(row: DueRow): Promise<void>;
  remove(key: string): Promise<void>;
  /** Moves the row from one time to another, for the first caller only. */
  claim(key: string, at: number, until: number): Promise<boolean>;
}
