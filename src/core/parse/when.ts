import type { Recurrence } from '../settings.ts';
import { asciiDigits, fold } from './fold.ts';
import type { WhenWord, WhenWords } from './when-words.ts';

/** What a text says about when, as far as it goes, and what follows. `time` is hours and minutes such as `03:00`. */
export type WhenReading = { on: On | null; time: string | null; rest: string };

/** Which days: `week` and `month` alone leave open which of them. */
export type On =
  | { every: 'day' }
  | { every: 'week'; on: number | null }
  | { every: 'month'; on: number | null };

/** Longer than any word. */
const REACH = 60;
const LAST_DAY = 31;
const LETTER = /^[\p{Script=Latin}\p{M}_]/u;
const SEPARATOR = /^[\s,、，.。]+/u;
/** 3:00, 03.00 น., 3時30分, 3h30, 3am. */
const TIMES = [
  /^(\d{1,2})[:.](\d{2})(?!\d)\s*(am|pm|น\.?)?(?![\p{Script=Latin}])/iu,
  /^(\d{1,2})\s*時(?:\s*(\d{1,2})\s*分|(半))?/u,
  /^(\d{1,2})\s*(?:h|giờ)(?:\s*(\d{2}))?(?![\p{Script=Latin}\d])/iu,
  /^(\d{1,2})()\s*(am|pm)(?![\p{Script=Latin}])/iu,
];
/** 1, 1st, 1日. */
const DAY = /^(\d{1,2})(?:日|(?:st|nd|rd|th)?(?![\p{Script=Latin}\d:.]))/iu;

type Found = { length: number } & ({ word: WhenWord } | { time: string } | { day: number });

/** Reads days and a time from the beginning of a text, in whatever order, until something else begins. */
export function readWhen(said: string, words: WhenWords): WhenReading {
  let rest = asciiDigits(said.normalize('NFKC'));
  let time: string | null = null;
  const days: number[] = [];
  const spoken: WhenWord[] = [];
  for (;;) {
    rest = rest.replace(SEPARATOR, '');
    const found = next(rest, words);
    if (found === null || ('time' in found && time !== null)) break;
    if ('time' in found) ({ time } = found);
    else if ('day' in found) days.push(found.day);
    else spoken.push(found.word);
    rest = rest.slice(found.length);
  }
  return { on: onOf(spoken, days), time, rest: rest.trim() };
}

/** The rule that was read; null while something is missing. */
export function recurrenceOf({ on, time }: Pick<WhenReading, 'on' | 'time'>): Recurrence | null {
  if (on === null || time === null) return null;
  if (on.every === 'day') return { every: 'day', at: time };
  return on.on === null ? null : { every: on.every, on: on.on, at: time };
}

function next(text: string, words: WhenWords): Found | null {
  return timeAt(text) ?? wordAt(text, words) ?? dayAt(text);
}

function timeAt(text: string): Found | null {
  for (const pattern of TIMES) {
    const [whole, hours, minutes, mark] = pattern.exec(text) ?? [];
    if (whole === undefined) continue;
    const hour = hourOf(Number(hours), mark?.toLowerCase());
    const minute = mark === '半' ? 30 : Number(minutes ?? 0);
    if (hour === null || minute > 59) return null;
    return { time: `${twoDigits(hour)}:${twoDigits(minute)}`, length: whole.length };
  }
  return null;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half !== 'am' && half !== 'pm') return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** The longest known word the text begins with. Latin words and numbers end where they end. */
function wordAt(text: string, words: WhenWords): Found | null {
  const typed = fold(text.slice(0, REACH));
  let longest: { word: WhenWord; length: number } | null = null;
  for (const [known, word] of words) {
    if (!typed.text.startsWith(known)) continue;
    const length = typed.ends[known.length - 1] ?? 0;
    const after = text.slice(length);
    const goesOn = /\d$/.test(known)
      ? /^\d/.test(after)
      : /[a-z]$/.test(known) && LETTER.test(after);
    if (!goesOn && length > (longest?.length ?? 0)) longest = { word, length };
  }
  return longest;
}

function dayAt(text: string): Found | null {
  const [whole, digits] = DAY.exec(text) ?? [];
  const day = Number(digits);
  return whole === undefined || day < 1 || day > LAST_DAY ? null : { day, length: whole.length };
}

/** A weekday says most, then a day of the month; two of a kind say nothing that can be kept. */
function onOf(words: readonly WhenWord[], days: readonly number[]): On | null {
  const weekdays = new Set(
    words.flatMap((word) => (word.kind === 'weekday' ? [word.weekday] : [])),
  );
  const has = (kind: WhenWord['kind']): boolean => words.some((word) => word.kind === kind);
  const dates = new Set(has('last') ? [...days, LAST_DAY] : days);
  const [weekday] = weekdays;
  const [date] = dates;
  if (weekdays.size + dates.size > 1) return null;
  if (weekday !== undefined) return { every: 'week', on: weekday };
  if (date !== undefined) return { every: 'month', on: date };
  if (has('month')) return { every: 'month', on: null };
  if (has('week')) return { every: 'week', on: null };
  return has('day') ? { every: 'day' } : null;
}
