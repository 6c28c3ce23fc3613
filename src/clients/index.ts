import type { Log } from '../core/log.ts';
import type { Connection } from '../core/settings.ts';
import { createOpn } from './opn/client.ts';

/** What every client is made from. `secrets` are in plain and live as long as the client. */
export type ClientParts = {
  connection: Connection;
  secrets: Record<string, string>;
  urls: { opn: string };
  log: Log;
  observe(call: { system: string; name: string; outcome: string; seconds: number }): void;
};

/** One entry per remote system; the key is the folder's name and a connection's `system`. */
export const clients: Readonly<Record<string, (parts: ClientParts) => object>> = {
  opn: ({ connection, secrets, urls, log, observe }) =>
    createOpn({
      baseURL: urls.opn,
      secretKey: secrets['secretKey'] ?? '',
      settle: secondsOf(connection.options['settleSeconds']),
      log,
      observe,
    }),
};

/** A connection's option in seconds as milliseconds. */
function secondsOf(option: unknown): number | undefined {
  return typeof option === 'number' && option >= 0 ? option * 1000 : undefined;
}
