import type { Hono } from 'hono';
import { clients } from './clients/index.ts';
import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { Ledger } from './core/ledger.ts';
import type { Log } from './core/log.ts';
import { createConnect } from './engine/connect.ts';
import type { House } from './engine/house.ts';
import { accept } from './engine/intake.ts';
import { startForgetting } from './engine/retention.ts';
import { createTokens } from './engine/tokens.ts';
import { takeUpWork } from './engine/work.ts';
import { commandsOf, features } from './features/index.ts';
import { listen } from './http/listen.ts';
import { createWeb } from './http/server.ts';
import { readLocales } from './i18n/locales.ts';
import { createWords } from './i18n/words.ts';
import { systemClock } from './lib/clock.ts';
import { createMetrics } from './lib/metrics.ts';
import { type Accept, openPlatforms } from './platforms/index.ts';
import { openStores } from './stores.ts';

/** What may be put in the place of the real thing: time by tests, a ledger that dies on command by fault tests. */
export type Parts = {
  log: Log;
  clock?: Clock;
  wrapLedger?(ledger: Ledger): Ledger;
  pages?(web: Hono): void;
};

export type Tenban = { house: House; port: number; stop(): Promise<void> };

/** Opens everything and listens. Nothing is decided here: each line hands one part to another. */
export async function openTenban(config: Config, parts: Parts): Promise<Tenban> {
  const { log, clock = systemClock } = parts;
  const { wrapLedger } = parts;
  const { settings, ledger, queue, ...stores } = await openStores(config, {
    clock,
    log,
    wrapLedger,
  });
  const metrics = createMetrics();
  const opened = await openPlatforms(config, { clock, log });
  const { urls } = config;
  const connect = createConnect(settings, (system) => {
    const make = clients[system];
    return make === undefined
      ? null
      : (connection, secrets) => make({ connection, secrets, urls, log, observe: metrics.call });
  });
  const house: House = {
    clock,
    ledger,
    settings,
    queue,
    log,
    words: createWords(readLocales(), { log }),
    tokens: createTokens(config.keys),
    platforms: new Map(opened.map(({ platform }) => [platform.id, platform])),
    commands: commandsOf(features),
    connect,
    defaults: config.defaults,
  };
  takeUpWork(house);
  const into: Accept = (platform, body) => accept(house, platform, body);
  const web = createWeb({
    log,
    metrics,
    metricsToken: config.metricsToken,
    production: config.production,
    ready: () => ledger.check(),
    counts: stores.counts,
    webhooks: opened.map(({ webhook }) => webhook(into)).filter((webhook) => webhook !== null),
  });
  parts.pages?.(web);
  const { port, close } = await listen(web, config.port, clock);
  await queue.start();
  const connects = opened.flatMap(({ connect: open }) => (open === undefined ? [] : [open(into)]));
  const sockets = await Promise.all(connects);
  const stopForgetting = startForgetting(house);
  return {
    house,
    port,
    async stop() {
      stopForgetting();
      await Promise.all(sockets.map((socket) => socket.stop()));
      await close();
      await queue.stop();
      await stores.close();
    },
  };
}
