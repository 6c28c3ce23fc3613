import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Log } from '../../src/core/log.ts';
import { createLine } from '../../src/platforms/line/platform.ts';
import { createLineSimulator } from '../../src/sandbox/line/simulator.ts';
import { createFakeClock } from './fake-clock.ts';

export const NOK = `U${'a'.repeat(32)}`;
export const LAN = `U${'b'.repeat(32)}`;
export const GROUP = `C${'c'.repeat(32)}`;
export const BOT = `U${'0'.repeat(32)}`;
export const SECRET = 'channel-secret';
export const TOKEN = 'channel-token';

export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};

/** The simulated LINE with two people and a group, and Tenban's platform talking to it through the real SDK. */
export async function openLine(test: TestContext, options: { quota?: number } = {}) {
  const clock = createFakeClock();
  const simulator = createLineSimulator({
    clock,
    channelSecret: SECRET,
    accessToken: TOKEN,
    destination: BOT,
    ...options,
  });
  simulator.addUser({ id: NOK, name: 'Nok', language: 'th' });
  simulator.addUser({ id: LAN, name: 'Lan' });
  simulator.addGroup({ id: GROUP, name: 'ร้านบ้านสวน', members: [NOK, LAN] });
  const { url, close } = await simulator.listen();
  test.after(close);
  const line = createLine({
    channelSecret: SECRET,
    accessToken: TOKEN,
    baseURL: url,
    clock,
    log: silentLog,
  });
  return { clock, simulator, line, url };
}

export type Received = { body: Buffer; signature: string | undefined; at: number };

/** Stands for Tenban's webhook: keeps what arrives and answers what it is told to. `hang` answers never. */
export async function openWebhook(test: TestContext, now: () => number) {
  const received: Received[] = [];
  const answers: (number | 'hang')[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = request.headers['x-line-signature'];
      received.push({ body: Buffer.concat(chunks), signature: String(signature), at: now() });
      const answer = answers.shift() ?? 200;
      if (answer !== 'hang') response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/line/webhook`, received, answers };
}

/** An origin where nobody listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Waits, turn by turn of the event loop, until something holds; fails after about a second. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000; turn += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('What the test waits for did not happen.');
}
