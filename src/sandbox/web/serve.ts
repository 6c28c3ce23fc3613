import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';

/** Answers a request; `env` is what the node server passes along. */
export type Fetch = (request: Request, env?: unknown) => Promise<Response>;

/** Serves a simulator on a port of this machine, 0 for any free one. */
export async function serve(
  fetch: Fetch,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the port has no number');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
