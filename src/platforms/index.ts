import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Platform } from '../core/platform.ts';
import type { Webhook } from '../core/webhook.ts';
import { createLine } from './line/platform.ts';

/** Puts a verified body into the inbox: resolves once it is on disk. */
export type Accept = (platform: string, body: Uint8Array) => Promise<unknown>;

/** A platform and the ways its events come in. */
export type Opened = {
  platform: Platform;
  webhook(accept: Accept): Webhook | null;
  /** Takes events through a connection of our own, where that is wanted. */
  connect?(accept: Accept): Promise<{ stop(): Promise<void> }>;
};

export type PlatformOptions = {
  line: { channelSecret: string; accessToken: string } | null;
  slack: { botToken: string; signingSecret: string | null; appToken: string | null } | null;
  urls: { line: string; slack: string };
};

/** Every platform that is configured, one function each. */
export async function openPlatforms(
  options: PlatformOptions,
  parts: { clock: Clock; log: Log },
): Promise<Opened[]> {
  const all = [openLine(options, parts), await openSlack(options, parts)];
  return all.filter((opened) => opened !== null);
}

type Parts = { clock: Clock; log: Log };

function openLine({ line, urls }: PlatformOptions, parts: Parts): Opened | null {
  if (line === null) return null;
  const platform = createLine({ ...line, baseURL: urls.line, ...parts });
  return {
    platform,
    webhook: (accept) => ({
      path: '/line/webhook',
      source: 'line',
      verify: (body, headers) => platform.verify(body, headers.get('x-line-signature')),
      receive: async (body) => void (await accept('line', body)),
    }),
  };
}

/** Over HTTP with a signing secret; with an app token through a socket. Bolt takes 40 MB, so it is loaded only when wanted. */
async function openSlack({ slack, urls }: PlatformOptions, parts: Parts): Promise<Opened | null> {
  if (slack === null) return null;
  const { createSlack } = await import('./slack/platform.ts');
  const { botToken, signingSecret, appToken } = slack;
  const platform = createSlack({
    botToken,
    signingSecret: signingSecret ?? [],
    ...(appToken !== null && { appToken }),
    baseURL: urls.slack,
    ...parts,
  });
  const into = (accept: Accept) => (body: Uint8Array) => accept('slack', body);
  return {
    platform,
    webhook: (accept) =>
      signingSecret === null
        ? null
        : {
            path: '/slack/events',
            source: 'slack',
            verify: platform.verify,
            receive: (body, headers) => platform.receive(body, headers, into(accept)),
          },
    ...(appToken !== null && {
      connect: (accept: Accept) => platform.startSocketMode(into(accept)),
    }),
  };
}
