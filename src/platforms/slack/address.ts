import { Locale } from '../../core/settings.ts';

/**
 * The texts that the rest of Tenban carries around without looking inside. Ids, timestamps and addresses of Slack hold
 * neither spaces nor, addresses aside, slashes.
 */

/** Where people talk: a person, whatever the id of our direct channel with them, or a channel; in a thread if it was one. */
export type Place = { team: string; at: string; thread?: string };

/** `team/person` or `team/channel`, in a thread `…/thread`: one text per place, however Slack told of it. */
export function conversationOf({ team, at, thread }: Place): string {
  return [team, at, ...(thread === undefined ? [] : [thread])].join('/');
}

export function readConversation(conversation: string): Place {
  const [team = '', at = '', thread] = conversation.split('/');
  return { team, at, ...(thread !== undefined && { thread }) };
}

/** People's ids begin with U, on Enterprise Grid also with W. */
export function isPerson(id: string): boolean {
  return /^[UW]/.test(id);
}

/** `channel/ts`: a received message, to be forgotten. */
export function refOf(message: { channel: string; ts: string }): string {
  return `${message.channel}/${message.ts}`;
}

/** `channel/ts/team`: a sent message, to be drawn anew. */
export function sentRefOf(message: { channel: string; ts: string; team: string }): string {
  return `${refOf(message)}/${message.team}`;
}

/** What was sent when there was only one workspace does not name it. */
export function readSentRef(ref: string): { channel: string; ts: string; team: string | null } {
  const [channel = '', ts = '', team = ''] = ref.split('/');
  return { channel, ts, team: team === '' ? null : team };
}

/** How the conversations of a workspace begin. */
export function conversationsOf(team: string): string {
  return `${team}/`;
}

/** `channel url`: where something was said, which may be a direct channel, and the answer address Slack gave for it. */
export function replyOf(reply: { channel: string; url: string }): string {
  return `${reply.channel} ${reply.url}`;
}

export function readReply(token: string): { channel: string; url: string } {
  const [channel, url] = readPair(token);
  return { channel, url };
}

/** `conversation trigger`: a filled-in form does not say where it was asked for, so the trigger takes that along. */
export function triggerOf(trigger: { conversation: string; id: string }): string {
  return `${trigger.conversation} ${trigger.id}`;
}

export function readTrigger(text: string): { conversation: string; id: string } {
  const [conversation, id] = readPair(text);
  return { conversation, id };
}

/** `conversation token locale`: what a form carries while it is open. */
export function metadataOf(form: { conversation: string; token: string; locale: Locale }): string {
  return `${form.conversation} ${form.token} ${form.locale}`;
}

export function readMetadata(metadata: string): {
  conversation: string;
  token: string;
  locale: Locale | null;
} {
  const [conversation, rest] = readPair(metadata);
  const [token, tag] = readPair(rest);
  return { conversation, token, locale: Locale.safeParse(tag).data ?? null };
}

function readPair(text: string): [string, string] {
  const space = text.indexOf(' ');
  return space === -1 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}
