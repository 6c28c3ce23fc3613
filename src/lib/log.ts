import pino from 'pino';
import type { Log } from '../core/log.ts';

const SECRET_PATHS = [
  'authorization',
  'token',
  'secret',
  'secretKey',
  'password',
  'replyToken',
  'channelSecret',
  'accessToken',
];

/** JSON lines on standard output. Errors are logged by name, message and stack; secrets by their fields' names are removed. */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    redact: { paths: SECRET_PATHS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    serializers: { err: plainError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Not pino's own serialiser, which copies every property of an error, requests and headers among them. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause === undefined ? {} : { cause: plainError(error.cause) };
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}
