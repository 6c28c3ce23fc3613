import { type Bot, shownMessage } from './api-chat.ts';
import type { Team } from './api-read.ts';
import { newId } from './ids.ts';
import type { Channel, Message, Node, User } from './types.ts';

/** What every payload says about where it comes from. */
export type Home = { team: Team; bot: Bot };
type Acting = { user: User; trigger: string };

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export function commandPayload(
  { team, bot }: Home,
  { user, trigger }: Acting,
  said: { channel: Channel; command: string; text: string; url: string },
): Node {
  const { channel, command, text, url } = said;
  return {
    token: 'legacy-verification-token',
    team_id: team.id,
    team_domain: 'tenban',
    channel_id: channel.id,
    channel_name: channel.private === true ? 'privategroup' : channel.name,
    user_id: user.id,
    user_name: user.name.toLowerCase(),
    command,
    text,
    api_app_id: bot.app,
    is_enterprise_install: 'false',
    response_url: url,
    trigger_id: trigger,
  };
}

/** What interactions share. */
function interaction({ team, bot }: Home, { user, trigger }: Acting, type: string): Node {
  return {
    type,
    token: 'legacy-verification-token',
    team: { id: team.id, domain: 'tenban' },
    user: { id: user.id, username: user.name.toLowerCase(), team_id: team.id },
    api_app_id: bot.app,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: trigger,
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function tapPayload(
  home: Home,
  acting: Acting,
  tap: { message: Message; channel: Channel; action: Node; url: string },
): Node {
  const { message, channel, action, url } = tap;
  const { ts, thread, onlyFor } = message;
  const isEphemeral = onlyFor !== undefined;
  return {
    ...interaction(home, acting, 'block_actions'),
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(thread !== undefined && { thread_ts: thread }),
    },
    channel: { id: channel.id, name: channel.name },
    ...(!isEphemeral && { message: shownMessage(message, home.bot) }),
    response_url: url,
    actions: [action],
  };
}

/** A tap on a view: it knows neither a channel nor an address for answers. */
export function homeTapPayload(
  home: Home,
  acting: Acting,
  { view, action }: { view: Node; action: Node },
): Node {
  return {
    ...interaction(home, acting, 'block_actions'),
    container: { type: 'view', view_id: view['id'] },
    view,
    actions: [action],
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function formPayload(home: Home, acting: Acting, view: Node): Node {
  return { ...interaction(home, acting, 'view_submission'), view, response_urls: [] };
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed */
export function closePayload(home: Home, acting: Acting, view: Node, isCleared: boolean): Node {
  const { trigger_id: _, ...common } = interaction(home, acting, 'view_closed');
  return { ...common, view, is_cleared: isCleared };
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export function shortcutPayload(
  home: Home,
  acting: Acting,
  at: { stamp: string; on?: { message: Message; channel: Channel; url: string } },
): Node {
  const type = at.on === undefined ? 'shortcut' : 'message_action';
  const common = {
    ...interaction(home, acting, type),
    callback_id: at.on === undefined ? 'ask_tenban' : 'ask_tenban_about',
    action_ts: at.stamp,
  };
  if (at.on === undefined) return common;
  const { message, channel, url } = at.on;
  return {
    ...common,
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: shownMessage(message, home.bot),
    response_url: url,
  };
}

/** https://docs.slack.dev/apis/events-api/#the-json-payload */
export function eventPayload({ team, bot }: Home, at: number, event: Node): Node {
  const authorization = { team_id: team.id, user_id: bot.user, is_bot: true };
  return {
    type: 'event_callback',
    token: 'legacy-verification-token',
    team_id: team.id,
    api_app_id: bot.app,
    event,
    event_id: newId('Ev'),
    event_time: Math.floor(at / 1000),
    authorizations: [{ enterprise_id: null, is_enterprise_install: false, ...authorization }],
  };
}
