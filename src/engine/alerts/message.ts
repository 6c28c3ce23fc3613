import { type AlertRow, STORM } from '../../core/alert.ts';
import { isUndoable, SYSTEM } from '../../core/alert-state.ts';
import type { Action, Message } from '../../core/message.ts';
import { raw, text, type Text, timeAt } from '../../core/text.ts';
import { openAction } from '../refusals.ts';

/** Beside the three that every alert has. */
const MOST_FIXES = 3;

/** An alert with what its row only names. */
export type Seen = {
  row: AlertRow;
  shop: string;
  previous: AlertRow | null;
  now: number;
  nameOf(person: string): string;
};

/** An alert as it stands: what was first said, what has become of it, and what can be done now. */
export function alertMessage(seen: Seen): Message {
  const { row } = seen;
  const { message, number, state } = row;
  const label = text('alerts.card.alert');
  return {
    ...message,
    tone: state === 'resolved' ? 'good' : message.tone,
    title: titleOf(row),
    lines: [...stateLines(seen), ...(message.lines ?? []), ...pastLines(seen)],
    fields: [...(message.fields ?? []), { label, value: raw(`#${number} · ${seen.shop}`) }],
    actions: actionsOf(row, seen.now),
  };
}

/** It must do alone, since it is all a notification shows. */
function titleOf({ message, cause, count, state }: AlertRow): Text {
  const title = cause === STORM ? stormTitle(message.title, count) : message.title;
  if (state === 'resolved') return text('alerts.card.resolved-title', { title: { text: title } });
  if (count === 1 || cause === STORM) return title;
  return text('alerts.card.counted', { title: { text: title }, count });
}

/** A summary counts its members, not itself. */
function stormTitle(title: Text, count: number): Text {
  return 'raw' in title ? title : { ...title, values: { ...title.values, count } };
}

function stateLines({ row, nameOf }: Seen): Text[] {
  const lines: Text[] = [];
  const { state, resolvedBy, snoozedUntil, acknowledgedBy, assignee, note } = row;
  if (resolvedBy === SYSTEM)
    lines.push(text('alerts.card.settled', { at: timeAt(row.resolvedAt ?? 0) }));
  else if (resolvedBy !== null)
    lines.push(
      text('alerts.card.resolved', { name: nameOf(resolvedBy), at: timeAt(row.resolvedAt ?? 0) }),
    );
  if (state === 'snoozed' && snoozedUntil !== null)
    lines.push(text('alerts.card.snoozed', { until: timeAt(snoozedUntil) }));
  if (acknowledgedBy !== null)
    lines.push(
      text('alerts.card.acknowledged', {
        name: nameOf(acknowledgedBy),
        at: timeAt(row.acknowledgedAt ?? 0),
        surface: { text: surfaceText(row.acknowledgedVia) },
      }),
    );
  if (assignee !== null) lines.push(text('alerts.card.assigned', { name: nameOf(assignee) }));
  if (note !== null) lines.push(text('alerts.card.note', { note }));
  return lines;
}

function pastLines({ row, previous }: Seen): Text[] {
  const lines: Text[] = [];
  if (row.count > 1 && row.cause !== STORM)
    lines.push(text('alerts.card.seen', { count: row.count, at: timeAt(row.lastAt) }));
  if (previous !== null)
    lines.push(
      text('alerts.card.previous', {
        number: String(previous.number),
        at: timeAt(previous.resolvedAt ?? previous.lastAt),
      }),
    );
  return lines;
}

function actionsOf(row: AlertRow, now: number): Action[] {
  if (row.state === 'resolved') return [];
  const input = { alert: row.id, shop: row.shop };
  const fixes = (row.message.actions ?? []).slice(0, MOST_FIXES);
  const resolve = openAction('alerts.resolve.label', 'resolve', input);
  if (row.acknowledgedBy === null)
    return [
      ...fixes,
      openAction('alerts.ack.label', 'ack', input),
      openAction('alerts.snooze.label', 'snooze', { ...input, for: '1h' }),
      resolve,
    ];
  const note = openAction('alerts.note.label', 'note', input);
  const undo = openAction('alerts.unack.label', 'unack', input);
  return [...fixes, resolve, note, ...(isUndoable(row, now) ? [undo] : [])];
}

/** Where somebody did something, by the name people know it by. */
function surfaceText(via: string | null): Text {
  return via === null ? raw('Tenban') : text(`systems.${via}`);
}
