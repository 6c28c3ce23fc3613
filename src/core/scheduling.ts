import type { Input } from './message.ts';
import type { Schedule } from './settings.ts';

/** A command as it was written, ready to be run later; or why it cannot be. */
export type Wish =
  | { command: string; input: Input }
  | { why: 'unknown' | 'not-schedulable' | 'incomplete' | 'right'; command?: string };

/** Commands that a shop has run by themselves. */
export type Scheduling = {
  /** Names of what may run by itself here, of what this person may do. */
  offered: readonly string[];
  /** Reads a command with its arguments, as it would be typed. */
  read(said: string): Wish;
  /** The shop's, in the order they were made. */
  list(): Promise<Schedule[]>;
  /** When it runs next; null while it is paused. */
  next(schedule: Schedule): Temporal.Instant | null;
  /** Makes it once, however often it is asked for, and has it run when its time comes. */
  add(schedule: Omit<Schedule, 'shop' | 'version'>): Promise<void>;
  /** Gives it another state; null removes it. False when there is none by that id in this shop. */
  change(id: string, change: Pick<Schedule, 'paused' | 'person'> | null): Promise<boolean>;
};
