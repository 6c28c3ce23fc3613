import { newId, secret } from './ids.ts';
import { isNode, nodes, textOf } from './guards.ts';
import type { Node, OpenView } from './types.ts';
import { withIds } from './world.ts';

/** A view that has just been opened. */
export function openedView(user: string, view: Node): OpenView {
  return { id: newId('V'), hash: secret(), user, view: identified(view), errors: {} };
}

/** The same view with other contents: what was known of the old ones is out of date. */
export function changedView(open: OpenView, view: Node): void {
  Object.assign(open, { view: identified(view), hash: secret(), errors: {} });
}

function identified(view: Node): Node {
  return { ...view, blocks: withIds(nodes(view['blocks'])) };
}

/** A view as payloads and answers show it; `values` is what was filled in. */
export function shownView({ id, hash, view }: OpenView, values: Node = {}): Node {
  return {
    private_metadata: '',
    callback_id: '',
    ...view,
    id,
    hash,
    root_view_id: id,
    previous_view_id: null,
    state: { values },
  };
}

/**
 * What a filled-in form holds, by block and action: the values given by block id, else what the inputs began with. Throws
 * when a needed one is missing, as Slack's client would not let it be sent.
 */
export function stateValues({ view }: OpenView, given: { [block: string]: string }): Node {
  const inputs = nodes(view['blocks']).filter(({ type }) => type === 'input');
  return Object.fromEntries(
    inputs.map((block) => {
      const id = textOf(block['block_id']);
      const element = isNode(block['element']) ? block['element'] : {};
      const answer = answerOf(element, given[id]);
      const empty = answer['value'] === null || answer['selected_option'] === null;
      if (empty && block['optional'] !== true) throw new Error(`"${id}" must be filled in.`);
      return [id, { [textOf(element['action_id'])]: answer }];
    }),
  );
}

function answerOf(element: Node, given: string | undefined): Node {
  if (element['type'] !== 'static_select') {
    const value = given ?? element['initial_value'] ?? null;
    return { type: element['type'], value: value === '' ? null : value };
  }
  const chosen = nodes(element['options']).find(({ value }) => value === given);
  if (given !== undefined && chosen === undefined) {
    throw new Error(`"${given}" is not among the choices.`);
  }
  const selected = chosen ?? element['initial_option'] ?? null;
  return { type: 'static_select', selected_option: selected };
}
