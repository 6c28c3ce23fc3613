import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Inbound } from '../../src/core/platform.ts';
import { createSlack, type Slack } from '../../src/platforms/slack/platform.ts';
import { createSlackSimulator } from '../../src/sandbox/slack/simulator.ts';
import { createFakeClock } from './fake-clock.ts';
import { silentLog } from './line-house.ts';

export { closedOrigin, silentLog, until } from './line-house.ts';

export const TEAM = 'T0SUAN';
export const NOK = 'U0NOK';
export const LAN = 'U0LAN';
/** A channel with the bot, one without, and two people's own talk. */
export const SHOP = 'C0SHOP';
export const ELSEWHERE = 'C0ELSE';
export const THEIRS = 'D0THEIRS';
export const BOT = 'U0BOT';
export const SECRET = 'signing-secret';
export const BOT_TOKEN = 'xoxb-tenban';
export const APP_TOKEN = 'xapp-tenban';

/** The simulated Slack with two people and three channels, and Tenban's platform talking to it through the real SDK. */
export async function openSlack(test: TestContext, { burst = 20 }: { burst?: number } = {}) {
  const clock = createFakeClock();
  const simulator = createSlackSimulator({
    clock,
    signingSecret: SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    team: { id: TEAM, name: 'Baan Suan' },
    bot: BOT,
    burst,
    oauth: { id: 'client', secret: 'client-secret' },
  });
  simulator.addUser({ id: NOK, name: 'Nok', locale: 'th-TH' });
  simulator.addUser({ id: LAN, name: 'Lan' });
  simulator.addChannel({ id: SHOP, name: 'ร้านบ้านสวน', members: [NOK, LAN] });
  simulator.addChannel({ id: ELSEWHERE, name: 'elsewhere', members: [NOK], bot: false });
  simulator.addChannel({ id: THEIRS, name: 'directmessage', members: [NOK, LAN], bot: false });
  const { url, close } = await simulator.listen();
  test.after(close);
  const slack = createSlack({
    signingSecret: SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    baseURL: url,
    clock,
    log: silentLog,
    pingTimeout: 60,
  });
  return { clock, simulator, slack, url };
}

/** An inbox to which every form is welcome. */
export function intakeOf(accept: (body: Uint8Array) => Promise<void>) {
  return { accept, checkForm: async () => null };
}

export type Received = { body: Buffer; headers: Headers; at: number };
type Answer = number | 'hang' | { status: number; body: string; headers?: Record<string, string> };

/** Stands for Tenban's address: verifies, stores into `received`, and answers, unless told to answer otherwise. */
export async function openAddress(test: TestContext, slack: Slack, now: () => number) {
  const received: Received[] = [];
  const stored: Inbound[] = [];
  const answers: Answer[] = [];
  const accept = async (body: Uint8Array): Promise<void> => {
    for (const event of slack.events(body)) stored.push(slack.parse(event.body, now()));
  };

  async function take({ body, headers }: Received): Promise<Exclude<Answer, 'hang'>> {
    if (!slack.verify(body, headers)) return 401;
    const { type, ...answer } = await slack.receive(body, headers, intakeOf(accept));
    return { ...answer, ...(type && { headers: { 'content-type': type } }) };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request));
    const pairs = Object.entries(request.headers);
    const headers = new Headers(pairs.map(([name, value]) => [name, String(value)]));
    const entry = { body, headers, at: now() };
    received.push(entry);
    const told = answers.shift() ?? (await take(entry));
    if (told === 'hang') return;
    if (typeof told === 'number') response.writeHead(told).end();
    else response.writeHead(told.status, told.headers).end(told.body);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/slack/events`, received, stored, answers };
}

/** Slack's simulator connected to Tenban's platform at an address. */
export async function openTalk(test: TestContext, options: { burst?: number } = {}) {
  const house = await openSlack(test, options);
  const now = (): number => house.clock.now().epochMilliseconds;
  const address = await openAddress(test, house.slack, now);
  house.simulator.connect(address.url);
  return { ...house, address, now };
}
