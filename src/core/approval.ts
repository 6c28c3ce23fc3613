import type { Json } from './json.ts';
import type { Action, Input, Message } from './message.ts';
import type { Money } from './money.ts';
import type { Address, Reader } from './platform.ts';
import type { Limit } from './settings.ts';
import type { Text } from './text.ts';

/** What a request puts at stake: limits are about this, and an approval is bound to it. */
export type Stake = {
  money: Money;
  /** What it is about, such as a charge id. */
  subject: string;
  /** Why, in the requester's words. */
  reason: string | null;
  before: {
    /** The same done to this subject before, here or elsewhere. */
    subject: Money;
    /** What was done today in the remote system without Tenban; empty where no limit asks for it. */
    elsewhere: Elsewhere[];
  };
};

/** Something done without Tenban, and the command that would have done it here. */
export type Elsewhere = { command: string; money: Money };

/** What a second person is shown: what it is ("refund ฿500.00"), the facts, and where to see more. */
export type Appeal = { what: Text; lines: Text[]; actions?: Action[] };

export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'expired' | 'void';

/**
 * What asks for a second person: a limit (null: there is none in this currency, which allows nothing), or that a rule is
 * loosened. Where nobody else may approve that, it takes effect by itself after a wait.
 */
export type Over =
  | { per: 'request' | 'charge' | 'day'; limit: Money | null }
  | { per: 'rule'; waits: boolean };

export type ApprovalRow = {
  /** The confirm button that asked for it: one request asks once. */
  id: string;
  /** Counts up within the shop: what people type. */
  number: number;
  shop: string;
  command: string;
  input: Input;
  plan: Json;
  seen: string;
  /** Null when no money moves. */
  stake: Stake | null;
  over: Over;
  appeal: Appeal;
  /** SHA-256 of shop, command, input, plan's stake and reason, hex: what was approved and nothing else. */
  hash: string;
  /** Person id. */
  requester: string;
  /** The account that asked, such as `line:U4af…`, where, and in which language: the answer goes there. */
  account: string;
  address: Address;
  reader: Reader;
  state: ApprovalState;
  version: number;
  decidedBy: string | null;
  decidedAt: number | null;
  decidedVia: string | null;
  /** Why it was rejected or is void, in words or as a code. */
  why: string | null;
  createdAt: number;
  expiresAt: number;
};

export interface ApprovalReads {
  get(id: string): Promise<ApprovalRow | null>;
  byNumber(shop: string, number: number): Promise<ApprovalRow | null>;
  /** Newest first. */
  list(
    shops: readonly string[],
    states: readonly ApprovalState[],
    limit: number,
  ): Promise<ApprovalRow[]>;
}

export interface ApprovalWrites extends ApprovalReads {
  /** False when it was asked for before. */
  add(row: ApprovalRow): Promise<boolean>;
  /** For the first caller only. */
  decide(
    id: string,
    from: ApprovalState,
    change: Partial<ApprovalRow> & { state: ApprovalState },
  ): Promise<boolean>;
  /** Blanks what people wrote in requests that were decided before then. Returns how many. */
  forget(before: number): Promise<number>;
}

/** Requests of one shop that wait for a second person, as a person who acts now may see and decide them. */
export type Approvals = {
  /** Newest first, at most 50. */
  pending(): Promise<ApprovalRow[]>;
  /** The request's card. Like the others it throws a UserError when there is no such request here. */
  card(number: number): Promise<Message>;
  /** Decides for the person who acts; says so, or why not. */
  approve(number: number): Promise<Message>;
  /** `reason` is told to the requester. The requester may take a request back. */
  reject(number: number, reason: string | null): Promise<Message>;
  /** What Tenban counts against a limit today, in the currency's smallest unit. */
  usedToday(limit: Limit): Promise<number>;
};

/**
 * Money that counts against limits: asked for, on its way or gone. `id` is the request's, amounts are in the currency's
 * smallest unit.
 */
export type StakeRow = {
  id: string;
  shop: string;
  command: string;
  subject: string;
  currency: string;
  amount: number;
  /** When it was asked for, and once it is on its way, when it was sent on its way. */
  at: number;
  /** Null until it is done. */
  doneAt: number | null;
};

/** `commands`: all unless named. `except`: a request that is not counted. */
export type StakeFilter = {
  shop: string;
  currency: string;
  commands?: readonly string[] | undefined;
  except?: string | undefined;
};

export interface StakeReads {
  /** What is not done yet, whenever it was asked for, and what was sent on its way between two instants, epoch ms. */
  day(filter: StakeFilter & { from: number; to: number }): Promise<number>;
  /** What is not done yet to one subject. */
  open(filter: StakeFilter & { subject: string }): Promise<number>;
}

export interface StakeWrites extends StakeReads {
  put(row: StakeRow): Promise<void>;
  done(id: string, at: number): Promise<void>;
  /** It was refused, failed or expired and does not count any more. */
  free(id: string): Promise<void>;
}
