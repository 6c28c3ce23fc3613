import type { Bot } from './api-chat.ts';
import { isTrue, type Method, refuse } from './call.ts';
import { textOf } from './guards.ts';
import type { Node, User } from './types.ts';
import type { World } from './world.ts';

export type Team = { id: string; name: string };

/** Who and where: https://docs.slack.dev/reference/methods/users.info */
export function readMethods(
  world: World,
  { team, bot }: { team: Team; bot: Bot },
): { [name: string]: Method } {
  return {
    'auth.test': () => ({
      ok: true,
      url: 'https://tenban.slack.com/',
      team: team.name,
      team_id: team.id,
      user: 'tenban',
      user_id: bot.user,
      bot_id: bot.id,
      is_enterprise_install: false,
    }),
    'users.info': (args) => {
      const user = world.users.get(textOf(args['user']));
      if (user === undefined) return refuse('user_not_found');
      return { ok: true, user: shownUser(user, team, isTrue(args['include_locale'])) };
    },
    'conversations.info': (args) => {
      const channel = world.channels.get(textOf(args['channel']));
      const hidden = channel?.bot === false && channel.private === true;
      if (channel === undefined || hidden) return refuse('channel_not_found');
      const { id, name, bot: inside = true } = channel;
      const direct = id.startsWith('D');
      return { ok: true, channel: { id, name, is_im: direct, is_member: inside } };
    },
    'conversations.open': (args) => {
      const user = textOf(args['users']);
      if (!world.users.has(user)) return refuse('user_not_found');
      return { ok: true, channel: { id: world.direct(user).id } };
    },
  };
}

function shownUser(
  { id, name, locale = 'en-US', timeZone }: User,
  team: Team,
  told: boolean,
): Node {
  return {
    id,
    team_id: team.id,
    name: name.toLowerCase(),
    real_name: name,
    is_bot: false,
    ...(timeZone !== undefined && { tz: timeZone }),
    ...(told && { locale }),
  };
}
