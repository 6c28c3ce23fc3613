import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';

/** Hands requests to the ports by turns, as what stands before several processes does. Returns its origin. */
export async function balance(t: TestContext, ports: number[]): Promise<string> {
  let turn = 0;

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const port = ports[turn++ % ports.length];
    const body = await request.toArray();
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headersDistinct))
      if (name !== 'host' && name !== 'connection') headers.set(name, (value ?? []).join(', '));
    headers.delete('content-length');
    const url = `http://127.0.0.1:${port}${request.url}`;
    const answer = await fetch(url, { method: 'POST', headers, body: Buffer.concat(body) });
    response.writeHead(answer.status).end(await answer.text());
  }

  const server = createServer((request, response) => void forward(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}
