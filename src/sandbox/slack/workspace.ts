import type { Clock } from '../../core/clock.ts';
import { type Bot, chatMethods } from './api-chat.ts';
import { readMethods, type Team } from './api-read.ts';
import { viewMethods } from './api-views.ts';
import type { Method } from './call.ts';
import type { Deliveries } from './deliveries.ts';
import type { MemberParts } from './interact.ts';
import { createMembers, type Members } from './members.ts';
import { createRates } from './rates.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createTriggers } from './triggers.ts';
import type { Channel, Message, OpenView, SentEvent, User } from './types.ts';
import { createWorld, type World } from './world.ts';
import { happen } from './writers.ts';

/** What stands between the bot and one company's people. */
export type Workspace = Members & {
  team: Team;
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
  /** Somebody takes the app out: its token is dead at once, then the app is told, twice. */
  uninstall(): Promise<SentEvent[]>;
};

/** A workspace from inside: what calls with its token can do, and where answers to its people go. */
export type Inside = {
  team: Team;
  bot: Bot;
  world: World;
  urls: ResponseUrls;
  methods: { [name: string]: Method };
  workspace: Workspace;
};

type WorkspaceOptions = {
  clock: Clock;
  team: Team;
  bot: Bot;
  burst: number;
  deliveries: Deliveries;
  /** Known once the simulator listens. */
  origin(): string;
  /** Makes its token worthless. */
  revoke(team: string): void;
};

export function createWorkspace(options: WorkspaceOptions, world: World): Inside {
  const { team, bot, burst, deliveries, revoke } = options;
  const triggers = createTriggers(world.now);
  const urls = createResponseUrls(world, options.origin);
  const parts = { world, deliveries, triggers, urls, home: { team, bot } };

  function put<Thing extends { id: string }>(things: Map<string, Thing>, thing: Thing): void {
    things.set(thing.id, thing);
    world.changed();
  }

  return {
    team,
    bot,
    world,
    urls,
    methods: {
      ...chatMethods({ world, rates: createRates(world.now, burst), bot }),
      ...viewMethods({ world, triggers }),
      ...readMethods(world, { team, bot }),
    },
    workspace: {
      ...createMembers(parts),
      team,
      addUser: (user) => put(world.users, user),
      addChannel: (channel) => put(world.channels, channel),
      direct: (user) => world.direct(user).id,
      channel: (id) => world.messages(id),
      openView: (user) => world.modals.get(user)?.at(-1) ?? null,
      home: (user) => world.homes.get(user) ?? null,
      async uninstall() {
        revoke(team.id);
        return tellOfEnd(parts);
      },
    },
  };
}

/** https://docs.slack.dev/reference/events/app_uninstalled, https://docs.slack.dev/reference/events/tokens_revoked */
async function tellOfEnd(parts: MemberParts): Promise<SentEvent[]> {
  const tokens = { oauth: [], bot: [parts.home.bot.user] };
  return [
    await happen(parts, null, { type: 'tokens_revoked', tokens }),
    await happen(parts, null, { type: 'app_uninstalled' }),
  ];
}

/** The world of one more workspace, whose changes are seen where those of the first are. */
export function besides(first: World, clock: Clock): World {
  const world = createWorld(clock);
  world.onChange(first.changed);
  return world;
}
