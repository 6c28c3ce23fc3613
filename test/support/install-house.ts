import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { openTenban, type Tenban } from '../../src/app.ts';
import type { Config, SlackConfig } from '../../src/config.ts';
import { createSlackSimulator, type SlackSimulator } from '../../src/sandbox/slack/simulator.ts';
import type { Workspace } from '../../src/sandbox/slack/workspace.ts';
import { importSettings } from '../../src/transfer.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { recordingLog } from './log.ts';
import { nowhere } from './nowhere.ts';
import { databaseOfRun, shareTime } from './postgres.ts';
import { tempFolder } from './temp-folder.ts';

export const NOK = 'U0NOK';
export const LAN = 'U0LAN';
export const OPS = 'C0OPS';
const SIGNING_SECRET = 'slack-signing-secret-5e2a';
const BOT_TOKEN = 'xoxb-own-bot-token-77';
const OAUTH = {
  clientId: '100.200',
  clientSecret: 'slack-client-secret-41c9',
  stateSecret: 'slack-state-secret-90ab',
};

export type InstallHouse = {
  tenban: Tenban;
  config: Config;
  clock: FakeClock;
  slack: SlackSimulator;
  suan: Workspace;
  komachi: Workspace;
  lines: string[];
  /** Stops Tenban and opens it again on the same data, perhaps with other keys. */
  reopen(change?: Partial<Config>): Promise<Tenban>;
  settled(): Promise<void>;
};

/** A running Tenban into which workspaces install the app; three there are, the first with the token of the environment. */
export async function openInstallHouse(
  t: TestContext,
  { own = false, oauth = OAUTH }: { own?: boolean; oauth?: SlackConfig['oauth'] } = {},
): Promise<InstallHouse> {
  const fake = createFakeClock();
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const slack = createSlackSimulator({
    clock: fake,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    team: { id: 'T0OWN', name: 'Own' },
    burst: 20,
    oauth: {
      id: OAUTH.clientId,
      secret: OAUTH.clientSecret,
      redirectUris: [`${baseUrl}/slack/oauth_redirect`],
    },
  });
  const suan = slack.addWorkspace({ id: 'T0SUAN', name: 'Baan Suan' });
  const komachi = slack.addWorkspace({ id: 'T0KOMACHI', name: 'こまち' });
  for (const workspace of [slack, suan, komachi]) {
    for (const id of [NOK, LAN]) workspace.addUser({ id, name: id });
    workspace.addChannel({ id: OPS, name: 'ops', members: [NOK, LAN] });
  }
  const server = await slack.listen();
  const databaseUrl = await databaseOfRun();
  const { log, lines } = recordingLog();
  let config: Config = {
    mode: 'live',
    production: false,
    port,
    baseUrl,
    dataDir: tempFolder(t),
    databaseUrl,
    keys: [randomBytes(32)],
    defaults: { locale: 'en', timeZone: 'UTC' },
    line: null,
    slack: {
      botToken: own ? BOT_TOKEN : null,
      signingSecret: SIGNING_SECRET,
      appToken: null,
      oauth,
    },
    mail: null,
    urls: { ...nowhere, slack: server.url, slackLogin: server.url },
    logLevel: 'debug',
    metricsToken: null,
  };
  await importSettings(config, JSON.stringify(SETTINGS));
  const running = { tenban: await openTenban(config, { log, clock: fake }) };
  t.after(async () => {
    await running.tenban.stop();
    await server.close();
  });
  slack.connect(`${baseUrl}/slack/events`);
  return {
    get tenban() {
      return running.tenban;
    },
    get config() {
      return config;
    },
    clock: databaseUrl === null ? fake : await shareTime(t, databaseUrl, fake),
    slack,
    suan,
    komachi,
    lines,
    async reopen(change = {}) {
      await running.tenban.stop();
      config = { ...config, ...change };
      running.tenban = await openTenban(config, { log, clock: fake });
      return running.tenban;
    },
    settled: () => running.tenban.house.queue.settled(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const person = (id: string, teams: string[]) => ({
  id,
  name: id,
  roles: { 'baan-suan': 'owner' },
  identities: teams.map((team) => ({ platform: 'slack', team, id: NOK })),
});

const SETTINGS = {
  version: 1,
  shops: [{ id: 'baan-suan', name: 'Baan Suan', locale: 'en', timeZone: 'Asia/Bangkok' }],
  people: [person('Nok', ['T0OWN', 'T0SUAN'])],
  connections: [
    { id: 'suan-opn', shop: 'baan-suan', system: 'opn', secrets: { secretKey: 'skey_test_1' } },
  ],
};

/** Somebody's browser: cookies, redirects by hand, and what stands on the page. */
export function openBrowser(language = 'en') {
  const cookies = new Map<string, string>();

  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      'accept-language': language,
      ...(cookie && { cookie }),
      ...(init.method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  async function look(url: string): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await go(url);
    const text = await response.text();
    if (text.includes('installing.')) throw new Error(`a page lacks words: ${text}`);
    return { status: response.status, text, headers: response.headers };
  }

  return {
    cookies,
    look,
    /** Where "Add to Slack" leads. */
    async begin({ config }: InstallHouse): Promise<string> {
      const { text } = await look(`${config.baseUrl}/slack/install`);
      const href = /<a href="([^"]+)"/.exec(text)?.[1] ?? '';
      return href.replaceAll('&amp;', '&');
    },
    /** Decides on Slack's page; returns where Slack sends the browser. */
    async decide(url: string, form: { team: string; user?: string; decision?: string }) {
      const body = new URLSearchParams({ user: NOK, decision: 'allow', ...form }).toString();
      const response = await go(url, { method: 'POST', body });
      return response.headers.get('location') ?? '';
    },
  };
}

/** The whole way of somebody who installs the app; returns the page they end on. */
export async function install(house: InstallHouse, team: string, browser = openBrowser()) {
  const back = await browser.decide(await browser.begin(house), { team });
  const page = await browser.look(back);
  await house.settled();
  return { ...page, back };
}
