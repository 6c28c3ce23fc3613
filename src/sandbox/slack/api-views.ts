import { refusalOf } from '../../platforms/slack/limits.ts';
import { type Answer, type Method, refuse, refuseFor } from './call.ts';
import { isNode, textOf } from './guards.ts';
import { changedView, openedView, shownView } from './modals.ts';
import type { Triggers } from './triggers.ts';
import type { Node, OpenView } from './types.ts';
import type { World } from './world.ts';

const DEEPEST = 3;

type Views = { world: World; triggers: Triggers };
type Checked = { view: Node } | { refusal: Answer };

/** https://docs.slack.dev/surfaces/modals */
export function viewMethods(views: Views): { [name: string]: Method } {
  return {
    'views.open': (args) => open(views, args, 'open'),
    'views.push': (args) => open(views, args, 'push'),
    'views.update': (args) => update(views, args),
    'views.publish': (args) => publish(views, args),
  };
}

function open({ world, triggers }: Views, args: Node, how: 'open' | 'push'): Answer {
  const checked = checkedView(args, 'modal');
  if ('refusal' in checked) return checked.refusal;
  const taken = triggers.take(textOf(args['trigger_id']));
  if ('error' in taken) return refuse(taken.error);
  const stack = world.modals.get(taken.user) ?? [];
  if (how === 'push' && stack.length >= DEEPEST) return refuse('push_limit_reached');
  const opened = openedView(taken.user, checked.view);
  world.modals.set(taken.user, how === 'push' ? [...stack, opened] : [opened]);
  world.changed();
  return { ok: true, view: shownView(opened) };
}

function update({ world }: Views, args: Node): Answer {
  const checked = checkedView(args, 'modal');
  if ('refusal' in checked) return checked.refusal;
  const shown = [...world.modals.values()].flat().find((view) => isMeant(view, args));
  if (shown === undefined) return refuse('not_found');
  if (isOutdated(shown, args)) return refuse('hash_conflict');
  changedView(shown, checked.view);
  world.changed();
  return { ok: true, view: shownView(shown) };
}

function isMeant({ id, view }: OpenView, args: Node): boolean {
  const external = args['external_id'];
  return id === args['view_id'] || (external !== undefined && view['external_id'] === external);
}

function isOutdated({ hash }: OpenView, args: Node): boolean {
  return args['hash'] !== undefined && args['hash'] !== hash;
}

function publish({ world }: Views, args: Node): Answer {
  const user = textOf(args['user_id']);
  if (!world.users.has(user)) return refuse('user_not_found');
  const checked = checkedView(args, 'home');
  if ('refusal' in checked) return checked.refusal;
  const shown = world.homes.get(user);
  if (shown !== undefined && isOutdated(shown, args)) return refuse('hash_conflict');
  const home = shown ?? openedView(user, checked.view);
  changedView(home, checked.view);
  world.homes.set(user, home);
  world.changed();
  return { ok: true, view: shownView(home) };
}

function checkedView(args: Node, type: string): Checked {
  const { view } = args;
  if (!isNode(view) || view['type'] !== type) return { refusal: refuse('invalid_arguments') };
  const refusal = refusalOf(view);
  return refusal === null ? { view } : { refusal: refuseFor(refusal) };
}
