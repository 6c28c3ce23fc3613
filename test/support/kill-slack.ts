import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { systemClock } from '../../src/lib/clock.ts';
import { createOpnSimulator } from '../../src/sandbox/opn/simulator.ts';
import { createSlackSimulator } from '../../src/sandbox/slack/simulator.ts';
import type { SentInteraction } from '../../src/sandbox/slack/types.ts';
import { importSettings } from '../../src/transfer.ts';
import { until } from './kill-world.ts';
import { nowhere } from './nowhere.ts';
import { last, words } from './slack-talk.ts';

export { arm as killAt } from './kill-world.ts';

const TEAM = 'T0KILL';
const USER = 'U0NOK';
const CHANNEL = 'C0OPS';
const KEY = 'skey_test_kill0001';

/** Slack and Opn outside, in real time: they outlive every process of Tenban. */
export async function openSlackWorld(t: TestContext) {
  const opn = createOpnSimulator({
    clock: systemClock,
    keys: { [KEY]: { account: 'a', country: 'TH', currency: 'THB' } },
  });
  const secrets = { signingSecret: 'kill-signing-secret', botToken: 'xoxb-kill' };
  const team = { id: TEAM, name: 'A' };
  const slack = createSlackSimulator({ clock: systemClock, ...secrets, team, burst: 20 });
  slack.addUser({ id: USER, name: 'Nok' });
  slack.addChannel({ id: CHANNEL, name: 'ops', members: [USER] });
  const [opnServer, slackServer] = await Promise.all([opn.listen(0), slack.listen()]);
  t.after(() => Promise.all([opnServer.close(), slackServer.close()]));
  const dataDir = mkdtempSync(join(tmpdir(), 'tenban-kill-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const key = randomBytes(32);
  const config = {
    mode: 'live',
    production: false,
    port: 0,
    baseUrl: 'http://localhost',
    dataDir,
    databaseUrl: null,
    key: key.toString('base64'),
    defaults: { locale: 'en', timeZone: 'UTC' },
    line: null,
    slack: { ...secrets, appToken: null, oauth: null },
    mail: null,
    urls: { ...nowhere, line: 'http://127.0.0.1:9', slack: slackServer.url, opn: opnServer.url },
    logLevel: 'silent',
    metricsToken: null,
  };
  await importSettings({ dataDir, databaseUrl: null, keys: [key] }, JSON.stringify(settings));
  return { opn, slack, config };
}

const settings = {
  version: 1,
  shops: [{ id: 'a', name: 'A', locale: 'en', timeZone: 'Asia/Bangkok' }],
  people: [
    {
      id: 'nok',
      name: 'Nok',
      roles: { a: 'owner' },
      identities: [{ platform: 'slack', team: TEAM, id: USER }],
    },
  ],
  connections: [
    {
      id: 'a-opn',
      shop: 'a',
      system: 'opn',
      secrets: { secretKey: KEY },
      options: { settleSeconds: 1 },
    },
  ],
};

export type SlackWorld = Awaited<ReturnType<typeof openSlackWorld>>;

export async function startChild(
  t: TestContext,
  { config, slack }: SlackWorld,
): Promise<ChildProcess> {
  const child = fork(new URL('./kill-child.ts', import.meta.url), [JSON.stringify(config)]);
  t.after(() => child.kill('SIGKILL'));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', (code) => reject(new Error(`Tenban ended with ${code}`)));
  });
  slack.connect(`http://127.0.0.1:${port}/slack/events`);
  return child;
}

/** How many messages of the channel say this. */
export function said({ slack }: SlackWorld, what: string): number {
  return slack.channel(CHANNEL).filter((message) => words(message).includes(what)).length;
}

export async function previewed(world: SlackWorld): Promise<{ charge: string; ts: string }> {
  const { id } = world.opn.seed('a', { amount: 150_000, currency: 'THB' });
  await world.slack.command(USER, CHANNEL, `refund ${id} 500 damaged`);
  await until('the preview is shown', () => said(world, 'Check this refund') > 0);
  return { charge: id, ts: last(world.slack.channel(CHANNEL)).ts };
}

/** Rejects when the card has lost its button. */
export function tap({ slack }: SlackWorld, ts: string): Promise<SentInteraction> {
  return slack.click(USER, CHANNEL, ts, 'Refund ฿500.00');
}
