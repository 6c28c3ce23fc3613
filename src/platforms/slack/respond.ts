import { z } from 'zod';
import { networkError, rateLimited, statusError } from './errors.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { MessageBody } from './render.ts';

const Refusal = z.object({ error: z.string() });

/**
 * Answers at a response_url: five times within half an hour of the tap or command, seen by that person only. Needs no
 * membership of the channel. Throws UpstreamError.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export async function respond(url: string, message: MessageBody, thread?: string): Promise<void> {
  const body = JSON.stringify({
    response_type: 'ephemeral',
    replace_original: false,
    ...(thread !== undefined && { thread_ts: thread }),
    ...message,
  });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error' }).catch(
    (error: unknown) => {
      throw networkError(error);
    },
  );
  const words = await response.text().catch(() => '');
  if (response.status === 429) throw rateLimited(Number(response.headers.get('retry-after') ?? 1));
  if (response.status >= 500) throw statusError(response.status);
  const code = response.ok ? null : (refusalIn(words) ?? `http_${response.status}`);
  if (code !== null)
    throw new UpstreamError('slack', { effect: 'refused', code, status: response.status, words });
}

function refusalIn(words: string): string | undefined {
  try {
    return Refusal.safeParse(JSON.parse(words)).data?.error;
  } catch {
    return /^[a-z_]+$/.test(words) ? words : undefined;
  }
}
