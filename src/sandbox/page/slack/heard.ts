import type { Place } from './places.ts';

/** What becomes of a typed text: a command, a mention, a direct message, or words between people. */
export type Heard = { kind: 'command' | 'mention' | 'direct' | 'talk'; text: string };

type Where = { place: Place; thread?: string | undefined };

/**
 * Reads a text as Slack's own editor does: everything that begins with a slash is a command, which no thread takes.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function heard(text: string, { place, thread }: Where): Heard | { refusal: string } {
  const [, command, rest = ''] = /^\/(\S*)\s*([^]*)$/.exec(text) ?? [];
  if (command !== undefined) {
    if (command !== 'tenban') return { refusal: `/${command} is not a valid command.` };
    if (thread !== undefined) return { refusal: '/tenban is not supported in threads. Sorry!' };
    return { kind: 'command', text: rest };
  }
  if (place === 'direct') return { kind: 'direct', text };
  const mention = /^@tenban(?:\s+([^]*))?$/i.exec(text);
  return mention === null ? { kind: 'talk', text } : { kind: 'mention', text: mention[1] ?? '' };
}
