import type { Lexicon } from '../../core/lexicon.ts';
import { type On, readWhen } from '../../core/parse/when.ts';
import type { Recurrence } from '../../core/settings.ts';
import { type Text, text } from '../../core/text.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);

/** Days as one word, such as `day`, `week:1`, `month:31` or, which day still to be asked, `week`. */
export function onValue(on: On): string {
  return on.every === 'day' || on.on === null ? on.every : `${on.every}:${on.on}`;
}

/** That word, or the same as people say it. Null when it says nothing about days. */
export function onFrom(value: string, { whens }: Pick<Lexicon, 'whens'>): On | null {
  const [, every, on] = /^(day|week|month)(?::(\d{1,2}))?$/.exec(value) ?? [];
  if (every === 'day') return { every };
  const day = on === undefined ? null : Number(on);
  if (every === 'week' && (day === null || WEEKDAYS.includes(day))) return { every, on: day };
  if (every === 'month' && (day === null || DAYS.includes(day))) return { every, on: day };
  const { on: read, rest } = readWhen(value, whens);
  return rest === '' ? read : null;
}

/** Every choice there is, for a form. */
export const whenOptions: { label: Text; value: string }[] = [
  { label: text('schedules.on.day'), value: 'day' },
  ...WEEKDAYS.map((on) => ({ label: onText({ every: 'week', on }), value: `week:${on}` })),
  ...DAYS.map((on) => ({ label: onText({ every: 'month', on }), value: `month:${on}` })),
];

/** What is offered first where there is room for little. */
export const firstChoices = ['day', 'week', 'month'].map((every) => ({
  label: text(`schedules.choice.${every}`),
  value: every,
}));

export const weekdayChoices = WEEKDAYS.map((on) => ({
  label: text(`weekdays.${on}`),
  value: `week:${on}`,
}));

export const dayChoices = [1, 10, 15, 25, 31].map((on) => ({
  label: text(on === 31 ? 'schedules.choice.last' : 'schedules.choice.date', { day: on }),
  value: `month:${on}`,
}));

function onText(on: { every: 'week' | 'month'; on: number }): Text {
  if (on.every === 'week')
    return text('schedules.on.week', { weekday: { text: text(`weekdays.${on.on}`) } });
  return on.on === 31 ? text('schedules.on.last') : text('schedules.on.month', { day: on.on });
}

/** When it runs, in words. */
export function whenText(when: Recurrence): Text {
  const on = when.every === 'day' ? text('schedules.on.day') : onText(when);
  return text('schedules.when', { on: { text: on }, time: when.at });
}
