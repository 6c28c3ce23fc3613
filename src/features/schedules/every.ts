import { z } from 'zod';
import { type Context, defineCommand, type Preview, type Question } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Lexicon } from '../../core/lexicon.ts';
import type { Action, Input } from '../../core/message.ts';
import { type On, readWhen, recurrenceOf } from '../../core/parse/when.ts';
import { nextOccurrence } from '../../core/recurrence.ts';
import type { Wish } from '../../core/scheduling.ts';
import { type Recurrence, TimeZone } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import {
  dayChoices,
  firstChoices,
  onFrom,
  onValue,
  weekdayChoices,
  whenOptions,
  whenText,
} from './when.ts';

const Given = z.object({
  run: z.string().trim().min(1).max(500),
  when: z.string().min(1),
  time: z.string().min(1),
  zone: TimeZone.optional(),
});
type Given = z.infer<typeof Given>;

type Plan = { command: string; input: Input; said: string; when: Recurrence; zone: string };

const ZONE = /^([A-Z][A-Za-z]+(?:\/[A-Za-z_+-]+)+)(?:\s+|$)/;
const NO_WORDS: Lexicon['whens'] = new Map();

/** `every 1st at 03:00 backfill last month`: has a command run by itself, in the name and with the right of who says so. */
export const every = defineCommand<Given, Plan>({
  name: 'every',
  role: 'operator',
  uses: [],
  read: readEvery,
  fields: [
    { name: 'run', ask: askRun },
    {
      name: 'when',
      options: whenOptions,
      ask: async () => ({ text: text('commands.every.ask.when'), choices: firstChoices }),
    },
    { name: 'time', fits: (said) => timeIn(said) !== null, ask: askTime },
    { name: 'zone', optional: true, unasked: true },
  ],
  input: Given,
  preview: previewEvery,
  async run({ command, input, when, zone }, { schedules, execution, person, channel, now }) {
    const answer = { platform: channel.platform, conversation: channel.id, kind: channel.kind };
    const id = `every-${execution}`;
    const wanted = { id, person: person.id, command, input, when, timeZone: zone, answer };
    await schedules.add({ ...wanted, paused: null });
    const next = nextOccurrence(when, { zone, after: now }).toString();
    return {
      tone: 'good',
      title: text('schedules.done.title', { command: { text: text(`commands.${command}.label`) } }),
      fields: [
        { label: text('schedules.fact.when'), value: whenText(when) },
        {
          label: text('schedules.fact.next'),
          value: text('facts.value.at', { at: { at: next, as: 'time' } }),
        },
      ],
      lines: [text('schedules.done.here')],
      actions: [open('labels.schedule.view', 'scheduled', { schedule: id })],
    };
  },
});

/** Days, time, a zone where one is named, and the command: whatever was said of it. Nothing but the name shows what there is. */
function readEvery(said: string, { whens }: Lexicon): { command: string; input: Input } {
  const { on, time, rest } = readWhen(said.replace(/^[\s/\uff0f]+/u, ''), whens);
  const [whole = '', zone] = ZONE.exec(rest) ?? [];
  const known = zone !== undefined && TimeZone.safeParse(zone).success;
  const run = known ? rest.slice(whole.length) : rest;
  const input: Input = {
    ...(run !== '' && { run }),
    ...(on !== null && { when: onValue(on) }),
    ...(time !== null && { time }),
    ...(known && { zone }),
  };
  return Object.keys(input).length === 0
    ? { command: 'scheduled', input: {} }
    : { command: 'every', input };
}

async function askRun(_input: Input, { schedules }: Context) {
  return {
    text: text('commands.every.ask.run'),
    choices: schedules.offered.map((name) => ({
      label: text(`commands.${name}.label`),
      value: name,
    })),
  };
}

/** Which day comes first, where only week or month was said. */
async function askTime(input: Input, { shop, lexicon }: Context) {
  const on = onFrom(input['when'] ?? '', lexicon);
  if (on !== null && isOpen(on)) return whichDay(on);
  return {
    text: text('commands.every.ask.time', { zone: shop.timeZone }),
    choices: ['03:00', '08:00', '12:00', '18:00'].map((at) => ({ label: raw(at), value: at })),
  };
}

async function previewEvery(given: Given, context: Context): Promise<Preview<Plan>> {
  const { shop, schedules, lexicon, now } = context;
  const on = onFrom(given.when, lexicon);
  if (on === null) throw wrong('when', given);
  if (isOpen(on)) return { ask: whichDay(on) };
  const when = recurrenceOf({ on, time: timeIn(given.time) });
  if (when === null) throw wrong('time', given);
  const wish = schedules.read(given.run);
  if ('why' in wish) throw refused(wish, given);
  const zone = given.zone ?? shop.timeZone;
  const next = nextOccurrence(when, { zone, after: now }).toString();
  const plan: Plan = { ...wish, said: given.run, when, zone };
  return {
    plan,
    seen: JSON.stringify([plan.command, plan.input, when, zone]),
    message: {
      tone: 'plain',
      title: text('schedules.preview.title', { when: { text: whenText(when) } }),
      fields: [
        { label: text('schedules.fact.command'), value: raw(given.run) },
        { label: text('schedules.fact.zone'), value: raw(zone) },
        {
          label: text('schedules.fact.next'),
          value: text('facts.value.at', { at: { at: next, as: 'time' } }),
        },
      ],
      lines: [text('schedules.preview.name'), text('schedules.preview.here')],
    },
    confirm: { label: text('labels.schedule.add') },
    leave: { label: text('labels.back'), said: text('schedules.left') },
  };
}

function isOpen(on: On): boolean {
  return on.every !== 'day' && on.on === null;
}

function whichDay({ every: unit }: On): Question {
  const choices = unit === 'week' ? weekdayChoices : dayChoices;
  return { field: 'when', text: text(`schedules.which.${unit}`), choices };
}

function timeIn(said: string): string | null {
  const { time, rest } = readWhen(said, NO_WORDS);
  return rest === '' ? time : null;
}

function wrong(field: 'when' | 'time', given: Given): UserError {
  const { [field]: value, ...rest } = given;
  return new UserError(
    `commands.every.wrong.${field}`,
    { given: value },
    { actions: [open('labels.retry', 'every', withoutZone(rest))] },
  );
}

/** What cannot run by itself, and why. */
function refused({ why, command }: Wish & { why: string }, { run }: Given): UserError {
  const name = command === undefined ? raw(run) : text(`commands.${command}.label`);
  return new UserError(
    `schedules.no.${why}.title`,
    { command: { text: name } },
    { lines: [text(`schedules.no.${why}.remedy`)] },
  );
}

function withoutZone({ zone, ...rest }: Partial<Given>): Input {
  return { ...rest, ...(zone !== undefined && { zone }) };
}

function open(label: string, command: string, input: Input): Action {
  return { kind: 'open', label: text(label), command, input };
}
