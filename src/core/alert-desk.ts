import type { AlertNoteRow, AlertRow, AlertState } from './alert.ts';
import type { AlertAct, AlertRefusal } from './alert-state.ts';
import type { Message } from './message.ts';

/** What came of an act, with the alert as it stands now. `late`: it had ended, and the act was kept as a note. */
export type Acted =
  | { did: 'done' | 'already' | 'late'; alert: AlertRow }
  | { did: 'refused'; why: AlertRefusal; alert: AlertRow };

/** The alerts of the shops a command is about, and of no others. */
export interface AlertDesk {
  /** By the number people type, with or without #, or by id: those that may be meant, one per shop. */
  find(named: string): Promise<AlertRow[]>;
  /** Newest first; members of a summary are left to it. */
  list(filter: { states?: readonly AlertState[]; limit: number }): Promise<AlertRow[]>;
  /** What a summary stands for, newest first. */
  members(alert: AlertRow, limit: number): Promise<AlertRow[]>;
  /** Oldest first. */
  notes(alert: AlertRow): Promise<AlertNoteRow[]>;
  /** The alert as its cards show it now. */
  show(alert: AlertRow): Promise<Message>;
  /** Null when there is none by this id here. Done twice, it is done once. */
  act(id: string, act: AlertAct): Promise<Acted | null>;
}
