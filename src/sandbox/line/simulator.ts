import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../core/clock.ts';
import { createApi } from './api.ts';
import { createFaults, type Faults } from './faults.ts';
import { createMembers, type Members } from './members.ts';
import type { ChatEntry, Group, RequestEntry, SentEvent, User } from './types.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';
import { createWorld } from './world.ts';

export type LineSimulatorOptions = {
  clock: Clock;
  channelSecret: string;
  accessToken: string;
  /** The bot's user id: U and 32 hexadecimal digits. */
  destination: string;
  /** Messages a month; unlimited unless set. */
  quota?: number;
  /** The bot's name, for mentions. */
  name?: string;
};

export type LineSimulator = Members & {
  listen(port?: number): Promise<{ url: string; close(): Promise<void> }>;
  fetch(request: Request): Response | Promise<Response>;
  /** Where webhooks go; set once Tenban listens. */
  webhook(url: string): void;
  addUser(user: User): void;
  /** A group the bot is in. */
  addGroup(group: Group): void;
  /** The same event again, marked as redelivered. */
  redeliver(event: string): Promise<SentEvent>;
  /** What user and bot said, in order. */
  chat(conversation: string): ChatEntry[];
  /** Whether the loading animation is shown. */
  loading(user: string): boolean;
  /** Messages counted this month. */
  quotaUsed(): number;
  /** So many messages are sent from elsewhere, such as LINE's own manager, and count too. */
  spend(messages: number): void;
  faults: Pick<Faults, 'set' | 'current'>;
  webhookFaults: Webhooks['faults'];
  /** Called after every change; returns how to stop that. */
  onChange(listener: () => void): () => void;
  /** The latest API calls, oldest first. */
  requests: readonly RequestEntry[];
};

/**
 * LINE as a bot sees it: the Messaging API on an origin of its own, and webhooks for what people do. It refuses what LINE
 * refuses, in LINE's words.
 */
export function createLineSimulator(options: LineSimulatorOptions): LineSimulator {
  const { clock, channelSecret, accessToken, destination, quota, name = 'Tenban' } = options;
  const world = createWorld(clock);
  const faults = createFaults(clock);
  const closing = new AbortController();
  const { signal } = closing;
  const webhooks = createWebhooks({ world, clock, channelSecret, destination, signal });
  const app = createApi({ world, faults, accessToken, destination, name, quota });

  return {
    ...createMembers({ world, webhooks, destination, name }),
    fetch: (request) => app.fetch(request),
    listen(port = 0) {
      return new Promise((resolve) => {
        const server = serve(
          { fetch: app.fetch, port, hostname: '127.0.0.1' },
          (info: AddressInfo) => {
            resolve({ url: `http://127.0.0.1:${info.port}`, close });
          },
        );
        function close(): Promise<void> {
          closing.abort(new Error('The LINE simulator is closing.'));
          if ('closeAllConnections' in server) server.closeAllConnections();
          return new Promise((closed) => server.close(() => closed()));
        }
      });
    },
    webhook: (url) => webhooks.to(url),
    addUser(user) {
      world.users.set(user.id, user);
      world.changed();
    },
    addGroup(group) {
      world.groups.set(group.id, group);
      world.changed();
    },
    async redeliver(event) {
      const { outcomes } = await webhooks.redeliver(event);
      return { id: event, message: null, outcomes };
    },
    chat: (conversation) => world.chat(conversation),
    loading: (user) => world.loading(user),
    quotaUsed: () => world.quotaUsed(),
    spend(messages) {
      world.count(messages);
      world.changed();
    },
    faults: { set: (fault) => faults.set(fault), current: () => faults.current() },
    webhookFaults: webhooks.faults,
    onChange: (listener) => world.onChange(listener),
    requests: world.requests,
  };
}
