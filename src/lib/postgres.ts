import type { Dialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Log } from '../core/log.ts';
import { pipelinedDialect } from './postgres-driver.ts';

/** How long to wait for a connection, milliseconds: a webhook's sender would not wait longer either. */
const CONNECT_MS = 5_000;
/** A statement waits this long for another replica's lock, milliseconds. */
const LOCK_MS = 10_000;
/** A process that died with an open transaction keeps its locks this long, milliseconds. */
const IDLE_IN_TRANSACTION_MS = 30_000;

const { INT8, BYTEA } = types.builtins;

export type Postgres = {
  url: string;
  pool: Pool;
  /** For Kysely, on the shared connections. Do not destroy what is made with it: `close` ends them all. */
  dialect: Dialect;
  close(): Promise<void>;
};

/**
 * Connections to PostgreSQL, at most `size` of them, opened when they are needed and again after the server was away.
 * Numbers of 64 bits come back as numbers (and are refused beyond 2^53), bytes as Uint8Array. Throws when the server does
 * not answer.
 */
export async function connectPostgres({
  url,
  size,
  log,
}: {
  url: string;
  size: number;
  log?: Log | undefined;
}): Promise<Postgres> {
  const pool = new Pool({
    connectionString: url,
    max: size,
    application_name: 'tenban',
    keepAlive: true,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    types: { getTypeParser },
  });
  const onLost = (error: Error): void =>
    log?.warn({ err: error }, 'a connection to the database was lost');
  pool.on('error', onLost);
  // A connection lost while it is used fails its query and also emits: with nobody listening that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The database of DATABASE_URL cannot be used: ${why}`, { cause: error });
  }
  return { url, pool, dialect: pipelinedDialect(pool), close: () => pool.end() };
}

/** The driver's own parsers, but for the types it hands out as something else than they are here. */
const getTypeParser: typeof types.getTypeParser = (oid, format) => {
  if (oid === INT8 && format !== 'binary') return safeInteger;
  const parse = types.getTypeParser(oid, format);
  return oid === BYTEA ? (value: string) => new Uint8Array(parse(value)) : parse;
};

function safeInteger(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`The number ${text} in the database is larger than can be counted with.`);
}

const GONE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * Whether an error says that the server is not there (any more), as against one about a statement. Classes 08 and 57P:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code !== null) return GONE.has(code) || /^(08|57P)/.test(code);
  return /connection (terminated|error)|timeout exceeded when trying to connect/i.test(
    error.message,
  );
}

/** The server chose this transaction to end a deadlock, or it cannot be put in order with another: it may be run again. */
export function isVictim(error: unknown): boolean {
  return error instanceof Error && ['40P01', '40001'].includes(codeOf(error) ?? '');
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
