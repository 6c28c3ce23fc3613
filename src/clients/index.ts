import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { ObservedCall, Pinging } from '../core/observed.ts';
import type { Connection } from '../core/settings.ts';

/** What every client is made from. `secrets` are in plain and live as long as the client. */
export type ClientParts = {
  connection: Connection;
  secrets: Record<string, string>;
  /** The integrator's own credentials with a system in plain, as they are now; empty when there are none. */
  app(name: string): Promise<Record<string, string>>;
  urls: Record<
    | 'opn'
    | 'page365'
    | 'peak'
    | 'crossmall'
    | 'aupay'
    | 'nhanh'
    | 'nhanhLogin'
    | 'cnv'
    | 'cnvLogin',
    string
  >;
  clock: Clock;
  log: Log;
  observe(call: ObservedCall): void;
};

type Make = (parts: ClientParts) => Promise<object & Pinging>;

/**
 * One entry per remote system; the key is the folder's name and a connection's `system`. A client is loaded by the first
 * connection that needs it.
 */
export const clients: Readonly<Record<string, Make>> = {
  aupay: async ({ secrets, urls, clock, log, observe, connection }) => {
    const { createAupay } = await import('./aupay/client.ts');
    return createAupay({
      baseURL: urls.aupay,
      shopId: textOf(connection.options['shopId']),
      key: secrets['key'] ?? '',
      pace: secondsOf(connection.options['paceSeconds']),
      settle: secondsOf(connection.options['settleSeconds']),
      clock,
      log,
      observe,
    });
  },
  cnv: async ({ connection, secrets, app, urls, clock, log, observe }) => {
    const { createCnv } = await import('./cnv/client.ts');
    return createCnv({
      baseURL: urls.cnv,
      loginURL: urls.cnvLogin,
      app: async () => {
        const { clientId = '', clientSecret = '' } = await app('cnv');
        return { clientId, clientSecret };
      },
      accessToken: secrets['accessToken'] ?? '',
      expiresAt: instantOf(connection.options['expiresAt']),
      takes: textsOf(connection.options['takes']),
      settle: secondsOf(connection.options['settleSeconds']),
      clock,
      log,
      observe,
    });
  },
  crossmall: async ({ secrets, urls, clock, log, observe, connection }) => {
    const { createCrossMall } = await import('./crossmall/client.ts');
    return createCrossMall({
      baseURL: urls.crossmall,
      account: textOf(connection.options['account']),
      key: secrets['key'] ?? '',
      pace: secondsOf(connection.options['paceSeconds']),
      settle: secondsOf(connection.options['settleSeconds']),
      clock,
      log,
      observe,
    });
  },
  nhanh: async ({ connection, secrets, urls, clock, log, observe }) => {
    const { createNhanh } = await import('./nhanh/client.ts');
    return createNhanh({
      baseURL: urls.nhanh,
      loginURL: urls.nhanhLogin,
      appId: textOf(connection.options['appId']),
      secretKey: secrets['secretKey'] ?? '',
      business: textOf(connection.options['businessId']),
      accessToken: secrets['accessToken'] ?? '',
      expiresAt: instantOf(connection.options['expiresAt']),
      verifyToken: secrets['verifyToken'] ?? '',
      settle: secondsOf(connection.options['settleSeconds']),
      clock,
      log,
      observe,
    });
  },
  opn: async ({ connection, secrets, urls, log, observe }) => {
    const { createOpn } = await import('./opn/client.ts');
    return createOpn({
      baseURL: urls.opn,
      secretKey: secrets['secretKey'] ?? '',
      settle: secondsOf(connection.options['settleSeconds']),
      log,
      observe,
    });
  },
  page365: async ({ secrets, app, urls, clock, log, observe }) => {
    const { createPage365 } = await import('./page365/client.ts');
    return createPage365({
      baseURL: urls.page365,
      merchantToken: secrets['merchantToken'] ?? '',
      secretKey: async () => (await app('page365'))['secretKey'] ?? '',
      clock,
      log,
      observe,
    });
  },
  peak: async ({ connection, secrets, app, urls, clock, log, observe }) => {
    const { createPeak } = await import('./peak/client.ts');
    return createPeak({
      baseURL: urls.peak,
      userToken: secrets['userToken'] ?? '',
      app: async () => {
        const { connectId = '', connectKey = '' } = await app('peak');
        return { connectId, connectKey };
      },
      settle: secondsOf(connection.options['settleSeconds']),
      clock,
      log,
      observe,
    });
  },
};

/** A connection's option in seconds as milliseconds. */
function secondsOf(option: unknown): number | undefined {
  return typeof option === 'number' && option >= 0 ? option * 1000 : undefined;
}

function textOf(option: unknown): string {
  return typeof option === 'string' ? option : '';
}

function textsOf(option: unknown): string[] {
  return Array.isArray(option) ? option.map(textOf) : [];
}

/** An ISO instant, as people read it in the settings file, as epoch ms. */
function instantOf(option: unknown): number | null {
  const ms = Date.parse(textOf(option));
  return Number.isNaN(ms) ? null : ms;
}
