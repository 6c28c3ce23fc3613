import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../core/clock.ts';
import { createApi } from './api.ts';
import { addConsent } from './consent.ts';
import { createDeliveries } from './deliveries.ts';
import { createFaults, type Env, type Faults } from './faults.ts';
import { type Consent, createInstalls, type OAuthClient } from './installs.ts';
import { createSockets } from './sockets.ts';
import type { RequestEntry } from './types.ts';
import { besides, createWorkspace, type Inside, type Workspace } from './workspace.ts';
import { createWorld, type World } from './world.ts';

export type SlackSimulatorOptions = {
  clock: Clock;
  signingSecret: string;
  botToken: string;
  /** For Socket Mode. */
  appToken?: string;
  team?: { id: string; name: string };
  /** The bot's user id, for mentions. */
  bot?: string;
  /** Messages to one channel before the limit of one a second holds; 1 unless set. */
  burst?: number;
  oauth?: OAuthClient;
};

export type SlackSimulator = Workspace & {
  /** `url` is the origin; the Web API is at `/api/` below it. */
  listen(port?: number): Promise<{ url: string; close(): Promise<void> }>;
  /** Where events, commands and taps go over HTTP. While a socket is open they go through that. */
  connect(url: string): void;
  /** Another company's workspace, without the app. */
  addWorkspace(team: { id: string; name: string }): Workspace;
  /** Slack retries what was answered too, up to three times, as when the answers were lost on their way; 0 ends it. */
  repeatEvents(times: number): void;
  /** Somebody allows the app: the code that the browser brings back. */
  allow(consent?: Consent): string;
  /** How many sockets are open, and how to have them renewed. */
  sockets: { count(): number; recycle(): void };
  faults: Pick<Faults, 'set' | 'current'>;
  /** Called after every change; returns how to stop that. */
  onChange(listener: () => void): () => void;
  /** The latest calls, oldest first. */
  requests: readonly RequestEntry[];
};

/**
 * Slack as an app sees it: the Web API, response addresses and Socket Mode on an origin of its own, and signed requests for
 * what people do. It refuses what Slack refuses, by Slack's names.
 */
export function createSlackSimulator(options: SlackSimulatorOptions): SlackSimulator {
  const { first, add, deliveries, sockets, installs, faults, app, origin, closing } =
    createParts(options);
  const { world } = first;

  async function close(server: Server): Promise<void> {
    closing.abort(new Error('The Slack simulator is closing.'));
    sockets.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }

  return {
    ...first.workspace,
    async listen(port = 0) {
      const { server, url } = await listenOn(app, port);
      origin.url = url;
      sockets.attach(server);
      return { url, close: () => close(server) };
    },
    connect: (url) => deliveries.to(url),
    addWorkspace: (team) => add(team, besides(world, options.clock)).workspace,
    repeatEvents: (times) => deliveries.repeat(times),
    allow: (consent) => installs.allow(consent),
    sockets: { count: () => sockets.count(), recycle: () => sockets.recycle() },
    faults: { set: (fault) => faults.set(fault), current: () => faults.current() },
    onChange: (listener) => world.onChange(listener),
    requests: world.requests,
  };
}

function createParts(options: SlackSimulatorOptions) {
  const { clock, signingSecret, botToken, appToken = '', burst = 1 } = options;
  const { team = { id: 'T0TENBAN', name: 'Tenban' } } = options;
  const { oauth: client = { id: '', secret: '' } } = options;
  const bot = { user: options.bot ?? 'U0TENBAN', id: 'B0TENBAN', app: 'A0TENBAN' };
  const origin = { url: 'http://127.0.0.1' };
  const world = createWorld(clock);
  const { changed, now } = world;
  const closing = new AbortController();
  const { signal } = closing;
  const sockets = createSockets({ app: bot.app, changed });
  const deliveries = createDeliveries({ clock, signingSecret, sockets, changed, signal });
  const workspaces = new Map<string, Inside>();
  const installs = createInstalls({ client, botToken, workspaces, now });
  const faults = createFaults(clock);

  function add(added: Workspace['team'], its: World): Inside {
    const { revoke } = installs;
    const shared = { clock, bot, burst, deliveries, revoke, origin: () => origin.url };
    const inside = createWorkspace({ ...shared, team: added }, its);
    workspaces.set(added.id, inside);
    return inside;
  }

  const first = add(team, world);
  const app = createApi({
    world,
    faults,
    workspaces,
    installs,
    open: { 'oauth.v2.access': installs.access },
    appLevel: { 'apps.connections.open': () => ({ ok: true, url: sockets.ticket(origin.url) }) },
    appToken,
  });
  addConsent(app, { client, installs, workspaces });
  return { first, add, deliveries, sockets, installs, faults, app, origin, closing };
}

function listenOn(app: Hono<Env>, port: number): Promise<{ server: Server; url: string }> {
  return new Promise((resolve) => {
    const options = { fetch: app.fetch, port, hostname: '127.0.0.1' };
    const server = serve(options, (info: AddressInfo) => {
      if (!(server instanceof Server)) throw new Error('Slack is simulated over HTTP/1.1.');
      resolve({ server, url: `http://127.0.0.1:${info.port}` });
    });
  });
}
