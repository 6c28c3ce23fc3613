import type { Clock } from '../core/clock.ts';
import type { InstallDesk, TokenOf } from '../core/installation.ts';
import type { Log } from '../core/log.ts';
import type { Page } from '../core/page.ts';
import type { CheckForm, Platform } from '../core/platform.ts';
import type { Webhook } from '../core/webhook.ts';
import { createLine } from './line/platform.ts';
import { createMail } from './mail/platform.ts';

/** Where events go. */
export type Intake = {
  /** Puts a verified body into the inbox: resolves once it is on disk. */
  accept(platform: string, body: Uint8Array): Promise<unknown>;
  checkForm: CheckForm;
};

/** A platform and the ways its events come in. */
export type Opened = {
  platform: Platform;
  webhook(intake: Intake): Webhook | null;
  /** Takes events through a connection of our own, where that is wanted. */
  connect?(intake: Intake): Promise<{ stop(): Promise<void> }>;
  /** Pages for people's browsers. */
  pages?(desk: InstallDesk): Page[];
};

export type PlatformOptions = {
  line: { channelSecret: string; accessToken: string } | null;
  slack: {
    botToken: string | null;
    signingSecret: string | null;
    appToken: string | null;
    oauth: { clientId: string; clientSecret: string; stateSecret: string } | null;
  } | null;
  mail: { url: string; from: string } | null;
  urls: { line: string; slack: string; slackLogin: string };
  baseUrl: string;
};

/** Every platform that is configured, one function each. */
export async function openPlatforms(options: PlatformOptions, parts: Parts): Promise<Opened[]> {
  const all = [openLine(options, parts), await openSlack(options, parts), openMail(options, parts)];
  return all.filter((opened) => opened !== null);
}

type Parts = {
  clock: Clock;
  log: Log;
  /** The tokens of the workspaces that installed the app on a platform. */
  tokensOf(platform: string): TokenOf;
};

function openLine({ line, urls }: PlatformOptions, { clock, log }: Parts): Opened | null {
  if (line === null) return null;
  const platform = createLine({ ...line, baseURL: urls.line, clock, log });
  return {
    platform,
    webhook: ({ accept }) => ({
      path: '/line/webhook',
      source: 'line',
      async receive({ body, headers }) {
        if (!platform.verify(body, headers.get('x-line-signature'))) return 'forged';
        await accept('line', body);
        return undefined;
      },
    }),
  };
}

/** E-mail only goes out. */
function openMail({ mail }: PlatformOptions, { clock }: Parts): Opened | null {
  if (mail === null) return null;
  return { platform: createMail({ ...mail, clock }), webhook: () => null };
}

/** Over HTTP with a signing secret; with an app token through a socket. Bolt takes 40 MB, so it is loaded only when wanted. */
async function openSlack(
  { slack, urls, baseUrl }: PlatformOptions,
  { clock, log, tokensOf }: Parts,
): Promise<Opened | null> {
  if (slack === null) return null;
  const { createSlack } = await import('./slack/platform.ts');
  const { botToken, signingSecret, appToken, oauth } = slack;
  const install = { baseUrl, loginUrl: urls.slackLogin, tokenOf: tokensOf('slack') };
  const platform = createSlack({
    botToken,
    signingSecret: signingSecret ?? [],
    ...(appToken !== null && { appToken }),
    ...(oauth !== null && { install: { ...oauth, ...install } }),
    baseURL: urls.slack,
    clock,
    log,
  });
  const into = ({ accept, checkForm }: Intake) => ({
    accept: (body: Uint8Array) => accept('slack', body),
    checkForm,
  });
  return {
    platform,
    pages: (desk) => platform.installPages(desk),
    webhook: (intake) =>
      signingSecret === null
        ? null
        : {
            path: '/slack/events',
            source: 'slack',
            async receive({ body, headers }) {
              if (!platform.verify(body, headers)) return 'forged';
              return platform.receive(body, headers, into(intake));
            },
          },
    ...(appToken !== null && {
      connect: (intake: Intake) => platform.startSocketMode(into(intake)),
    }),
  };
}
