import { type AlertNoteRow, type AlertRow, STORM } from '../../core/alert.ts';
import { SYSTEM } from '../../core/alert-state.ts';
import type { RunContext } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { type Text, text, timeAt } from '../../core/text.ts';
import { actionOn, nameOf, surfaceOf } from './answer.ts';
import { choiceText } from './which.ts';

const LAST_NOTES = 15;
const FIRST_MEMBERS = 10;
const ALL_MEMBERS = 100;

/** One alert as its cards show it, with what happened to it; a summary with what it stands for. */
export async function wholeMessage(
  alert: AlertRow,
  all: boolean,
  context: RunContext,
): Promise<Message> {
  const card = await context.alerts.show(alert);
  const members = alert.cause === STORM ? await context.alerts.members(alert, ALL_MEMBERS) : [];
  const shown = all ? members : members.slice(0, FIRST_MEMBERS);
  const notes = (await context.alerts.notes(alert)).slice(-LAST_NOTES);
  const history = await Promise.all(notes.map((note) => noteText(note, context)));
  const label = text('alerts.all.label', { count: members.length });
  const more = { ...actionOn('alerts.all.label', 'alerts', alert, { all: 'yes' }), label };
  return {
    ...card,
    lines: [
      ...(card.lines ?? []),
      ...shown.map(choiceText),
      ...(history.length > 0 ? [text('alerts.history.title'), ...history] : []),
    ],
    actions: [...(shown.length < members.length ? [more] : []), ...(card.actions ?? [])],
  };
}

async function noteText(
  { kind, text: said, by, via, at }: AlertNoteRow,
  context: RunContext,
): Promise<Text> {
  return text(`alerts.history.${kind}`, {
    at: timeAt(at),
    name: await nameOf(by, context),
    surface: { text: surfaceOf(via) },
    said: kind === 'assigned' ? await nameOf(said, context) : said,
    self: kind === 'assigned' && said === by ? 'yes' : 'no',
    actor: by === SYSTEM ? 'tenban' : 'person',
    ...(kind === 'snoozed' && { until: { at: said, as: 'time' } }),
    noted: said === '' ? 'no' : 'yes',
  });
}
