import type { Address } from '../../core/platform.ts';
import type { Identity } from '../../core/settings.ts';
import { conversationOf, isPerson } from './address.ts';
import type { SlackBody } from './schema.ts';

/** The workspace where it happened, as far as told; an installation for a whole organisation may leave it out. */
export function workspaceOf(body: SlackBody): string {
  const { authorizations, view, team, user } = body;
  const installed = view?.app_installed_team_id ?? authorizations?.[0]?.team_id;
  return installed ?? body.team_id ?? team?.id ?? user?.team_id ?? '';
}

/** Under whose installation it arrived: the organisation's, or the workspace's. */
export function accountOf(body: SlackBody): string {
  const { is_enterprise_install: whole, enterprise, enterprise_id: id } = body;
  const organisation = whole === true || whole === 'true' ? (id ?? enterprise?.id) : null;
  return organisation ?? workspaceOf(body);
}

/** Who did it; null when that is nobody, or a bot. Someone from another workspace is known by that one. */
export function identityOf(body: SlackBody): Identity | null {
  const id = userOf(body);
  if (id === null) return null;
  const team = body.event?.user_team ?? body.user?.team_id ?? workspaceOf(body);
  return { platform: 'slack', team, id };
}

/** The workspace of an account. */
export function teamOf(identity: Identity): string {
  return identity.platform === 'slack' ? identity.team : '';
}

function userOf({ user_id, user, event }: SlackBody): string | null {
  return user_id ?? user?.id ?? idOf(event?.user);
}

/**
 * Where an answer goes. A direct channel is named by the person in it, because an event of App Home or a shortcut knows
 * only the person; `channelOf` tells the channel.
 */
export function placeOf(body: SlackBody): Pick<Address, 'conversation' | 'kind'> {
  const channel = channelOf(body);
  const direct = channel === null || channel.startsWith('D') || isPerson(channel);
  const at = direct ? (userOf(body) ?? channel ?? '') : channel;
  const thread = threadOf(body);
  const place = { team: workspaceOf(body), at, ...(thread !== null && { thread }) };
  return { conversation: conversationOf(place), kind: direct ? 'direct' : 'group' };
}

export function channelOf({ channel_id, channel, container, event }: SlackBody): string | null {
  return channel_id ?? channel?.id ?? container?.channel_id ?? idOf(event?.channel);
}

/** Null outside a thread. A message that others have answered names itself as its thread, which is not being in one. */
function threadOf({ container, message, event }: SlackBody): string | null {
  const thread = container?.thread_ts ?? message?.thread_ts ?? event?.thread_ts ?? null;
  const own = container?.message_ts ?? message?.ts ?? event?.ts ?? null;
  return thread === own ? null : thread;
}

function idOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}
