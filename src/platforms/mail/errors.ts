import { type Effect, UpstreamError } from '../../core/errors.ts';

/** Failures before anything was said: no address, no encryption. https://nodemailer.com/errors */
const NEVER_SENT = new Set(['EDNS', 'ETLS']);

/**
 * What a failed sending means: a 5yz answer is final, a 4yz one asks to come again (RFC 5321, 4.2.1). When the connection
 * broke without an answer the message may have been taken, for it is unknown how far it got.
 */
export function toUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const status = numberIn(error, 'responseCode');
  const words = textIn(error, 'response');
  const code = status === undefined ? (textIn(error, 'code') ?? 'network') : `smtp_${status}`;
  return new UpstreamError('mail', {
    effect: effectOf(error, status),
    code,
    status,
    words,
    cause: error,
  });
}

function effectOf(error: unknown, status: number | undefined): Effect {
  if (status !== undefined) return status >= 500 ? 'refused' : 'none';
  const unconnected = textIn(error, 'syscall') === 'connect';
  return unconnected || NEVER_SENT.has(textIn(error, 'code') ?? '') ? 'none' : 'unknown';
}

function valueIn(error: unknown, name: string): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  return Object.getOwnPropertyDescriptor(error, name)?.value;
}

function numberIn(error: unknown, name: string): number | undefined {
  const value = valueIn(error, name);
  return typeof value === 'number' ? value : undefined;
}

function textIn(error: unknown, name: string): string | undefined {
  const value = valueIn(error, name);
  return typeof value === 'string' ? value : undefined;
}
