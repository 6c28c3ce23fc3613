import type { z } from 'zod';
import type { Raise } from './alert.ts';
import type { UpstreamError } from './errors.ts';
import type { Json } from './json.ts';
import type { Reads, RunRow, Verdict, VerdictFilter, VerdictRow } from './ledger.ts';
import type { Message } from './message.ts';
import type { Operation } from './operation.ts';
import type { Mark, OrderReads, OrderRow } from './order.ts';
import type { Connection, Settings, Shop } from './settings.ts';

/**
 * Work of many pages on one connection: a backfill that a person watches, or a cycle that comes round by itself. Each page
 * ends in one transaction with its cursor and its verdicts, so a crash repeats a page and never loses one.
 */
export type RunDefinition<Params, Cursor extends Json, Uses extends object> = {
  /** Feature and what: `shipping.ship-info`. */
  kind: string;
  /** Remote systems it talks to; each arrives in the context as a client of the shop's connection. */
  uses: readonly (keyof Uses & string)[];
  /** Reads what it was started with. */
  params: z.ZodType<Params>;
  cursor: z.ZodType<Cursor>;
  first(params: Params): Cursor;
  /** How many orders it is about, where that is known beforehand. */
  size?(params: Params): number | null;
  /** Throws UpstreamError when the remote system cannot be reached: the page is then tried again for a while. */
  page(at: { params: Params; cursor: Cursor }, context: WorkContext & Uses): Promise<Page<Cursor>>;
  /** What is to be told once it is over, however it ended. */
  end?(ended: Ended<Params>, context: WorkContext & Uses): Promise<RunEnd>;
  /** A cycle is due again so long after it ended, milliseconds. */
  every?: number;
  /** A cycle only: whether the connection wants it now. */
  on?(connection: Connection): boolean;
};

export type RunAct = 'pause' | 'resume' | 'stop';

/** A shop's runs, for its commands. */
export interface RunDesk {
  get(id: string): Promise<RunRow | null>;
  /** Newest first. */
  list(connection: string, kind: string, limit: number): Promise<RunRow[]>;
  /**
   * Use the execution's id: started again after a crash it is the same run. False when another of the same connection and
   * kind is not over. Its progress is shown by a message about `run:ID`, its end is said wherever that was shown.
   */
  start(run: { id: string; kind: string; connection: string; params: Json }): Promise<boolean>;
  /** False when there is no such run in this shop, or it cannot be changed so any more. */
  act(id: string, act: RunAct): Promise<boolean>;
  /** Makes a cycle due now. */
  cycleNow(kind: string, connection: string): Promise<void>;
  decided(run: string, verdicts: readonly Verdict[], limit: number): Promise<VerdictRow[]>;
  walk: Reads['verdicts']['walk'];
  verdicts(system: string, order: string, limit: number): Promise<VerdictRow[]>;
  /** What was decided in this shop, newest first. */
  history(filter: Omit<VerdictFilter, 'shop'>): Promise<VerdictRow[]>;
}

/** What a page leaves behind, all of it in one transaction. */
export type Page<Cursor> = {
  /** Where to go on, or null when nothing is left. */
  next: Cursor | null;
  /** Not before then, epoch ms: something has to settle first. */
  notBefore?: number;
  verdicts: Decided[];
  /** Rows to write; each must still have the version that was read. */
  orders?: OrderRow[];
  /** Rows to change as they are then: for those that hooks may mark while the page is done. */
  marks?: Mark[];
  raise?: Raise[];
  settle?: { kind: string; cause: string }[];
  /** How many orders there are in all, once that is known. */
  total?: number;
};

export type Decided = {
  system: string;
  order: string;
  verdict: Verdict;
  /** A code with words and a remedy in every locale: `reasons.<feature>.<code>`. */
  reason: string;
  detail?: Json;
};

export type Ended<Params> = {
  params: Params;
  run: RunRow;
  counts: Record<Verdict, number>;
  /** Why it could not go on; null when it reached its end or a person stopped it. */
  error: UpstreamError | null;
};

export type RunEnd = {
  /** Told to whoever started it. */
  message?: Message;
  raise?: Raise[];
  settle?: { kind: string; cause: string }[];
};

/** How an attempt at an operation ended. `none`: it was never reached. */
export type Attempt<Result> =
  | { kind: 'done'; result: Result | null }
  | { kind: 'refused'; error: UpstreamError }
  | { kind: 'none'; error: UpstreamError }
  /**
   * Not known before then, epoch ms. `ask`: reading does not settle it; raised with the page, a person decides by its
   * buttons. Its cause is the operation's key: once the outcome is known the page settles it.
   */
  | { kind: 'unknown'; nextAt: number; ask: Raise | null };

/** What work without a conversation may know and do. It reads no clock and writes nothing but through its page. */
export type WorkContext = {
  now: Temporal.Instant;
  shop: Shop;
  /** The shop's connections, for their options. */
  connections: readonly Connection[];
  settings: Settings;
  run: RunRow;
  orders: OrderReads;
  /** What earlier runs decided about an order, newest first. */
  verdicts(system: string, order: string, limit: number): Promise<VerdictRow[]>;
  /** All verdicts of a run with one of these outcomes, in the order they were decided. */
  decided(run: string, verdicts: readonly Verdict[], limit: number): Promise<VerdictRow[]>;
  walk: Reads['verdicts']['walk'];
  /** How often a run decided what, and why. */
  tally: Reads['verdicts']['tally'];
  /** Whether an operation by this key was begun: by a page that was cut off, when this one repeats it. */
  begun(key: string): Promise<boolean>;
  /** Makes the effect happen once; never throws for what the remote system answers. */
  attempt<Result extends Json>(operation: Operation<Result>): Promise<Attempt<Result>>;
};

/** Any run definition, its types forgotten: what the registry holds. */
export type AnyRun = RunDefinition<unknown, Json, object>;

/** Helps the types only. */
export function defineRun<Params, Cursor extends Json, Uses extends object>(
  run: RunDefinition<Params, Cursor, Uses>,
): AnyRun {
  return run as unknown as AnyRun;
}
