import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A way to a server that can be cut: connections end and new ones are refused, as when the server is away. */
export type Cuttable = { url: string; cut(): void; mend(): void };

export async function cuttable(t: TestContext, url: string): Promise<Cuttable> {
  const target = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;

  const server = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const through = new URL(url);
  through.port = typeof address === 'object' && address !== null ? `${address.port}` : '';
  t.after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return {
    url: through.href,
    cut() {
      isCut = true;
      for (const socket of open) socket.resetAndDestroy();
    },
    mend() {
      isCut = false;
    },
  };
}
