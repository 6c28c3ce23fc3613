import type { UpstreamError } from '../../core/errors.ts';
import type { Operation } from '../../core/operation.ts';
import type { HoldReason, SkipReason } from './decide.ts';
import { isQuiet } from './decide.ts';
import type { Desk } from './desk.ts';
import type { About, Written } from './operations.ts';
import type { Change, State } from './row.ts';

/** What is wrong with the connection and not with the thing: the whole run stops, and nothing else is tried. */
export const STOPS = new Set([
  'app-unknown',
  'business-unknown',
  'business-not-allowed',
  'no-permission',
  'no-token',
  'secret-key',
  'token-expired',
  'token-refused',
  'token-revoked',
  'v1-address',
  'v2-address',
  'v2-token',
]);

/** One thing, as its row was when this page came to it. */
export type Thing = { row: string; state: State; name: string };

type Writing = Thing & {
  hash: string;
  /** `connection` is the one that is written to. */
  to: 'nhanh' | 'cnv';
  operation(about: About): Operation<Written>;
  /** What is noted besides once it is written. */
  note?: Omit<Change, 'status'>;
  /** Instead of `synced`: for what is written once, whatever it says. */
  status?: Change['status'];
};

/** Writes once and notes what came of it. Null when it is not written: refused, or nobody knows yet. */
export async function write(desk: Desk, writing: Writing): Promise<Written | null> {
  const { row, state, name, hash, to } = writing;
  const { joined, context } = desk;
  const { writes, doubt } = state.detail;
  const key = `${joined.nhanh}:${row}:${to}:${writes}`;
  const about = { key, shop: context.shop.id, connection: joined[to], row, name, hash };
  const attempt = await context.attempt(writing.operation(about));
  if (attempt.kind === 'none') throw attempt.error;
  if (attempt.kind === 'unknown') {
    desk.note(row, {
      ...state.detail,
      status: 'waiting',
      name,
      doubt: true,
      retryAt: attempt.nextAt,
    });
    desk.again(attempt.nextAt);
    if (attempt.ask !== null) desk.raise(attempt.ask);
    if (!doubt) desk.tell(row, 'held', attempt.ask === null ? 'checking' : 'undecided');
    return null;
  }
  if (doubt) desk.settle({ kind: 'operations.undecided', cause: key });
  if (attempt.kind === 'refused') {
    refused(desk, writing, attempt.error);
    return null;
  }
  const result = attempt.result ?? { id: null, hash };
  // What was sent may be older than what was read now, when a crash lay in between.
  const status = writing.status ?? (result.hash === hash ? 'synced' : 'waiting');
  const settled = { reason: null, words: null, missing: [], tries: 0, tried: null, retryAt: null };
  desk.note(row, {
    ...state.detail,
    ...settled,
    ...writing.note,
    status,
    name,
    hash: result.hash,
    writes: writes + 1,
    writtenAt: desk.now,
    doubt: false,
    ...(to === 'cnv' && result.id !== null && { cnv: result.id }),
    ...(to === 'nhanh' && result.id !== null && { nhanh: result.id }),
  });
  desk.tell(row, 'booked', to === 'cnv' ? 'sent' : 'added', { name });
  return result;
}

function refused(desk: Desk, { row, state, name, hash }: Writing, error: UpstreamError): void {
  if (STOPS.has(error.code)) throw error;
  const thing = { row, state, name };
  if (error.code === 'not-known') return hold(desk, thing, { reason: 'not-taken' });
  const reason = error.code === 'given_up' ? 'given-up' : 'refused';
  const words = error.words ?? error.code;
  desk.note(row, {
    ...state.detail,
    status: 'failed',
    name,
    reason,
    words,
    tried: hash,
    writes: state.detail.writes + 1,
    doubt: false,
  });
  desk.tell(row, 'failed', reason, { name, words });
}

/** It waits; a verdict only when that is new. */
export function hold(
  desk: Desk,
  { row, state, name }: Thing,
  { reason, ...more }: { reason: HoldReason } & Partial<State['detail']>,
): void {
  desk.note(row, {
    ...state.detail,
    retryAt: null,
    ...more,
    status: 'held',
    name,
    reason,
    words: null,
  });
  if (state.status !== 'held' || state.detail.reason !== reason)
    desk.tell(row, 'held', reason, { name });
}

/** None of the sync's. */
export function skip(desk: Desk, { row, state, name }: Thing, reason: SkipReason): void {
  if (state.status === 'skipped' && state.detail.reason === reason) return;
  desk.note(row, { ...state.detail, status: 'skipped', name, reason, words: null });
  desk.tell(row, 'skipped', reason, { name });
}

/** The other side has exactly this. */
export function leave(
  desk: Desk,
  { row, state, name }: Thing,
  more: Omit<Change, 'status'> = {},
): void {
  if (isQuiet(state.status, state.detail) && Object.keys(more).length === 0) return;
  const settled = { reason: null, words: null, missing: [], retryAt: null, tried: null };
  desk.note(row, { ...state.detail, ...settled, name, ...more, status: 'synced' });
}
