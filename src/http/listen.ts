import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Clock } from '../core/clock.ts';
import type { TakeWebhook } from './webhooks.ts';

/** How long requests under way may take to end when the server stops; what streams for ever is cut off then. */
const LAST_WORDS_MS = 1_000;

export type Listening = { port: number; close(): Promise<void> };

export type Served = { webhooks: TakeWebhook; web: Hono };

/** Serves on a port, 0 for any free one; what is no webhook is the web's. Rejects when the port is taken. */
export function listen(
  { webhooks, web }: Served,
  wanted: number,
  clock: Clock,
): Promise<Listening> {
  const handle = getRequestListener(web.fetch);
  const server = createServer((incoming, outgoing) => {
    if (!webhooks(incoming, outgoing)) void handle(incoming, outgoing);
  });

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.race([closed, clock.sleep(LAST_WORDS_MS)]);
    server.closeAllConnections();
    await closed;
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      resolve({ port, close });
    });
  });
}
