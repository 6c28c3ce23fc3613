import { isAnswered, type Deliveries } from './deliveries.ts';
import { isNode, textOf } from './guards.ts';
import { changedView, openedView, shownView, stateValues } from './modals.ts';
import { commandPayload, formPayload, type Home, shortcutPayload } from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import { tap } from './taps.ts';
import type { Triggers } from './triggers.ts';
import type { Node, OpenView, SentInteraction, User } from './types.ts';
import { needChannel, needMessage, type World } from './world.ts';
import { createWriters, type Writers } from './writers.ts';

/** What people do; each resolves when the app has answered. Unknown users, channels and messages are errors. */
export type Members = Writers & {
  command(user: string, channel: string, text: string): Promise<SentInteraction>;
  /** Taps a button, or chooses from a list: `what` is its action id, its value, or the words on it. */
  click(user: string, channel: string, ts: string, what: string): Promise<SentInteraction>;
  /** Sends a form: answers by block id, what was there already where there is none. */
  submit(user: string, view: string, values?: Record<string, string>): Promise<SentInteraction>;
  /** From anywhere, or on a message. */
  shortcut(user: string, on?: { channel: string; ts: string }): Promise<SentInteraction>;
};

export type MemberParts = {
  world: World;
  deliveries: Deliveries;
  triggers: Triggers;
  urls: ResponseUrls;
  home: Home;
};

export function createMembers(parts: MemberParts): Members {
  const { world, triggers, urls, home } = parts;

  function acting(id: string): { user: User; trigger: string } {
    const user = world.users.get(id);
    if (user === undefined) throw new Error(`There is no user ${id}: add them first.`);
    return { user, trigger: triggers.issue(id) };
  }

  return {
    ...createWriters(parts),
    async command(user, channelId, text) {
      const channel = needChannel(world, channelId);
      const url = urls.issue({ channel: channelId, user });
      const said = { channel, command: '/tenban', text, url };
      const payload = commandPayload(home, acting(user), said);
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
      const payload = tap(parts, acting(user), { ...where, what });
      return interact(parts, 'interactive', payload);
    },
    async submit(user, id, values = {}) {
      const stack = world.modals.get(user) ?? [];
      const open = stack.find((view) => view.id === id);
      if (open === undefined) throw new Error(`${user} has no form ${id} open.`);
      const view = shownView(open, stateValues(open, values));
      const sent = await interact(parts, 'interactive', formPayload(home, acting(user), view));
      if (isAnswered(sent.outcome)) follow(world, open, sent.answer);
      return sent;
    },
    async shortcut(user, on) {
      const stamp = world.stamp();
      if (on === undefined) {
        return interact(parts, 'interactive', shortcutPayload(home, acting(user), { stamp }));
      }
      const message = needMessage(world, on.channel, on.ts);
      const url = urls.issue({ channel: on.channel, user });
      const about = { message, channel: needChannel(world, on.channel), url };
      const payload = shortcutPayload(home, acting(user), { stamp, on: about });
      return interact(parts, 'interactive', payload);
    },
  };
}

async function interact(
  { deliveries }: MemberParts,
  kind: 'slash_commands' | 'interactive',
  payload: Node,
): Promise<SentInteraction> {
  const { outcome, answer } = await deliveries.send({ kind, payload });
  return { outcome, answer };
}

/** What Slack does with the answer to a form. https://docs.slack.dev/surfaces/modals#response_actions */
function follow(world: World, open: OpenView, answer: unknown): void {
  const { response_action: action, errors, view } = isNode(answer) ? answer : {};
  const stack = world.modals.get(open.user) ?? [];
  if (action === 'errors') open.errors = textsOf(errors);
  else if (action === 'update' && isNode(view)) changedView(open, view);
  else if (action === 'push' && isNode(view)) stack.push(openedView(open.user, view));
  else world.modals.set(open.user, action === 'clear' ? [] : stack.filter((one) => one !== open));
  world.changed();
}

function textsOf(errors: unknown): { [block: string]: string } {
  const entries = Object.entries(isNode(errors) ? errors : {});
  return Object.fromEntries(entries.map(([block, words]) => [block, textOf(words)]));
}
