import type { Clock } from '../../core/clock.ts';
import type { InstallDesk, TokenOf } from '../../core/installation.ts';
import type { Log } from '../../core/log.ts';
import type { Page } from '../../core/page.ts';
import type { Platform } from '../../core/platform.ts';
import type { WebhookHeaders } from '../../core/webhook.ts';
import { conversationOf, readConversation } from './address.ts';
import { createClient, createClients } from './clients.ts';
import { splitEvents } from './events.ts';
import { createInstallPages } from './install/pages.ts';
import { createOpenForm } from './open-form.ts';
import { teamOf } from './origin.ts';
import { parseEvent } from './parse.ts';
import { createProfile } from './profile.ts';
import { createShowHome } from './show-home.ts';
import { createReceiver, type Intake } from './receiver.ts';
import { type Answer, classify, isSslCheck } from './requests.ts';
import { createRedraw, createSend } from './send.ts';
import { verifySignature } from './signature.ts';
import { type Socket, startSocketMode } from './socket-mode.ts';

type InstallSettings = {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  /** Where browsers reach us, and where Slack asks people whether they allow the app. */
  baseUrl: string;
  loginUrl: string;
  tokenOf: TokenOf;
};

export type SlackOptions = {
  /** Several while the secret is being replaced; none when everything arrives through Socket Mode. */
  signingSecret: string | readonly string[];
  /** Of one workspace; null where each installs the app. */
  botToken: string | null;
  /** For workspaces that install the app. */
  install?: InstallSettings;
  /** Switches Socket Mode on. */
  appToken?: string;
  /** An origin: the Web API is at `/api/` below it. */
  baseURL: string;
  clock: Clock;
  log: Log;
  /** See Socket Mode. */
  pingTimeout?: number;
};

export type Slack = Platform &
  Required<Pick<Platform, 'redraw' | 'openForm' | 'showHome'>> & {
    /** Whether the request's signature belongs to these bytes and is fresh. Slack does not sign certificate checks. */
    verify(body: Uint8Array, headers: WebhookHeaders): boolean;
    /** What to answer to a verified body once it is stored; rejects when it was not. */
    receive(body: Uint8Array, headers: WebhookHeaders, intake: Intake): Promise<Answer>;
    /** Takes events through a socket. Rejects when Slack refuses the app token. */
    startSocketMode(intake: Intake): Promise<{ stop(): Promise<void> }>;
    /** Where workspaces install the app; none where they cannot. */
    installPages(desk: InstallDesk): Page[];
  };

/** Slack as a chat platform. https://docs.slack.dev/apis */
export function createSlack(options: SlackOptions): Slack {
  const { botToken, install, appToken, baseURL, clock, log, pingTimeout } = options;
  const secrets = [options.signingSecret].flat();
  const apiURL = new URL('/api/', baseURL).href;
  const tokenOf = install?.tokenOf ?? null;
  const clients = createClients({ botToken, tokenOf, apiURL, clock, log });
  const parts = { clientOf: clients.of, clock };
  let open: Socket | null = null;
  const receiver = createReceiver({ knows: install ? clients.knows : null, log });

  return {
    id: 'slack',
    verify(body, headers) {
      const signature = headers.get('x-slack-signature');
      const timestamp = headers.get('x-slack-request-timestamp');
      const now = clock.now().epochMilliseconds;
      if (verifySignature({ body, signature, timestamp }, secrets, now)) return true;
      return signature === null && isSslCheck(body, headers.get('content-type'));
    },
    async receive(body, headers, intake) {
      const request = classify(body, headers.get('content-type'));
      if (request.kind === 'answer') return request.answer;
      return receiver.receive(request.payload, intake);
    },
    async startSocketMode(intake) {
      if (appToken === undefined) throw new Error('Socket Mode needs an app token (xapp-…).');
      const socket = { appToken, apiURL, receiver, log };
      open = await startSocketMode({ ...socket, ...(pingTimeout && { pingTimeout }) }, intake);
      return open;
    },
    connected: () => (appToken === undefined ? null : (open?.connected() ?? false)),
    installPages(desk) {
      if (install === undefined) return [];
      const client = createClient(undefined, apiURL, log);
      return createInstallPages({ ...install, client, clock, log }, desk);
    },
    events: splitEvents,
    parse: parseEvent,
    send: createSend(parts),
    redraw: createRedraw(parts),
    openForm: createOpenForm(parts),
    showHome: createShowHome(parts),
    /** Slack has no sign for a bot at work outside its assistant threads. */
    async working() {},
    ...createProfile({ ...parts, log }),
    direct: (identity) => ({
      platform: 'slack',
      conversation: conversationOf({ team: teamOf(identity), at: identity.id }),
      kind: 'direct',
    }),
    placeOf(conversation) {
      const { team, at } = readConversation(conversation);
      return { team, channel: at };
    },
  };
}
