import type { Action } from './message.ts';
import type { Text, Values } from './text.ts';

/** The person can fix this: shown in their words, not logged as an error. `key` names a text in `locales/`. */
export class UserError extends Error {
  override name = 'UserError';
  readonly text: { key: string; values?: Values };
  readonly lines: Text[];
  readonly actions: Action[];

  constructor(key: string, values?: Values, more: { lines?: Text[]; actions?: Action[] } = {}) {
    super(key);
    this.text = { key, ...(values !== undefined && { values }) };
    this.lines = more.lines ?? [];
    this.actions = more.actions ?? [];
  }
}

/**
 * What a failed call means for the remote system:
 * `refused` it said no, nothing happened · `none` it was never reached or asked us to wait, nothing happened, worth
 * another try · `unknown` it may have happened.
 */
export type Effect = 'refused' | 'none' | 'unknown';

/** A remote system failed or said no. `code` and `words` are its own, `words` in its own language. */
export class UpstreamError extends Error {
  override name = 'UpstreamError';
  readonly system: string;
  readonly effect: Effect;
  readonly code: string;
  readonly status: number | undefined;
  readonly words: string | undefined;
  /** Milliseconds the remote system asked us to wait. */
  readonly retryAfter: number | undefined;

  constructor(
    system: string,
    problem: {
      effect: Effect;
      code: string;
      status?: number | undefined;
      words?: string | undefined;
      retryAfter?: number | undefined;
      cause?: unknown;
    },
  ) {
    super(`${system}: ${problem.code}`, { cause: problem.cause });
    this.system = system;
    this.effect = problem.effect;
    this.code = problem.code;
    this.status = problem.status;
    this.words = problem.words;
    this.retryAfter = problem.retryAfter;
  }
}
