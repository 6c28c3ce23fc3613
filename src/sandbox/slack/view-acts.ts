import { isAnswered } from './deliveries.ts';
import { isNode, textOf } from './guards.ts';
import { acting, interact, type MemberParts } from './interact.ts';
import { changedView, openedView, shownView, stateValues } from './modals.ts';
import { closePayload, formPayload } from './payloads.ts';
import { tapHome } from './taps.ts';
import type { OpenView, SentInteraction } from './types.ts';
import type { World } from './world.ts';

/** What people do with a form or their Home tab. */
export type ViewActs = {
  /** Taps a button of the Home tab. */
  clickHome(user: string, what: string): Promise<SentInteraction>;
  /** Sends a form: answers by block id, what was there already where there is none. */
  submit(user: string, view: string, values?: Record<string, string>): Promise<SentInteraction>;
  /** Leaves a form with its cross, or with all those it stands on; the app hears of it where the form asked for that. */
  close(user: string, view: string, how?: { all?: boolean }): Promise<SentInteraction | null>;
};

export function createViewActs(parts: MemberParts): ViewActs {
  const { world, home } = parts;
  return {
    async clickHome(user, what) {
      const shown = world.homes.get(user);
      if (shown === undefined) throw new Error(`${user} has no Home tab yet.`);
      return interact(parts, 'interactive', tapHome(parts, acting(parts, user), { shown, what }));
    },
    async submit(user, id, values = {}) {
      const open = needView(world, user, id);
      const view = shownView(open, stateValues(open, values));
      const sent = await interact(
        parts,
        'interactive',
        formPayload(home, acting(parts, user), view),
      );
      if (isAnswered(sent.outcome)) follow(world, open, sent.answer);
      return sent;
    },
    async close(user, id, { all = false } = {}) {
      const open = needView(world, user, id);
      const stack = world.modals.get(user) ?? [];
      world.modals.set(user, all ? [] : stack.filter((one) => one !== open));
      world.changed();
      if (open.view['notify_on_close'] !== true) return null;
      const payload = closePayload(home, acting(parts, user), shownView(open), all);
      return interact(parts, 'interactive', payload);
    },
  };
}

function needView({ modals }: World, user: string, id: string): OpenView {
  const open = modals.get(user)?.find((view) => view.id === id);
  if (open === undefined) throw new Error(`${user} has no form ${id} open.`);
  return open;
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
