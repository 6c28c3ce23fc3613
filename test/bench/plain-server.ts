import { createServer, type RequestListener } from 'node:http';
import { middleware } from '@line/bot-sdk';
import { CHANNEL_SECRET } from './line-events.ts';

/**
 * What Tenban's intake is compared with: `bare` reads the body and answers, `line-sdk` is LINE's own middleware, which
 * verifies and parses and stores nothing.
 */
const [kind = 'bare'] = process.argv.slice(2);

const server = createServer(kind === 'line-sdk' ? lineSdk() : bare);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(`listens on port ${port}`);
});

function bare(...[incoming, outgoing]: Parameters<RequestListener>): void {
  incoming.resume();
  incoming.on('end', () => outgoing.end('{}'));
}

function lineSdk(): RequestListener {
  const verify = middleware({ channelSecret: CHANNEL_SECRET });
  return (incoming, outgoing) => {
    // Typed for Express, but it reads the plain request and needs nothing else of it.
    const request = Object.assign(incoming, { body: undefined });
    void verify(request, outgoing, (error?: Error) => {
      outgoing.statusCode = error === undefined ? 200 : 401;
      outgoing.end('{}');
    });
  };
}
