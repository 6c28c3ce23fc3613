import type { Action, Message } from './message.ts';

/** Something that went wrong and that somebody is told of: once per shop, kind and cause while it lasts. */

export const SEVERITIES = ['info', 'warning', 'urgent'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type AlertState = 'open' | 'acknowledged' | 'snoozed' | 'resolved';
export const NOT_ENDED: readonly AlertState[] = ['open', 'acknowledged', 'snoozed'];

/** The cause of an alert that stands for many others of its kind, which came at once. Nothing else is named so. */
export const STORM = 'storm';

/** Every time in epoch ms; people by id, `system` when Tenban found out by itself. */
export type AlertRow = {
  id: string;
  shop: string;
  /** Counts up within the shop: what people type. */
  number: number;
  /** Feature and what: `refunds.dispute-opened`. Routes match the part before the dot. */
  kind: string;
  /** What is wrong, such as a connection or an order: a second raise of the same cause counts up. */
  cause: string;
  severity: Severity;
  state: AlertState;
  /** As it was first raised, its fixes as actions; never changed afterwards. */
  message: Message;
  count: number;
  firstAt: number;
  lastAt: number;
  /** The alert of the same cause that had ended when this one began. */
  previous: string | null;
  /** The summary it is listed in, when too many came at once. */
  summary: string | null;
  /** Grows with every change: what is drawn from an older one is drawn anew. */
  version: number;
  acknowledgedBy: string | null;
  acknowledgedAt: number | null;
  /** Platform on which it was acknowledged. */
  acknowledgedVia: string | null;
  /** What was said with the acknowledgement, or last. */
  note: string | null;
  assignee: string | null;
  snoozedUntil: number | null;
  resolvedBy: string | null;
  resolvedAt: number | null;
  /** Escalation steps taken. */
  step: number;
  /** When people were last reminded. */
  remindedAt: number | null;
};

export type AlertNoteRow = {
  alert: string;
  at: number;
  by: string;
  via: string | null;
  /** `note` was meant as one; `late` came after the end; the others say what was done. */
  kind:
    | 'note'
    | 'late'
    | 'acknowledged'
    | 'unacknowledged'
    | 'snoozed'
    | 'assigned'
    | 'resolved'
    | 'escalated';
  text: string;
};

/** What a feature raises. The message's title must say what happened and to what; its actions repair the cause. */
export type Raise = {
  shop: string;
  kind: string;
  cause: string;
  severity: Severity;
  message: Omit<Message, 'actions' | 'choices'> & { actions?: Action[] };
  /** The cause of the alert that this one follows, where that is another: what failed then fails again. */
  after?: string;
  /** Said once for ever: it neither counts up nor begins again after its end. */
  once?: true;
};

/** `shops` is never left out: shops do not see each other. */
export type AlertFilter = {
  shops: readonly string[];
  states?: readonly AlertState[];
  kind?: string;
  /** Those listed in this summary; null: those listed in none. */
  summary?: string | null;
  limit: number;
};

export interface AlertReads {
  get(id: string): Promise<AlertRow | null>;
  byNumber(shop: string, number: number): Promise<AlertRow | null>;
  /** Newest first. */
  list(filter: AlertFilter): Promise<AlertRow[]>;
  /** The one that has not ended, or null. */
  open(shop: string, kind: string, cause: string): Promise<AlertRow | null>;
  /** The one that ended last, or null. */
  ended(shop: string, kind: string, cause: string): Promise<AlertRow | null>;
  /** How many of a kind began since then. */
  begun(shop: string, kind: string, since: number): Promise<number>;
  /** Oldest first. */
  notes(id: string): Promise<AlertNoteRow[]>;
}

export interface AlertWrites extends AlertReads {
  /** False when one of the same shop, kind and cause has not ended. */
  add(row: AlertRow): Promise<boolean>;
  /** Counts another occurrence of one that has not ended; its new state, or null when there is none. */
  again(shop: string, kind: string, cause: string, at: number): Promise<AlertRow | null>;
  /** Changes it where it still has this version, which then grows by one. */
  change(
    id: string,
    version: number,
    change: Partial<Omit<AlertRow, 'id' | 'shop' | 'number' | 'version' | 'message'>>,
  ): Promise<boolean>;
  note(row: AlertNoteRow): Promise<void>;
}
