import type { AlertNoteRow, AlertRow } from './alert.ts';

/** The life of an alert, pure: what an act makes of it, whoever acts and however often. */

/** Only a slip of the finger is taken back. */
export const UNDO_WITHIN = 10 * 60_000;
/** Two ends of a snooze this near to each other are the same wish, run or tapped twice. */
const SAME_END = 5 * 60_000;

/** Times in epoch ms; `to` is a person, also the one who acts (taking over). `again` is another occurrence. */
export type AlertAct =
  | { act: 'acknowledge'; note?: string }
  | { act: 'unacknowledge'; reason: string }
  | { act: 'snooze'; until: number }
  | { act: 'wake' }
  | { act: 'assign'; to: string }
  | { act: 'note'; text: string }
  | { act: 'resolve'; note?: string }
  | { act: 'again' };

/** Who acts, where and when; `system` and nowhere when Tenban does. */
export type ActedBy = { by: string; via: string | null; at: number };

/**
 * `acknowledged`: by somebody else before; the row knows who, when and where. `past` and `not-due`: the end of a snooze
 * has gone by, or has not come. `over`: it has ended, and there is nothing for Tenban itself to do.
 */
export type AlertRefusal =
  | 'acknowledged'
  | 'not-acknowledged'
  | 'too-late'
  | 'no-reason'
  | 'past'
  | 'not-due'
  | 'over';

export type AlertChange = Partial<Omit<AlertRow, 'id' | 'shop' | 'number' | 'version' | 'message'>>;
export type AlertNote = Omit<AlertNoteRow, 'alert'>;
/** Neither change nor note: it was done already. */
export type AlertStep =
  | { change: AlertChange | null; note: AlertNote | null }
  | { refused: AlertRefusal };

const DONE_ALREADY = { change: null, note: null } satisfies AlertStep;
export const SYSTEM = 'system';

/** What an act makes of an alert as it is. Changes nothing itself; never touches what was first said. */
export function stepAlert(row: AlertRow, act: AlertAct, acted: ActedBy): AlertStep {
  if (row.state === 'resolved') return afterEnd(row, act, acted);
  switch (act.act) {
    case 'acknowledge':
      return acknowledge(row, act.note, acted);
    case 'unacknowledge':
      return unacknowledge(row, act.reason, acted);
    case 'snooze':
      return snooze(row, act.until, acted);
    case 'wake':
      return wake(row, acted);
    case 'assign':
      if (row.assignee === act.to) return DONE_ALREADY;
      return { change: { assignee: act.to }, note: noteOf('assigned', act.to, acted) };
    case 'note':
      return { change: { note: act.text }, note: noteOf('note', act.text, acted) };
    case 'resolve':
      return resolve(act.note, acted);
    case 'again':
      break;
  }
  return { change: { count: row.count + 1, lastAt: acted.at }, note: null };
}

/** What has ended stays ended: people's acts are kept as notes. */
function afterEnd(row: AlertRow, act: AlertAct, acted: ActedBy): AlertStep {
  if (act.act === 'resolve' && row.resolvedBy === acted.by) return DONE_ALREADY;
  if (acted.by === SYSTEM) return { refused: 'over' };
  return { change: null, note: noteOf('late', lateText(act), acted) };
}

function lateText(act: AlertAct): string {
  if (act.act === 'note') return act.text;
  if (act.act === 'unacknowledge') return act.reason;
  return 'note' in act ? (act.note ?? '') : '';
}

function acknowledge(row: AlertRow, note: string | undefined, acted: ActedBy): AlertStep {
  if (row.acknowledgedBy === acted.by) return DONE_ALREADY;
  if (row.acknowledgedBy !== null) return { refused: 'acknowledged' };
  return {
    change: {
      state: 'acknowledged',
      acknowledgedBy: acted.by,
      acknowledgedAt: acted.at,
      acknowledgedVia: acted.via,
      snoozedUntil: null,
      ...(note !== undefined && { note }),
    },
    note: noteOf('acknowledged', note ?? '', acted),
  };
}

/** Whether an acknowledgement may still be taken back. */
export function isUndoable(row: AlertRow, now: number): boolean {
  if (row.state === 'resolved' || row.acknowledgedAt === null) return false;
  return now - row.acknowledgedAt < UNDO_WITHIN;
}

function unacknowledge(row: AlertRow, reason: string, acted: ActedBy): AlertStep {
  if (row.acknowledgedBy === null) return { refused: 'not-acknowledged' };
  if (!isUndoable(row, acted.at)) return { refused: 'too-late' };
  if (reason.trim() === '') return { refused: 'no-reason' };
  return {
    change: {
      state: row.state === 'snoozed' ? 'snoozed' : 'open',
      acknowledgedBy: null,
      acknowledgedAt: null,
      acknowledgedVia: null,
      note: reason,
    },
    note: noteOf('unacknowledged', reason, acted),
  };
}

function snooze(row: AlertRow, until: number, acted: ActedBy): AlertStep {
  if (until <= acted.at) return { refused: 'past' };
  const same = Math.abs((row.snoozedUntil ?? 0) - until) < SAME_END;
  if (row.state === 'snoozed' && same) return DONE_ALREADY;
  return {
    change: { state: 'snoozed', snoozedUntil: until },
    note: noteOf('snoozed', instant(until), acted),
  };
}

/** The snooze is over: it stands where it stood before. */
function wake(row: AlertRow, { at }: ActedBy): AlertStep {
  if (row.state !== 'snoozed') return DONE_ALREADY;
  if (row.snoozedUntil !== null && row.snoozedUntil > at) return { refused: 'not-due' };
  const state = row.acknowledgedBy === null ? 'open' : 'acknowledged';
  return { change: { state, snoozedUntil: null }, note: null };
}

function resolve(note: string | undefined, acted: ActedBy): AlertStep {
  return {
    change: {
      state: 'resolved',
      resolvedBy: acted.by,
      resolvedAt: acted.at,
      snoozedUntil: null,
      ...(note !== undefined && { note }),
    },
    note: noteOf('resolved', note ?? '', acted),
  };
}

/** `text`: a person for `assigned`, an instant for `snoozed`, else what was said. */
function noteOf(kind: AlertNote['kind'], text: string, acted: ActedBy): AlertNote {
  return { ...acted, kind, text };
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
