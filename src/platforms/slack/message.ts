import type { Inbound } from '../../core/platform.ts';
import { conversationsOf, refOf } from './address.ts';
import { heardText } from './heard.ts';
import { channelOf, workspaceOf } from './origin.ts';
import type { Event, SlackBody } from './schema.ts';

/** What an event says, apart from who, when and where. */
export type Happening =
  | Pick<Inbound & { kind: 'text' }, 'kind' | 'text' | 'addressed'>
  | Pick<Inbound & { kind: 'click' }, 'kind' | 'token'>
  | Pick<Inbound & { kind: 'form' }, 'kind' | 'token' | 'values'>
  | Pick<Inbound & { kind: 'unsent' }, 'kind' | 'ref'>
  | Pick<Inbound & { kind: 'uninstalled' }, 'kind' | 'workspace' | 'conversations'>
  | Pick<Inbound & { kind: 'home' }, 'kind'>
  | Pick<Inbound & { kind: 'ignored' }, 'kind' | 'what'>;

/** A person's words with something added are still their words. */
const WORDS = new Set([undefined, null, 'file_share', 'thread_broadcast']);

/**
 * A mention, a direct message, one that was taken back, a look at the Home tab, or the end of an installation; everything
 * else is ignored by name. In a channel only a mention is for Tenban, and a message that mentions it comes as both.
 * https://docs.slack.dev/reference/events/message
 */
export function messageHeard(event: Event, body: SlackBody): Happening {
  const { type, subtype, edited } = event;
  if (type === 'app_home_opened' && event.tab === 'home') return { kind: 'home' };
  if (isUninstalled(event)) return uninstalled(body);
  if (type !== 'message' && type !== 'app_mention') return { kind: 'ignored', what: type };
  if (subtype === 'message_deleted') return takenBack(event, body);
  if (event.bot_id || subtype === 'bot_message') return { kind: 'ignored', what: 'bot_message' };
  if (!WORDS.has(subtype)) return { kind: 'ignored', what: subtype ?? type };
  if (edited) return { kind: 'ignored', what: 'edited' };
  if (type === 'message' && event.channel_type !== 'im') return { kind: 'ignored', what: type };
  const bot = body.authorizations?.[0]?.user_id ?? firstMentioned(event.text);
  return { kind: 'text', text: heardText(event.text ?? '', bot), addressed: true };
}

/** People may take back leaves of their own; only the bot's token is ours. https://docs.slack.dev/reference/events/tokens_revoked */
export function isUninstalled({ type, tokens }: Event): boolean {
  if (type === 'app_uninstalled') return true;
  return type === 'tokens_revoked' && (tokens?.bot ?? []).length > 0;
}

function uninstalled(body: SlackBody): Happening {
  const workspace = workspaceOf(body);
  return { kind: 'uninstalled', workspace, conversations: conversationsOf(workspace) };
}

function takenBack({ deleted_ts: ts }: Event, body: SlackBody): Happening {
  const channel = channelOf(body);
  if (channel === null || !ts) return { kind: 'ignored', what: 'message_deleted' };
  return { kind: 'unsent', ref: refOf({ channel, ts }) };
}

/** Without an authorization the bot is taken to be whom the message begins with. */
function firstMentioned(text: string | null | undefined): string | null {
  return text?.match(/^\s*<@([A-Z0-9]+)/)?.[1] ?? null;
}
