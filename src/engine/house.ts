import type { AnyCommand, AnyShopCommand } from '../core/command.ts';
import type { SealBox, Trial } from '../core/connecting.ts';
import type { Clock } from '../core/clock.ts';
import type { Ledger } from '../core/ledger.ts';
import type { Log } from '../core/log.ts';
import type { Platform } from '../core/platform.ts';
import type { Queue } from '../core/queue.ts';
import type { JobCounts } from '../core/jobs.ts';
import type { AnyDuty } from '../core/duty.ts';
import type { AnyExplainer } from '../core/explainer.ts';
import type { AnyRun } from '../core/run.ts';
import type { Locale, Settings, Shop } from '../core/settings.ts';
import type { Words } from '../i18n/words.ts';
import type { Tokens } from './tokens.ts';

/** What the engine works with: ports and registries, wired once by `app.ts`. */
export type House = {
  clock: Clock;
  ledger: Ledger;
  settings: Settings;
  queue: Queue;
  log: Log;
  words: Words;
  tokens: Tokens;
  platforms: ReadonlyMap<string, Platform>;
  commands: ReadonlyMap<string, AnyCommand>;
  runs: ReadonlyMap<string, AnyRun>;
  explainers: ReadonlyMap<string, AnyExplainer>;
  duties: ReadonlyMap<string, AnyDuty>;
  /** Jobs of this installation. */
  counts(): Promise<JobCounts>;
  /** Where people reach our pages: the origin, without a slash at its end. */
  baseUrl: string;
  /** A client of the shop's connection; throws UserError when the shop has none. */
  connect(shop: Shop, system: string): Promise<object>;
  /** A client of a connection that is not in the settings; throws for a system nobody speaks. */
  trial(given: Trial): Promise<object>;
  sealBox: SealBox;
  defaults: { locale: Locale; timeZone: string };
};

export function platformOf(house: House, id: string): Platform {
  const platform = house.platforms.get(id);
  if (platform === undefined) throw new Error(`no platform "${id}" is connected`);
  return platform;
}

/** A command about a shop, by name. */
export function shopCommand(house: House, name: string): AnyShopCommand {
  const command = house.commands.get(name);
  if (command === undefined || command.role === null)
    throw new Error(`no command "${name}" can be carried out`);
  return command;
}

export function commandNamed(house: House, name: string): AnyCommand {
  const command = house.commands.get(name);
  if (command === undefined) throw new Error(`there is no command "${name}"`);
  return command;
}
