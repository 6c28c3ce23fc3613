import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Tenban } from '../app.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { systemClock } from '../lib/clock.ts';
import { createLineSimulator, type LineSimulator } from './line/simulator.ts';
import { createOpnSimulator, type OpnSimulator } from './opn/simulator.ts';
import { createPages } from './page/pages.ts';
import {
  accountsOf,
  plantCharges,
  plantPeople,
  settingsOf,
  type ShopKeys,
  SHOPS,
} from './seeds.ts';
import { BOT, SEATS } from './seeds/people.ts';

export type SandboxParts = {
  log: Log;
  /** Opens Tenban itself: the sandbox stands outside and is handed it. */
  open(config: Config, parts: { log: Log; pages(web: Hono): void }): Promise<Tenban>;
  /** Keeps a second process off a folder; returns how to let go of it. */
  lock(folder: string): () => void;
  clock?: Clock;
};

/** LINE's free plan, so that a used-up quota can be seen. */
const QUOTA = 300;

/**
 * Opens Tenban with simulators in the place of LINE and Opn, new shops and an empty folder: a sandbox remembers nothing,
 * because its simulators do not. Stopping it stops them too.
 */
export async function openSandbox(config: Config, parts: SandboxParts): Promise<Tenban> {
  const { log, open, lock, clock = systemClock } = parts;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const unlock = lock(config.dataDir);
  const dataDir = emptyFolder(join(config.dataDir, 'sandbox'));
  const keys = Object.fromEntries(SHOPS.map(({ shop }) => [shop.id, `skey_test_${secret(10)}`]));
  const channel = { channelSecret: secret(16), accessToken: secret(32) };
  const line = createLineSimulator({ clock, ...channel, destination: BOT, quota: QUOTA });
  const opn = createOpnSimulator({ clock, keys: accountsOf(keys) });
  plantPeople(line);
  plantCharges(opn, clock.now().epochMilliseconds);
  writeSettings(dataDir, keys);
  const servers = await listen(line, opn);
  const pages = createPages({
    line,
    opn,
    clock,
    shops: SHOPS,
    seats: SEATS,
    baseUrl: config.baseUrl,
  });
  const inside: Config = {
    ...config,
    dataDir,
    keys: [new Uint8Array(randomBytes(32))],
    line: channel,
    urls: { ...config.urls, line: servers.line.url, opn: servers.opn.url },
  };
  try {
    const tenban = await open(inside, { log, pages: pages.mount });
    line.webhook(`http://127.0.0.1:${tenban.port}/line/webhook`);
    return { ...tenban, stop: () => stopAll(tenban) };
  } catch (error) {
    await servers.close();
    unlock();
    throw error;
  }

  async function stopAll(tenban: Tenban): Promise<void> {
    pages.close();
    await tenban.stop();
    await servers.close();
    unlock();
  }
}

function emptyFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function writeSettings(folder: string, keys: ShopKeys): void {
  const json = `${JSON.stringify(settingsOf(keys), null, 2)}\n`;
  writeFileSync(join(folder, 'settings.json'), json, { mode: 0o600 });
}

async function listen(line: LineSimulator, opn: OpnSimulator) {
  const [lineServer, opnServer] = await Promise.all([line.listen(0), opn.listen(0)]);
  return {
    line: lineServer,
    opn: opnServer,
    async close() {
      await Promise.all([lineServer.close(), opnServer.close()]);
    },
  };
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
