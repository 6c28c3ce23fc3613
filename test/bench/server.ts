import { createServer, type RequestListener } from 'node:http';
import { middleware } from '@line/bot-sdk';
import { openTenban } from '../../src/app.ts';
import { createLog } from '../../src/lib/log.ts';

/**
 * One of the servers that are compared, in a process of its own: `bare` reads the body and answers, `line-sdk` is LINE's own
 * middleware, which verifies and parses and stores nothing, `tenban` verifies and stores before it answers.
 */
const [kind = 'bare', json = '{}'] = process.argv.slice(2);
const config = JSON.parse(json);

const port = kind === 'tenban' ? await tenban() : await plain(kind === 'bare' ? bare : lineSdk());
process.send?.({ port });
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));

async function tenban(): Promise<number> {
  const opened = await openTenban(
    { ...config, keys: [Buffer.alloc(32, 1)] },
    { log: createLog('silent') },
  );
  return opened.port;
}

function plain(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function bare(...[incoming, outgoing]: Parameters<RequestListener>): void {
  incoming.resume();
  incoming.on('end', () => outgoing.end('{}'));
}

function lineSdk(): RequestListener {
  const verify = middleware({ channelSecret: config.line.channelSecret });
  return (incoming, outgoing) => {
    // Typed for Express, but it reads the plain request and needs nothing else of it.
    const request = Object.assign(incoming, { body: undefined });
    void verify(request, outgoing, (error?: Error) => {
      outgoing.statusCode = error === undefined ? 200 : 401;
      outgoing.end('{}');
    });
  };
}
