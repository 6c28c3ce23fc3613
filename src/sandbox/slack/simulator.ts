import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../core/clock.ts';
import { createApi } from './api.ts';
import { chatMethods } from './api-chat.ts';
import { readMethods } from './api-read.ts';
import { viewMethods } from './api-views.ts';
import { createDeliveries } from './deliveries.ts';
import { createFaults, type Env, type Faults } from './faults.ts';
import { createInstalls, type OAuthClient } from './installs.ts';
import { createMembers, type Members } from './members.ts';
import { createRates } from './rates.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSockets } from './sockets.ts';
import { createTriggers } from './triggers.ts';
import type { Channel, Message, OpenView, RequestEntry, User } from './types.ts';
import { createWorld } from './world.ts';

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

export type SlackSimulator = Members & {
  /** `url` is the origin; the Web API is at `/api/` below it. */
  listen(port?: number): Promise<{ url: string; close(): Promise<void> }>;
  /** Where events, commands and taps go over HTTP. While a socket is open they go through that. */
  connect(url: string): void;
  addUser(user: User): void;
  addChannel(channel: Channel): void;
  /** The direct channel between the bot and a user. */
  direct(user: string): string;
  /** What everybody and the bot said, in order. */
  channel(id: string): readonly Message[];
  /** The form a user has on top, or null. */
  openView(user: string): OpenView | null;
  /** The Home tab published for a user, or null. */
  home(user: string): OpenView | null;
  /** Somebody allows the app: the code that the browser brings back. */
  allow(): string;
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
  const { world, members, deliveries, sockets, installs, faults, app, origin, closing } =
    createParts(options);

  function put<Thing extends { id: string }>(things: Map<string, Thing>, thing: Thing): void {
    things.set(thing.id, thing);
    world.changed();
  }

  async function close(server: Server): Promise<void> {
    closing.abort(new Error('The Slack simulator is closing.'));
    sockets.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }

  return {
    ...members,
    async listen(port = 0) {
      const { server, url } = await listenOn(app, port);
      origin.url = url;
      sockets.attach(server);
      return { url, close: () => close(server) };
    },
    connect: (url) => deliveries.to(url),
    addUser: (user) => put(world.users, user),
    addChannel: (channel) => put(world.channels, channel),
    direct: (user) => world.direct(user).id,
    channel: (id) => world.messages(id),
    openView: (user) => world.modals.get(user)?.at(-1) ?? null,
    home: (user) => world.homes.get(user) ?? null,
    allow: () => installs.allow(),
    sockets: { count: () => sockets.count(), recycle: () => sockets.recycle() },
    faults: { set: (fault) => faults.set(fault), current: () => faults.current() },
    onChange: (listener) => world.onChange(listener),
    requests: world.requests,
  };
}

function createParts(options: SlackSimulatorOptions) {
  const { clock, signingSecret, botToken, appToken = '', burst = 1 } = options;
  const { team = { id: 'T0TENBAN', name: 'Tenban' }, oauth = { id: '', secret: '' } } = options;
  const bot = { user: options.bot ?? 'U0TENBAN', id: 'B0TENBAN', app: 'A0TENBAN' };
  const origin = { url: 'http://127.0.0.1' };
  const world = createWorld(clock);
  const { changed, now } = world;
  const closing = new AbortController();
  const triggers = createTriggers(now);
  const urls = createResponseUrls(world, () => origin.url);
  const sockets = createSockets({ app: bot.app, changed });
  const deliveries = createDeliveries({
    clock,
    signingSecret,
    sockets,
    changed,
    signal: closing.signal,
  });
  const installs = createInstalls({ client: oauth, botToken, team, bot, now });
  const faults = createFaults(clock);
  const app = createApi({
    world,
    faults,
    urls,
    tokens: { bot: botToken, app: appToken },
    methods: {
      ...chatMethods({ world, rates: createRates(now, burst), bot }),
      ...viewMethods({ world, triggers }),
      ...readMethods(world, { team, bot }),
      'oauth.v2.access': installs.access,
      'apps.connections.open': () => ({ ok: true, url: sockets.ticket(origin.url) }),
    },
  });
  const members = createMembers({ world, deliveries, triggers, urls, home: { team, bot } });
  return { world, members, deliveries, sockets, installs, faults, app, origin, closing };
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
