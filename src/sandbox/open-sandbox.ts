import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Tenban } from '../app.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { SettingsFile } from '../core/settings.ts';
import { systemClock } from '../lib/clock.ts';
import { createPages } from './page/pages.ts';
import { openRemotes } from './remotes.ts';
import { heldCharges, settingsOf, SHOPS } from './seeds.ts';
import { SEATS } from './seeds/people.ts';

export type SandboxParts = {
  log: Log;
  /** Opens Tenban itself: the sandbox stands outside and is handed it. */
  open(config: Config, parts: { log: Log; pages(web: Hono): void }): Promise<Tenban>;
  /** Keeps a second process off a folder; returns how to let go of it. */
  lock(folder: string): () => void;
  clock?: Clock;
};

/**
 * Opens Tenban with simulators in the place of every remote system, new shops and an empty folder: a sandbox remembers
 * nothing, because its simulators do not. Stopping it stops them too.
 */
export async function openSandbox(config: Config, parts: SandboxParts): Promise<Tenban> {
  const { log, open, lock, clock = systemClock } = parts;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const unlock = lock(config.dataDir);
  const dataDir = emptyFolder(join(config.dataDir, 'sandbox'));
  const remotes = await openRemotes(clock, config.baseUrl);
  const { line, slack, opn, pairs, keys, access } = remotes;
  writeSettings(dataDir, settingsOf(keys, pairs));
  const { baseUrl } = config;
  const pages = createPages({
    line,
    slack,
    opn,
    pairs,
    clock,
    shops: SHOPS,
    seats: SEATS,
    baseUrl,
  });
  const inside: Config = {
    ...config,
    dataDir,
    databaseUrl: null,
    // Nothing that is tried out here leaves the machine.
    mail: null,
    keys: [new Uint8Array(randomBytes(32))],
    ...access,
    urls: { ...config.urls, ...access.urls },
  };
  try {
    const tenban = await open(inside, { log, pages: pages.mount });
    remotes.connect(tenban.port);
    for (const pair of pairs) pair.connect?.({ settings: tenban.house.settings });
    await watchHolds(tenban, clock);
    return { ...tenban, stop: () => stopAll(tenban) };
  } catch (error) {
    await remotes.close();
    unlock();
    throw error;
  }

  async function stopAll(tenban: Tenban): Promise<void> {
    pages.close();
    await tenban.stop();
    await remotes.close();
    unlock();
  }
}

/** As if somebody had looked at every hold before: those that lapse soon are reminded of at once. */
async function watchHolds({ house }: Tenban, clock: Clock): Promise<void> {
  const at = clock.now().epochMilliseconds;
  await house.ledger.write(async (tx) => {
    for (const { shop, charge } of heldCharges()) {
      const payload = { shop, given: { charge } };
      await tx.dues.put({
        key: `authorisation:${shop}:${charge}`,
        kind: 'authorisation',
        at,
        payload,
      });
    }
  });
}

function emptyFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function writeSettings(folder: string, settings: SettingsFile): void {
  const json = `${JSON.stringify(settings, null, 2)}\n`;
  writeFileSync(join(folder, 'settings.json'), json, { mode: 0o600 });
}
