import { isAnswered } from './deliveries.ts';
import { isNode, textOf } from './guards.ts';
import { acting, interact, type MemberParts } from './interact.ts';
import { commandPayload, shortcutPayload } from './payloads.ts';
import { tap } from './taps.ts';
import type { SentInteraction } from './types.ts';
import { createViewActs, type ViewActs } from './view-acts.ts';
import { needChannel, needMessage } from './world.ts';
import { createWriters, type Writers } from './writers.ts';

/** What people do; each resolves when the app has answered. Unknown users, channels and messages are errors. */
export type Members = Writers &
  ViewActs & {
    command(user: string, channel: string, text: string): Promise<SentInteraction>;
    /** Taps a button, or chooses from a list: `what` is its action id, its value, or the words on it. */
    click(user: string, channel: string, ts: string, what: string): Promise<SentInteraction>;
    /** From anywhere, or on a message. */
    shortcut(user: string, on?: { channel: string; ts: string }): Promise<SentInteraction>;
  };

export function createMembers(parts: MemberParts): Members {
  const { world, urls, home } = parts;

  return {
    ...createWriters(parts),
    ...createViewActs(parts),
    async command(user, channelId, text) {
      const channel = needChannel(world, channelId);
      const url = urls.issue({ channel: channelId, user });
      const said = { channel, command: '/tenban', text, url };
      const payload = commandPayload(home, acting(parts, user), said);
      const sent = await interact(parts, 'slash_commands', payload);
      const words = isNode(sent.answer) ? textOf(sent.answer['text']) : textOf(sent.answer);
      if (isAnswered(sent.outcome) && words !== '') {
        world.add({ channel: channelId, user: null, text: words, blocks: [], onlyFor: user });
      }
      return sent;
    },
    async click(user, channel, ts, what) {
      const where = {
        channel: needChannel(world, channel),
        message: needMessage(world, channel, ts),
      };
      const payload = tap(parts, acting(parts, user), { ...where, what });
      return interact(parts, 'interactive', payload);
    },
    async shortcut(user, on) {
      const stamp = world.stamp();
      if (on === undefined) {
        return interact(
          parts,
          'interactive',
          shortcutPayload(home, acting(parts, user), { stamp }),
        );
      }
      const message = needMessage(world, on.channel, on.ts);
      const url = urls.issue({ channel: on.channel, user });
      const about = { message, channel: needChannel(world, on.channel), url };
      const payload = shortcutPayload(home, acting(parts, user), { stamp, on: about });
      return interact(parts, 'interactive', payload);
    },
  };
}
