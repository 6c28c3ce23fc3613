import type { Clock } from '../../../core/clock.ts';
import type { Message } from '../../slack/types.ts';

/**
 * What people say to each other. An app that only asked for mentions and direct messages hears nothing of it, so it is kept
 * here. https://docs.slack.dev/reference/events/app_mention
 */
export type Talk = {
  say(said: { channel: string; user: string; text: string; thread?: string | undefined }): void;
  in(channel: string): readonly Message[];
};

export function createTalk(clock: Clock): Talk {
  const messages: Message[] = [];
  let last = 0;

  /** Half a millisecond in, where Slack's own stamps of the same moment are not. */
  function stamp(): string {
    last = Math.max(last + 1, clock.now().epochMilliseconds * 1000 + 500);
    const digits = String(last);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  return {
    say({ channel, user, text, thread }) {
      const below = thread === undefined ? {} : { thread };
      messages.push({ ts: stamp(), channel, user, text: escaped(text), blocks: [], ...below });
    },
    in: (channel) => messages.filter((message) => message.channel === channel),
  };
}

/** As Slack's own editor does. https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
