import type { Hono } from 'hono';
import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { Ledger } from './core/ledger.ts';
import type { Log } from './core/log.ts';
import { checkForm } from './engine/check-form.ts';
import { checkPolicy } from './engine/check-policy.ts';
import { webhookOf } from './engine/hooks.ts';
import type { House } from './engine/house.ts';
import { accept } from './engine/intake.ts';
import { createInstallDesk } from './engine/installations/desk.ts';
import { createVault, type Vault } from './engine/installations/vault.ts';
import { repairHeartbeats } from './engine/connections/heartbeat.ts';
import { startDues } from './engine/dues.ts';
import { offerFirstOwner } from './engine/linking/first-owner.ts';
import { pageOf } from './engine/pages.ts';
import { startForgetting } from './engine/retention.ts';
import { createTokens } from './engine/tokens.ts';
import { repairCycles } from './engine/runs/cycles.ts';
import { repairSchedules } from './engine/schedules/plan.ts';
import { takeUpWork } from './engine/work.ts';
import {
  commandsOf,
  dutiesOf,
  explainersOf,
  features,
  hooksOf,
  pagesOf,
  runsOf,
} from './features/index.ts';
import { listen } from './http/listen.ts';
import { addMedia } from './http/media.ts';
import { addPages } from './http/pages.ts';
import { createWeb } from './http/server.ts';
import { createWebhooks } from './http/webhooks.ts';
import { readLocales } from './i18n/locales.ts';
import { createWords } from './i18n/words.ts';
import { systemClock } from './lib/clock.ts';
import { createMetrics, type Metrics } from './lib/metrics.ts';
import { type Intake, type Opened, openPlatforms } from './platforms/index.ts';
import { connectOf, trialOf } from './open-clients.ts';
import { openStores, secretBoxOf, type Stores } from './stores.ts';

/** What may be put in the place of the real thing: time by tests, a ledger that dies on command by fault tests. */
export type Parts = {
  log: Log;
  clock?: Clock;
  wrapLedger?(ledger: Ledger): Ledger;
  pages?(web: Hono): void;
};

export type Tenban = {
  house: House;
  port: number;
  /** Makes whoever types it the first owner; null when there is one. For the console, never for a log. */
  ownerCode: string | null;
  stop(): Promise<void>;
};

/** Opens everything and listens. Nothing is decided here: each line hands one part to another. */
export async function openTenban(config: Config, parts: Parts): Promise<Tenban> {
  const opened = await openHouse(config, parts);
  const { house, stores, platforms } = opened;
  takeUpWork(house);
  const { webhooks, web } = serve(config, opened);
  parts.pages?.(web);
  const { port, close } = await listen({ webhooks, web }, config.port, house.clock);
  await house.queue.start();
  const intake = intakeOf(house);
  const sockets = await Promise.all(
    platforms.flatMap(({ connect }) => (connect === undefined ? [] : [connect(intake)])),
  );
  const stopForgetting = startForgetting(house);
  await repairCycles(house);
  await repairSchedules(house);
  await repairHeartbeats(house);
  const stopDues = startDues(house);
  const owner = config.mode === 'live' ? await offerFirstOwner(house) : null;
  return {
    house,
    port,
    ownerCode: owner?.code ?? null,
    async stop() {
      stopForgetting();
      stopDues();
      await Promise.all(sockets.map((socket) => socket.stop()));
      await close();
      await house.queue.stop();
      await stores.close();
    },
  };
}

type OpenedHouse = {
  house: House;
  stores: Pick<Stores, 'close'>;
  platforms: Opened[];
  metrics: Metrics;
  vault: Vault;
};

/** Stores, platforms and clients, put together as what the engine works with. */
async function openHouse(
  config: Config,
  { log, clock = systemClock, wrapLedger }: Parts,
): Promise<OpenedHouse> {
  const { settings, ledger, queue, ...stores } = await openStores(config, {
    clock,
    log,
    wrapLedger,
  });
  await checkPolicy(settings, log).catch((error: unknown) => refuse(stores, error));
  const metrics = createMetrics();
  const sealBox = secretBoxOf(config.keys);
  const vault = createVault({ ledger, box: sealBox, log });
  await vault.renew();
  const platforms = await openPlatforms(config, { clock, log, tokensOf: vault.tokensOf });
  const house: House = {
    clock,
    ledger,
    settings,
    queue,
    log,
    words: createWords(readLocales(), { log }),
    tokens: createTokens(config.keys),
    platforms: new Map(platforms.map(({ platform }) => [platform.id, platform])),
    commands: commandsOf(features),
    runs: runsOf(features),
    explainers: explainersOf(features),
    duties: dutiesOf(features),
    counts: stores.counts,
    baseUrl: config.baseUrl.replace(/\/$/, ''),
    connect: connectOf(config, { settings, ledger, clock, log, metrics }),
    trial: trialOf(config, { settings, clock, log, metrics }),
    sealBox,
    defaults: config.defaults,
  };
  return { house, stores, platforms, metrics, vault };
}

/** Everything that is reached from outside: webhooks ahead of the pages. */
function serve(config: Config, { house, platforms, metrics, vault }: OpenedHouse) {
  const { log, clock, ledger } = house;
  const intake = intakeOf(house);
  const web = createWeb({
    log,
    metrics,
    metricsToken: config.metricsToken,
    production: config.production,
    ready: () => ledger.check(),
    counts: house.counts,
  });
  const ofPlatforms = platforms.map(({ webhook }) => webhook(intake));
  const webhooks = createWebhooks({
    log,
    metrics,
    webhooks: [
      ...ofPlatforms.filter((webhook) => webhook !== null),
      ...hooksOf(features).map((hook) => webhookOf(house, hook)),
    ],
  });
  addMedia(web, { files: ledger.files, clock });
  const desk = createInstallDesk(house, vault);
  const pages = [
    ...platforms.flatMap(({ pages }) => pages?.(desk) ?? []),
    ...pagesOf(features).map((page) => pageOf(house, page)),
  ];
  addPages(web, pages, clock);
  return { web, webhooks };
}

/** What was opened is closed before a refusal to start is told. */
async function refuse(stores: { close(): Promise<void> }, error: unknown): Promise<never> {
  await stores.close();
  throw error;
}

function intakeOf(house: House): Intake {
  return {
    accept: (platform, body) => accept(house, platform, body),
    checkForm: (form) => checkForm(house, form),
  };
}
