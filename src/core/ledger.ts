import type { AlertReads, AlertWrites } from './alert.ts';
import type { ApprovalReads, ApprovalWrites, StakeReads, StakeWrites } from './approval.ts';
import type { DueReads, DueWrites } from './due.ts';
import type { FileReads, FileWrites } from './file.ts';
import type { InstallationReads, InstallationWrites } from './installation.ts';
import type { IntakeRow, JobReads, JobWrites } from './jobs.ts';
import type { CodeReads, CodeWrites } from './linking.ts';
import type { OrderReads, OrderWrites } from './order.ts';
import type { PulseReads, PulseWrites } from './pulse.ts';
import type {
  ActionRow,
  AuditEntry,
  AuditFilter,
  AuditRow,
  DialogRow,
  ExecutionRow,
  InboxRow,
  NewInboxRow,
  OperationRow,
  OperationState,
  OutboxRow,
  OutboxState,
  RunRow,
  RunState,
  Verdict,
  VerdictFilter,
  VerdictPiece,
  VerdictRow,
} from './ledger-rows.ts';

export type * from './ledger-rows.ts';

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
  /**
   * Stores events with their jobs in a transaction of its own, a job only where the event is new. Resolves, once that is on
   * disk, to which were; when it rejects they may be stored again. Not for use inside a unit.
   */
  intake(rows: readonly IntakeRow[]): Promise<boolean[]>;
  /** Fails when the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface Reads {
  inbox: { get(id: string): Promise<InboxRow | null> };
  outbox: {
    get(id: string): Promise<OutboxRow | null>;
    byKey(key: string): Promise<OutboxRow | null>;
    /** Every card drawn from one record, oldest first. */
    about(about: string): Promise<OutboxRow[]>;
    /** Those kept back for a conversation, oldest first. */
    held(conversation: string, limit: number): Promise<OutboxRow[]>;
    /** How many are kept back anywhere. */
    heldCount(): Promise<number>;
    /** Those of a conversation that wait for their turn, oldest first. */
    waiting(conversation: string, limit: number): Promise<OutboxRow[]>;
    /** The cards of one send. */
    pack(pack: string): Promise<OutboxRow[]>;
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
  runs: {
    get(id: string): Promise<RunRow | null>;
    /** Those of a connection and kind, newest first. */
    list(connection: string, kind: string, limit: number): Promise<RunRow[]>;
  };
  verdicts: {
    /** Newest first: what each run decided about one order. */
    of(shop: string, system: string, order: string, limit: number): Promise<VerdictRow[]>;
    counts(run: string): Promise<Record<Verdict, number>>;
    /** How often a run decided what, and why. */
    tally(run: string): Promise<{ verdict: Verdict; reason: string; count: number }[]>;
    /** What a run decided, with one of these outcomes, in the order it was decided. */
    decided(run: string, verdicts: readonly Verdict[], limit: number): Promise<VerdictRow[]>;
    /** The same by order, however many there are: a piece of it at a time, each behind the last row of the one before. */
    walk(run: string, verdicts: readonly Verdict[], piece: VerdictPiece): Promise<VerdictRow[]>;
    /** Of a shop and system, newest first. */
    list(filter: VerdictFilter): Promise<VerdictRow[]>;
  };
  audit: {
    /** Newest first. */
    list(shop: string, limit: number, filter?: AuditFilter): Promise<AuditRow[]>;
    /** Every shop that has a chain. */
    shops(): Promise<string[]>;
    /** A part of a shop's chain, oldest first: rows after `seq`. */
    chain(shop: string, seq: number, limit: number): Promise<AuditRow[]>;
    /** The last link as it was recorded apart from the rows. */
    head(shop: string): Promise<{ seq: number; hash: string } | null>;
  };
  alerts: AlertReads;
  approvals: ApprovalReads;
  stakes: StakeReads;
  codes: CodeReads;
  dues: DueReads;
  files: FileReads;
  pulses: PulseReads;
  orders: OrderReads;
  installations: InstallationReads;
  /** The last number taken of a counter, 0 before the first. */
  counters: { get(name: string): Promise<number> };
  jobs: JobReads;
}

export interface Tx extends Reads {
  inbox: Reads['inbox'] & {
    /** False when this event is already there, whatever became of it. */
    accept(row: NewInboxRow): Promise<boolean>;
    /** Returns the ids of those that were not there yet. */
    acceptAll(rows: readonly NewInboxRow[]): Promise<Set<string>>;
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
    /** Drops what waits or is kept back for conversations that begin like this. Returns how many. */
    drop(beginning: string): Promise<number>;
    /** Deletes what was posted before then and is over, but for cards of records that are not. Returns how many. */
    expire(before: number): Promise<number>;
  };
  actions: Reads['actions'] & {
    /** One that is there already stays as it is: a card drawn anew has the same buttons. */
    add(rows: ActionRow[]): Promise<void>;
    /** True for the first caller only. */
    use(id: string, by: string, at: number): Promise<boolean>;
    /** Deletes those that expired before then. Returns how many. */
    expire(before: number): Promise<number>;
  };
  executions: Reads['executions'] & {
    add(row: ExecutionRow): Promise<void>;
    /** True for the first caller only. */
    end(id: string, at: number): Promise<boolean>;
    /** Blanks what was asked for in those that ended before then. Returns how many. */
    forget(before: number): Promise<number>;
  };
  dialogs: Reads['dialogs'] & {
    put(row: DialogRow): Promise<void>;
    remove(key: string): Promise<void>;
    /** Deletes those that expired before then. Returns how many. */
    expire(before: number): Promise<number>;
  };
  operations: Reads['operations'] & {
    /** Adds the row unless its key exists: whether it did, and what is there. */
    begin(row: OperationRow): Promise<{ begun: boolean; row: OperationRow }>;
    move(
      key: string,
      from: OperationState,
      change: Partial<OperationRow> & { state: OperationState },
    ): Promise<boolean>;
    /** Blanks the requests of those that ended before then. Returns how many. */
    forget(before: number): Promise<number>;
  };
  runs: Reads['runs'] & {
    /** False when one of the same connection and kind is not over: one at a time. */
    start(row: RunRow): Promise<boolean>;
    /** Its version grows by one. */
    move(id: string, from: RunState[], change: Partial<RunRow>): Promise<boolean>;
  };
  verdicts: Reads['verdicts'] & { put(rows: VerdictRow[]): Promise<void> };
  audit: Reads['audit'] & {
    /** Appends to the shop's chain: each row's hash covers its content and the hash before it. */
    append(entry: AuditEntry): Promise<void>;
  };
  alerts: AlertWrites;
  approvals: ApprovalWrites;
  stakes: StakeWrites;
  codes: CodeWrites;
  dues: DueWrites;
  files: FileWrites;
  pulses: PulseWrites;
  orders: OrderWrites;
  installations: InstallationWrites;
  /** Counts up from 1; whoever takes a number keeps others from the same counter until the transaction ends. */
  counters: Reads['counters'] & { next(name: string): Promise<number> };
  jobs: JobReads & JobWrites;
}
