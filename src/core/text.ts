import type { Money } from './money.ts';

/**
 * Words that are not chosen yet: a key into `locales/` with its values, or a remote system's own words, which stay as
 * they are in every locale. Plain JSON, because it waits in the ledger until someone's locale is known.
 */
export type Text = { key: string; values?: Values } | { raw: string };

/** A value in a text. Numbers are counts; money and times are written the reader's way when the text is drawn. */
export type Value =
  | string
  | number
  | { money: Money }
  /** An ISO instant, shown in the shop's zone (named when the reader's differs) as a date, a date and time, or a month. */
  | { at: string; as?: 'date' | 'time' | 'month' }
  | { text: Text };

export type Values = { [name: string]: Value };

export function text(key: string, values?: Values): Text {
  return values === undefined ? { key } : { key, values };
}

export function raw(words: string): Text {
  return { raw: words };
}

/** A moment in epoch ms as a value: its date and time. */
export function timeAt(ms: number): { at: string; as: 'time' } {
  return { at: Temporal.Instant.fromEpochMilliseconds(ms).toString(), as: 'time' };
}
