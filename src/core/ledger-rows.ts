import type { Json } from './json.ts';
import type { Message } from './message.ts';
import type { Address, Reader } from './platform.ts';
import type { Text } from './text.ts';

/** The rows of the ledger. Times are epoch milliseconds, ids are opaque texts. */

export type NewInboxRow = {
  id: string;
  source: string;
  account: string;
  /** The sender's own event id. */
  event: string;
  /** The sender's id of the content, for taking it back later. */
  ref: string | null;
  body: Uint8Array;
  receivedAt: number;
};
export type InboxRow = NewInboxRow & { doneAt: number | null };

/** `held` is kept back, for the night or for want of quota; `dropped` was over before it was sent. */
export type OutboxState = 'waiting' | 'held' | 'sending' | 'sent' | 'failed' | 'dropped';
/** How much it matters that a message arrives now: only answers and what is urgent may use the last of a quota. */
export type Weight = 'answer' | 'urgent' | 'warning' | 'info';
export type OutboxRow = {
  id: string;
  /** One answer per cause: a second row with the same key is not added. */
  key: string;
  address: Address;
  reader: Reader;
  message: Message;
  state: OutboxState;
  /** Idempotency key for the platform, fixed before the first attempt. */
  retryKey: string;
  firstAttemptAt: number | null;
  /** How it went out: `reply`, `push`. */
  via: string | null;
  /** The platform's name of the sent message, where it can be drawn anew. */
  ref: string | null;
  /** Why it failed; while `held`, what for: `quiet` or `quota`. */
  error: string | null;
  createdAt: number;
  sentAt: number | null;
  weight: Weight;
  /** Where to, as one text: what is kept back for the same place goes together. */
  conversation: string;
  /** The record that the card shows, such as `alert:ID`: it is drawn from that whenever it is sent or drawn anew. */
  about: string | null;
  /** The record's version that was drawn. */
  revision: number | null;
  /** `held` only: until when, epoch ms; null until the person does something. */
  heldUntil: number | null;
  /** The outbox row whose send took this one along; fixed before the first attempt. */
  pack: string | null;
};

export type ActionRow = {
  id: string;
  kind: 'open' | 'confirm' | 'leave';
  command: string;
  input: Record<string, string>;
  seen: string | null;
  shop: string | null;
  /** The conversation it was shown in; nowhere else may it be used. */
  conversation: string;
  /** The outbox row of the message it is shown on, or from which a form was opened. */
  outbox: string | null;
  /** `leave` only: the confirm it decides against. */
  of: string | null;
  /** `leave` only: what to say then. */
  said: Text | null;
  createdAt: number;
  expiresAt: number;
  usedBy: string | null;
  usedAt: number | null;
};

/** A confirmed request: everything needed to carry it out, and to do so again after a crash. */
export type ExecutionRow = {
  id: string;
  command: string;
  shop: string;
  person: string;
  /** The account that confirmed it, such as `line:U4af…`. */
  account: string;
  input: Record<string, string>;
  plan: Json;
  address: Address;
  reader: Reader;
  startedAt: number;
  endedAt: number | null;
};

/** A question somebody was asked and has not answered. `key` is conversation and person. */
export type DialogRow = {
  key: string;
  command: string;
  shop: string | null;
  input: Record<string, string>;
  asking: string;
  expiresAt: number;
};

export type OperationState = 'planned' | 'sent' | 'done' | 'failed' | 'unknown';
export type OperationRow = {
  key: string;
  kind: string;
  shop: string;
  connection: string;
  subject: string;
  state: OperationState;
  request: Json;
  result: Json;
  /** The remote system's refusal, when `failed`. */
  failure: { code: string; words?: string } | null;
  /** How often it was sent. */
  attempts: number;
  sentAt: number | null;
  /** Reads since the last send that found no trace of the effect. */
  absentReads: number;
  lastReadAt: number | null;
  /** Who decided an outcome that could not be read. */
  decidedBy: string | null;
  createdAt: number;
  endedAt: number | null;
};

export type RunState = 'running' | 'paused' | 'stopped' | 'failed' | 'done';
export type RunRow = {
  id: string;
  shop: string;
  connection: string;
  kind: string;
  /** What it was started with. */
  params: Json;
  state: RunState;
  /** Where it goes on. */
  cursor: Json;
  /** How many orders there are in all, once that is known. */
  total: number | null;
  /** The code of what keeps it from going on, or kept it. */
  error: string | null;
  /** Since when it cannot go on, epoch ms. */
  failingSince: number | null;
  /** What was said at its end. */
  result: Message | null;
  /** Grows with every page and every change of state. */
  version: number;
  startedBy: string | null;
  startedAt: number;
  endedAt: number | null;
};

export type Verdict = 'booked' | 'skipped' | 'held' | 'failed';
export type VerdictRow = {
  run: string;
  shop: string;
  system: string;
  order: string;
  verdict: Verdict;
  /** A code with words and a remedy in every locale. */
  reason: string;
  detail: Json;
  at: number;
};

/** A piece of a long list of verdicts: so many of them behind a row, from the beginning where there is none. */
export type VerdictPiece = {
  limit: number;
  after?: Pick<VerdictRow, 'shop' | 'system' | 'order'> | undefined;
};

/** `since` and `until` in epoch ms, `until` not included; `kind` of the run that decided. */
export type VerdictFilter = {
  shop: string;
  system: string;
  kind?: string;
  verdicts?: readonly Verdict[];
  order?: string;
  since?: number;
  until?: number;
  limit: number;
};

export type AuditEntry = {
  shop: string;
  at: number;
  /** Person id, or `system`. */
  actor: string;
  /** The account that acted, such as `line:U4af…`: a name never decides identity. */
  account: string;
  action: string;
  subject: string;
  detail: Json;
};
/** `since` and `until` in epoch ms, `until` not included; `action` is a beginning such as `refund.`. */
export type AuditFilter = {
  actor?: string;
  action?: string;
  subject?: string;
  since?: number;
  until?: number;
  /** Only rows before this one, for the next page. */
  before?: number;
};
export type AuditRow = AuditEntry & { seq: number; hash: string; previous: string };
