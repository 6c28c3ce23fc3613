import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Action, Input, Message } from '../../core/message.ts';
import type { Person, Schedule } from '../../core/settings.ts';
import { raw, text, type Text } from '../../core/text.ts';
import { whenText } from './when.ts';

const Given = z.object({
  schedule: z.string().optional(),
  act: z.enum(['pause', 'resume', 'remove']).optional(),
});
type Given = z.infer<typeof Given>;

const OFFERED = 10;

/** The shop's scheduled commands: all of them, one with its buttons, or what was decided about one. */
export const scheduled = defineCommand<Given>({
  name: 'scheduled',
  role: 'operator',
  hidden: true,
  uses: [],
  fields: [
    { name: 'schedule', optional: true, unasked: true },
    { name: 'act', optional: true, unasked: true },
  ],
  input: Given,
  async run({ schedule: id, act }, context) {
    const all = await context.schedules.list();
    const people = await context.settings.list('people');
    if (id === undefined) return listMessage(all, context);
    const schedule = all.find((each) => each.id === id);
    if (schedule === undefined) throw new UserError('schedules.gone');
    if (act === undefined) return oneMessage(schedule, people, context);
    return decide(schedule, act, { people, context });
  },
});

function listMessage(all: readonly Schedule[], context: RunContext): Message {
  const add = open('labels.schedule.new', 'every', {});
  if (all.length === 0)
    return {
      tone: 'plain',
      title: text('schedules.none'),
      lines: [text('commands.every.example')],
      actions: [add],
    };
  return {
    tone: 'plain',
    title: text('schedules.title', { count: all.length }),
    fields: all.map((schedule, index) => ({
      label: text('schedules.pick', { number: index + 1, command: { text: labelOf(schedule) } }),
      value: text('schedules.row', {
        when: { text: whenText(schedule.when) },
        next: { text: nextText(schedule, context) },
      }),
    })),
    actions: [add],
    choices: all.slice(0, OFFERED).map(({ id, command }, index) => ({
      ...open('', 'scheduled', { schedule: id }),
      label: text('schedules.pick', {
        number: index + 1,
        command: { text: text(`commands.${command}.label`) },
      }),
    })),
  };
}

function oneMessage(schedule: Schedule, people: readonly Person[], context: RunContext): Message {
  const { id, person, when, timeZone, paused } = schedule;
  const name = people.find((each) => each.id === person)?.name ?? person;
  const act = paused === null ? 'pause' : 'resume';
  return {
    tone: paused === null ? 'plain' : 'wait',
    title: text('schedules.one.title', { command: { text: labelOf(schedule) } }),
    fields: [
      { label: text('schedules.fact.when'), value: whenText(when) },
      { label: text('schedules.fact.zone'), value: raw(timeZone) },
      { label: text('schedules.fact.next'), value: nextText(schedule, context) },
      { label: text('schedules.fact.person'), value: raw(name) },
    ],
    ...(paused !== null && { lines: [text('schedules.resume.takes-over')] }),
    actions: [
      open(`labels.schedule.${act}`, 'scheduled', { schedule: id, act }),
      {
        ...open('labels.schedule.remove', 'scheduled', { schedule: id, act: 'remove' }),
        style: 'danger',
      },
    ],
  };
}

type About = { people: readonly Person[]; context: RunContext };

/** Who resumes a schedule takes it over: from then on it runs with their right. */
async function decide(
  schedule: Schedule,
  act: 'pause' | 'resume' | 'remove',
  { people, context }: About,
): Promise<Message> {
  const { schedules, person } = context;
  const { id, command } = schedule;
  const label = { text: text(`commands.${command}.label`) };
  if (act === 'resume' && !schedules.offered.includes(command))
    throw new UserError(
      'schedules.no.right.title',
      { command: label },
      { lines: [text('schedules.no.right.remedy')] },
    );
  const change = {
    pause: { paused: 'asked' as const, person: schedule.person },
    resume: { paused: null, person: person.id },
    remove: null,
  }[act];
  if (!(await schedules.change(id, change))) throw new UserError('schedules.gone');
  const title = text(`schedules.${act}.done`, { command: label });
  if (change === null) return { tone: 'good', title };
  const shown = oneMessage({ ...schedule, ...change }, people, context);
  return { ...shown, tone: 'good', title };
}

/** The command with what it was given. */
function labelOf({ command, input }: Schedule): Text {
  const given = Object.values(input).join(' ');
  const label = { text: text(`commands.${command}.label`) };
  return text('schedules.command', { command: label, given: given === '' ? '' : ` ${given}` });
}

function nextText(schedule: Schedule, { schedules }: RunContext): Text {
  const next = schedules.next(schedule);
  if (next === null) return text(`schedules.paused.${schedule.paused ?? 'asked'}`);
  return text('facts.value.at', { at: { at: next.toString(), as: 'time' } });
}

function open(label: string, command: string, input: Input): Action {
  return { kind: 'open', label: text(label), command, input };
}
