import { isNode, nodes } from './guards.ts';
import type { MemberParts } from './interact.ts';
import { shownView } from './modals.ts';
import { homeTapPayload, tapPayload } from './payloads.ts';
import type { Channel, Message, Node, OpenView, User } from './types.ts';

type Tap = { channel: Channel; message: Message; what: string };

/** A tap's payload. A button or a list's option is named by its action id, its value, or the words on it. */
export function tap(
  { world, urls, home }: Pick<MemberParts, 'world' | 'urls' | 'home'>,
  acting: { user: User; trigger: string },
  { channel, message, what }: Tap,
): Node {
  const found = actionIn(message, what);
  if (found === null) {
    throw new Error(`There is no button "${what}" on message ${message.ts} in ${channel.id}.`);
  }
  const url = urls.issue({ channel: channel.id, user: acting.user.id, message });
  const action = { ...found, action_ts: world.stamp() };
  return tapPayload(home, acting, { message, channel, action, url });
}

/** A tap on the Home tab, which stands in no channel. */
export function tapHome(
  { world, home }: Pick<MemberParts, 'world' | 'home'>,
  acting: { user: User; trigger: string },
  { shown, what }: { shown: OpenView; what: string },
): Node {
  const found = actionIn({ blocks: nodes(shown.view['blocks']) }, what);
  if (found === null) throw new Error(`There is no button "${what}" on the Home tab.`);
  const action = { ...found, action_ts: world.stamp() };
  return homeTapPayload(home, acting, { view: shownView(shown), action });
}

function actionIn({ blocks }: Pick<Message, 'blocks'>, what: string): Node | null {
  const elements = blocks.flatMap((block) =>
    nodes(block['elements']).map((element) => ({ ...element, block_id: block['block_id'] })),
  );
  const actions = elements.map((element) => actionOf(element, what));
  return actions.find((action) => action !== null) ?? null;
}

function actionOf(element: Node, what: string): Node | null {
  const { type, action_id, block_id, text, value } = element;
  if (type === 'button') {
    const meant = [action_id, value, wordsOf(text)].includes(what);
    return meant ? { type, action_id, block_id, text, value } : null;
  }
  if (type !== 'static_select') return null;
  const option = nodes(element['options']).find((option) =>
    [option['value'], wordsOf(option['text'])].includes(what),
  );
  return option === undefined ? null : { type, action_id, block_id, selected_option: option };
}

function wordsOf(text: unknown): unknown {
  return isNode(text) ? text['text'] : undefined;
}
