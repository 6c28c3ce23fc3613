import { clients } from './clients/index.ts';
import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { Ledger } from './core/ledger.ts';
import type { Log } from './core/log.ts';
import type { ObservedCall } from './core/observed.ts';
import type { Settings } from './core/settings.ts';
import { createPulses } from './engine/connections/pulse.ts';
import { createConnect } from './engine/connect.ts';
import type { House } from './engine/house.ts';
import type { Metrics } from './lib/metrics.ts';

type ClientsOf = {
  settings: Settings;
  ledger: Ledger;
  clock: Clock;
  log: Log;
  metrics: Metrics;
};

/** Clients of connections, each call counted and taken for a sign of life. */
export function connectOf(
  { urls }: Config,
  { settings, ledger, clock, log, metrics }: ClientsOf,
): House['connect'] {
  const pulses = createPulses({ ledger, clock, log });
  return createConnect(settings, (system) => {
    const make = clients[system];
    if (make === undefined) return null;
    return (connection, secrets) => {
      const observe = (call: ObservedCall): void => {
        metrics.call(call);
        pulses.saw(connection, call);
      };
      const app = (name: string) => settings.revealApp(name);
      return make({ connection, secrets, app, urls, clock, log, observe });
    };
  });
}

/** Clients of what is tried before it is kept: counted, but no sign of life of any connection. */
export function trialOf(
  { urls }: Config,
  { settings, clock, log, metrics }: Omit<ClientsOf, 'ledger'>,
): House['trial'] {
  return (given) => {
    const make = clients[given.system];
    if (make === undefined) throw new Error(`no client speaks to "${given.system}"`);
    const connection = { ...given, id: 'trial', version: 1 };
    const app = (name: string) => settings.revealApp(name);
    const observe = (call: ObservedCall): void => metrics.call(call);
    return make({ connection, secrets: given.secrets, app, urls, clock, log, observe });
  };
}
