import type { AuditFilter } from '../../core/ledger.ts';
import type { Lexicon } from '../../core/lexicon.ts';
import { readCommand } from '../../core/parse/command-name.ts';
import { readMonth } from '../../core/parse/month.ts';
import { splitWords } from '../../core/parse/words.ts';
import { peopleNamed } from '../../core/people.ts';
import type { Person } from '../../core/settings.ts';

export type About = {
  lexicon: Lexicon;
  people: readonly Person[];
  zone: string;
  now: Temporal.Instant;
};

/** `wrong`: words that say two things at once, such as two people. */
export type FilterReading = { filter: AuditFilter } | { wrong: string };

/** An action as it is stored, or its beginning. */
const ACTION = /^[a-z]+(?:[.-][a-z-]+)+$/;

/**
 * Reads what to look for: a person's name, a command in any language, a month or day, and what it was about, in any
 * order. What is none of the others is what it was about.
 */
export function readFilter(said: string, about: About): FilterReading {
  const words = splitWords(said);
  let filter: AuditFilter = {};
  while (words.length > 0) {
    const found = longest(words, about);
    const names = Object.keys(found.part);
    if (names.some((name) => name in filter))
      return { wrong: words.slice(0, found.length).join(' ') };
    filter = { ...filter, ...found.part };
    words.splice(0, found.length);
  }
  return { filter };
}

function longest(
  words: readonly string[],
  about: About,
): { part: Partial<AuditFilter>; length: number } {
  for (let length = words.length; length > 0; length -= 1) {
    const phrase = words.slice(0, length).join(' ');
    const part = personIn(phrase, about) ?? actionIn(phrase, about) ?? timeIn(phrase, about);
    if (part !== null) return { part, length };
  }
  return { part: { subject: words[0] ?? '' }, length: 1 };
}

function personIn(phrase: string, { people }: About): Partial<AuditFilter> | null {
  const [found, ...others] = peopleNamed(phrase, people);
  return found === undefined || others.length > 0 ? null : { actor: found.id };
}

function actionIn(phrase: string, { lexicon }: About): Partial<AuditFilter> | null {
  if (ACTION.test(phrase)) return { action: phrase };
  const reading = readCommand(phrase, lexicon.vocabulary);
  return reading.kind === 'command' && reading.rest.trim() === ''
    ? { action: `${reading.command}.` }
    : null;
}

function timeIn(phrase: string, about: About): Partial<AuditFilter> | null {
  const { lexicon, zone, now } = about;
  // A bare number is rather an order than a month.
  if (/^\d+$/.test(phrase)) return null;
  const day = dayIn(phrase, about);
  if (day !== null) return between(day, day.add({ days: 1 }), zone);
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const reading = readMonth(phrase, { now: today, words: lexicon.months });
  if (!('ok' in reading)) return null;
  const first = reading.ok.toPlainDate({ day: 1 });
  return between(first, first.add({ months: 1 }), zone);
}

/** 2026-11-25, 25/11/2026 in Christian or Buddhist years, or 25 and a month that has its name and year. */
function dayIn(phrase: string, { lexicon, zone, now }: About): Temporal.PlainDate | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(phrase);
  if (iso !== null) return dateOf(iso[1], iso[2], iso[3]);
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(phrase);
  if (slashed !== null) return dateOf(slashed[3], slashed[2], slashed[1]);
  const [, day, month] = /^(\d{1,2})\s+(\D.*)$/u.exec(phrase) ?? [];
  if (month === undefined) return null;
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const reading = readMonth(month, { now: today, words: lexicon.months });
  return 'ok' in reading ? dateOf(reading.ok.year, reading.ok.month, day) : null;
}

type Part = string | number | undefined;

function dateOf(year: Part, month: Part, day: Part): Temporal.PlainDate | null {
  const common = Number(year) >= 2400 ? Number(year) - 543 : Number(year);
  try {
    const parts = { year: common, month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch {
    return null;
  }
}

function between(
  first: Temporal.PlainDate,
  after: Temporal.PlainDate,
  zone: string,
): Partial<AuditFilter> {
  return {
    since: first.toZonedDateTime(zone).epochMilliseconds,
    until: after.toZonedDateTime(zone).epochMilliseconds,
  };
}
