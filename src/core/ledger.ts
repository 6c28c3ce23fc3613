import type { JobReads, JobWrites } from './jobs.ts';
import type { Json } from './json.ts';
import type { Message } from './message.ts';
import type { Address, Reader } from './platform.ts';
import type { Text } from './text.ts';

/**
 * What happened. Times are epoch milliseconds, ids are opaque texts, every state change is a conditional update whose
 * boolean says whether this caller won.
 */
export interface Ledger extends Reads {
  /**
   * Runs `work` in a transaction and resolves once it is on disk. Units waiting at the same time share one commit; a unit
   * that throws is undone alone. Inside, use only `tx`, await nothing but `tx` and leave nothing behind but through it: to
   * end a deadlock a unit may be run again.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Fails when the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface Reads {
  inbox: { get(id: string): Promise<InboxRow | null> };
  outbox: {
    get(id: string): Promise<OutboxRow | null>;
    byKey(key: string): Promise<OutboxRow | null>;
  };
  actions: { get(id: string): Promise<ActionRow | null> };
  executions: {
    get(id: string): Promise<ExecutionRow | null>;
    /** Those of a shop and command that are not over. */
    open(shop: string, command: string): Promise<ExecutionRow[]>;
  };
  dialogs: { get(key: string): Promise<DialogRow | null> };
  operations: {
    get(key: string): Promise<OperationRow | null>;
    /** Newest first. `subject` is what the operation changes, such as a charge id. */
    bySubject(shop: string, subject: string, limit: number): Promise<OperationRow[]>;
    /** Those of a shop that are neither done nor failed. */
    open(shop: string): Promise<OperationRow[]>;
  };
  runs: { get(id: string): Promise<RunRow | null> };
  verdicts: {
    /** Newest first: what each run decided about one order. */
    of(shop: string, system: string, order: string, limit: number): Promise<VerdictRow[]>;
    counts(run: string): Promise<Record<Verdict, number>>;
  };
  audit: { list(shop: string, limit: number): Promise<AuditRow[]> };
  jobs: JobReads;
}

export interface Tx extends Reads {
  inbox: Reads['inbox'] & {
    /** False when this event is already there, whatever became of it. */
    accept(row: NewInboxRow): Promise<boolean>;
    done(id: string, at: number): Promise<void>;
    /** Blanks the bodies that carry this reference (an unsent message); the rows stay, so a late copy is still a duplicate. */
    forget(source: string, account: string, ref: string): Promise<number>;
    /** Blanks the bodies of events that came before then and were dealt with. Returns how many. */
    expire(before: number): Promise<number>;
  };
  outbox: Reads['outbox'] & {
    /** False when a row with this key is already there. */
    add(row: OutboxRow): Promise<boolean>;
    update(id: string, from: OutboxState[], change: Partial<OutboxRow>): Promise<boolean>;
  };
  actions: Reads['actions'] & {
    add(rows: ActionRow[]): Promise<void>;
    /** True for the first caller only. */
    use(id: string, by: string, at: number): Promise<boolean>;
  };
  executions: Reads['executions'] & {
    add(row: ExecutionRow): Promise<void>;
    /** True for the first caller only. */
    end(id: string, at: number): Promise<boolean>;
  };
  dialogs: Reads['dialogs'] & {
    put(row: DialogRow): Promise<void>;
    remove(key: string): Promise<void>;
  };
  operations: Reads['operations'] & {
    /** Adds the row unless its key exists, and returns what is there. */
    plan(row: OperationRow): Promise<OperationRow>;
    move(
      key: string,
      from: OperationState,
      change: Partial<OperationRow> & { state: OperationState },
    ): Promise<boolean>;
  };
  runs: Reads['runs'] & {
    start(row: RunRow): Promise<void>;
    move(id: string, from: RunState[], change: Partial<RunRow>): Promise<boolean>;
  };
  verdicts: Reads['verdicts'] & { put(rows: VerdictRow[]): Promise<void> };
  audit: Reads['audit'] & {
    /** Appends to the shop's chain: each row's hash covers its content and the hash before it. */
    append(entry: AuditEntry): Promise<void>;
  };
  jobs: JobReads & JobWrites;
}

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

export type OutboxState = 'waiting' | 'sending' | 'sent' | 'failed';
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
  error: string | null;
  createdAt: number;
  sentAt: number | null;
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
  /** The outbox row of the message it is shown on; null for a form. */
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

export type RunState = 'running' | 'paused' | 'stopped' | 'done';
export type RunRow = {
  id: string;
  shop: string;
  connection: string;
  kind: string;
  state: RunState;
  cursor: Json;
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
export type AuditRow = AuditEntry & { seq: number; hash: string; previous: string };
