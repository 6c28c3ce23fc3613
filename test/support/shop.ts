import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openTenban, type Parts, type Tenban } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import type { Locale } from '../../src/core/settings.ts';
import { createLineSimulator, type LineSimulator } from '../../src/sandbox/line/simulator.ts';
import type { ChatEntry } from '../../src/sandbox/line/types.ts';
import { createSlackSimulator, type SlackSimulator } from '../../src/sandbox/slack/simulator.ts';
import { createOpnSimulator, type OpnSimulator } from '../../src/sandbox/opn/simulator.ts';
import { importSettings } from '../../src/transfer.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { buttonsOf, textOf } from './line-message.ts';
import { nowhere } from './nowhere.ts';
import { recordingLog } from './log.ts';
import { databaseOfRun, shareTime } from './postgres.ts';

export const OPERATOR = `U${'1'.repeat(32)}`;
export const COLLEAGUE = `U${'2'.repeat(32)}`;
export const VIEWER = `U${'3'.repeat(32)}`;
export const STRANGER = `U${'4'.repeat(32)}`;
export const RIVAL = `U${'5'.repeat(32)}`;
export const GROUP = `C${'6'.repeat(32)}`;
export const SECRET_KEY = 'skey_test_baansuan0001';
export const RIVAL_KEY = 'skey_test_rival0000001';
export const TEAM = 'T0SUAN';
export const SLACK_OPERATOR = 'U0NOK';
export const SLACK_COLLEAGUE = 'U0LEK';
export const SLACK_VIEWER = 'U0MAI';
export const SLACK_STRANGER = 'U0WHO';
export const CHANNEL = 'C0OPS';
const SIGNING_SECRET = 'slack-signing-secret-5e2a';
const BOT_TOKEN = 'xoxb-slack-bot-token-77';
const APP_TOKEN = 'xapp-slack-app-token-31';
const CHANNEL_SECRET = 'line-channel-secret-7f3a';
const ACCESS_TOKEN = 'line-access-token-9c1d';

export type Options = {
  locale?: Locale;
  people?: boolean;
  socket?: boolean;
  clock?: FakeClock;
  /** Messages LINE lets us send in a month. */
  quota?: number;
  mail?: Config['mail'];
  /** A PostgreSQL database to run on, empty or with what another shop left there. */
  databaseUrl?: string;
  /** Other remote systems, and what connects the first shop to them. */
  urls?: Partial<Config['urls']>;
  connections?: readonly object[];
  /** Credentials of the integrator, by system. */
  apps?: Record<string, object>;
} & Partial<Parts>;

/** A running Tenban with one shop, real HTTP to the simulators, and time that moves by hand. */
export type TestShop = {
  tenban: Tenban;
  clock: FakeClock;
  line: LineSimulator;
  slack: SlackSimulator;
  opn: OpnSimulator;
  config: Config;
  /** Everything logged so far. */
  lines: string[];
  /** Says something and returns what Tenban answers, once nothing is left to do. */
  say(text: string, user?: string, group?: string): Promise<Answer[]>;
  /** Taps the button with this label in the newest message that has one. */
  tap(label: string | RegExp, user?: string, group?: string): Promise<Answer[]>;
  /** Waits until nothing is due, and returns what was said since the last look. */
  hear(user?: string): Promise<Answer[]>;
  /** Moves time and lets what is due happen. */
  pass(ms: number): Promise<void>;
  webhookUrl: string;
};

export type Answer = {
  entry: ChatEntry;
  text: string;
  buttons: { label: string; data: string | null }[];
};

export async function openShop(t: TestContext, options: Options = {}): Promise<TestShop> {
  const {
    locale = 'en',
    people = true,
    socket = false,
    quota,
    mail = null,
    clock: fake = createFakeClock(),
    databaseUrl = await databaseOfRun(),
    urls = {},
    connections = [],
    apps = {},
    ...parts
  } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'tenban-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const opn = createOpnSimulator({
    clock: fake,
    keys: {
      [SECRET_KEY]: { account: 'acct-baan-suan', country: 'TH', currency: 'THB' },
      [RIVAL_KEY]: { account: 'acct-rival', country: 'TH', currency: 'THB' },
    },
  });
  const line = createLineSimulator({
    clock: fake,
    channelSecret: CHANNEL_SECRET,
    accessToken: ACCESS_TOKEN,
    destination: `U${'0'.repeat(32)}`,
    ...(quota !== undefined && { quota }),
  });
  for (const id of [OPERATOR, COLLEAGUE, VIEWER, STRANGER, RIVAL])
    line.addUser({ id, name: id.slice(0, 3), language: locale });
  line.addGroup({ id: GROUP, name: 'Ops', members: [OPERATOR, COLLEAGUE, VIEWER, STRANGER] });
  const slack = openSlack(fake, locale);
  const [opnServer, lineServer, slackServer] = await Promise.all([
    opn.listen(0),
    line.listen(),
    slack.listen(),
  ]);
  let running: Tenban | null = null;
  t.after(async () => {
    await running?.stop();
    await Promise.all([opnServer.close(), lineServer.close(), slackServer.close()]);
  });
  const config: Config = {
    mode: 'live',
    production: false,
    port: 0,
    baseUrl: 'http://localhost',
    dataDir,
    databaseUrl,
    keys: [randomBytes(32)],
    defaults: { locale, timeZone: 'UTC' },
    line: { channelSecret: CHANNEL_SECRET, accessToken: ACCESS_TOKEN },
    slack: {
      botToken: BOT_TOKEN,
      signingSecret: SIGNING_SECRET,
      appToken: socket ? APP_TOKEN : null,
      oauth: null,
    },
    mail,
    urls: { ...nowhere, ...urls, line: lineServer.url, slack: slackServer.url, opn: opnServer.url },
    logLevel: 'debug',
    metricsToken: null,
  };
  await importSettings(
    config,
    JSON.stringify({ ...withConnections(settingsFile(locale, people), connections), apps }),
  );
  const { log, lines } = recordingLog();
  const tenban = await openTenban(config, { log, clock: fake, ...parts });
  running = tenban;
  const clock = databaseUrl === null ? fake : await shareTime(t, databaseUrl, fake);
  const webhookUrl = `http://127.0.0.1:${tenban.port}/line/webhook`;
  line.webhook(webhookUrl);
  slack.connect(`http://127.0.0.1:${tenban.port}/slack/events`);
  const heard = new Map<string, number>();

  async function hear(conversation = OPERATOR): Promise<Answer[]> {
    await tenban.house.queue.settled();
    const chat = line.chat(conversation);
    const fresh = chat.slice(heard.get(conversation) ?? 0);
    heard.set(conversation, chat.length);
    return fresh
      .filter(({ user }) => user === null)
      .map((entry) => ({ entry, text: textOf(entry.message), buttons: buttonsOf(entry.message) }));
  }

  return {
    tenban,
    clock,
    line,
    slack,
    opn,
    config,
    lines,
    webhookUrl,
    hear,
    async say(text, user = OPERATOR, group) {
      await line.say(user, text, group === undefined ? {} : { group });
      return hear(group ?? user);
    },
    async tap(label, user = OPERATOR, group) {
      const button = findButton(line.chat(group ?? user), label);
      await line.tap(user, button.data, {
        label: button.label,
        ...(group !== undefined && { group }),
      });
      return hear(group ?? user);
    },
    async pass(ms) {
      // A database on the network answers only between the steps.
      const step = databaseUrl === null ? ms : Math.max(1_000, ms / 100);
      for (let passed = 0; passed < ms; passed += step) {
        await clock.advance(Math.min(step, ms - passed));
        await tenban.house.queue.settled();
      }
    },
  };
}

/** The newest button with this label. */
export function findButton(
  chat: ChatEntry[],
  label: string | RegExp,
): { label: string; data: string } {
  const buttons = chat.flatMap(({ message }) => buttonsOf(message)).toReversed();
  const found = buttons.find((button) =>
    typeof label === 'string' ? button.label === label : label.test(button.label),
  );
  if (found === undefined || found.data === null)
    throw new Error(
      `no button ${label}; there are: ${buttons.map((button) => button.label).join(', ')}`,
    );
  return { label: found.label, data: found.data };
}

function openSlack(clock: FakeClock, locale: Locale): SlackSimulator {
  const slack = createSlackSimulator({
    clock,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    team: { id: TEAM, name: 'Baan Suan' },
    burst: 20,
  });
  const users = [SLACK_OPERATOR, SLACK_COLLEAGUE, SLACK_VIEWER, SLACK_STRANGER];
  for (const id of users) slack.addUser({ id, name: id, locale });
  slack.addChannel({ id: CHANNEL, name: 'ops', members: users });
  return slack;
}

function settingsFile(locale: Locale, people: boolean) {
  const person = (id: string, accounts: string[], roles: Record<string, string>) => ({
    id,
    name: id,
    locale,
    roles,
    identities: accounts.map((account) =>
      account.length < 10
        ? { platform: 'slack', team: TEAM, id: account }
        : { platform: 'line', id: account },
    ),
  });
  return {
    version: 1,
    shops: [
      { id: 'baan-suan', name: 'Baan Suan', locale, timeZone: 'Asia/Bangkok' },
      { id: 'rival', name: 'Rival', locale, timeZone: 'Asia/Bangkok' },
    ],
    people: people
      ? [
          person('Nok', [OPERATOR, SLACK_OPERATOR], { 'baan-suan': 'owner' }),
          person('Lek', [COLLEAGUE, SLACK_COLLEAGUE], { 'baan-suan': 'operator' }),
          person('Mai', [VIEWER, SLACK_VIEWER], { 'baan-suan': 'viewer' }),
          person('Rin', [RIVAL], { rival: 'owner' }),
        ]
      : [],
    connections: [
      { id: 'baan-suan-opn', shop: 'baan-suan', system: 'opn', secrets: { secretKey: SECRET_KEY } },
      { id: 'rival-opn', shop: 'rival', system: 'opn', secrets: { secretKey: RIVAL_KEY } },
    ],
  };
}

function withConnections(file: ReturnType<typeof settingsFile>, more: readonly object[]): object {
  return { ...file, connections: [...file.connections, ...more] };
}
