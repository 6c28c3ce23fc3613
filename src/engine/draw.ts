import { isWithinReach } from '../core/ceiling.ts';
import type { OutboxRow } from '../core/ledger.ts';
import type { Action } from '../core/message.ts';
import { type Channel, may } from '../core/people.ts';
import type { Drawn, DrawnAction, Reader } from '../core/platform.ts';
import type { Connection, Person, Shop } from '../core/settings.ts';
import { text } from '../core/text.ts';
import { drawMessage } from '../i18n/draw.ts';
import type { View } from '../i18n/words.ts';
import { channelOf } from './channel.ts';
import type { House } from './house.ts';

/**
 * Chooses a message's words for its reader as they are now, and signs its buttons. Somebody who is shown a card alone sees
 * no button that would refuse them.
 */
export async function draw(
  house: House,
  { message, reader, address }: Pick<OutboxRow, 'message' | 'reader' | 'address'>,
): Promise<Drawn> {
  const known = await readerNow(house, reader);
  const channel = await channelOf(house, address);
  const connections = await house.settings.list('connections');
  const view = viewFrom(house, reader, known);
  const drawn = drawMessage(message, view, house.words);
  const shown = (actions: Signable[] = []): DrawnAction[] =>
    actions
      .filter((action) => isOffered(house, action, { ...known, channel, connections }))
      .flatMap((action) => drawAction(house, action, view));
  return {
    ...drawn,
    locale: view.locale,
    actions: shown(drawn.actions),
    choices: shown(drawn.choices),
  };
}

type Offering = ReaderNow & { channel: Channel; connections: readonly Connection[] };

function isOffered(
  { commands }: House,
  action: Signable,
  { person, shop, channel, connections }: Offering,
): boolean {
  if (action.kind === 'link' || person === null || shop === null) return true;
  const command = commands.get(action.command);
  if (command === undefined) return false;
  const allowed = may({ identity: null, person }, command, shop, channel).ok;
  return allowed && isWithinReach(command, { shop, person: person.id, connections });
}

type Signable = Action<string> & { id?: string };

function drawAction(house: House, action: Signable, view: View): DrawnAction[] {
  const { label, style = 'plain' } = action;
  const face = { label, style };
  if (action.kind === 'link') return [{ ...face, url: action.url }];
  if (action.id === undefined) return [];
  const acts = action.final === true || (action.kind === 'confirm' && style === 'danger');
  const confirm = acts ? { confirm: lastQuestion(house, label, view) } : {};
  return [{ ...face, ...confirm, token: house.tokens.sign(action.id) }];
}

/** A tap that cannot be taken back acts at once: a slip of the finger on the right card is still a slip. */
function lastQuestion(
  { words }: House,
  label: string,
  view: View,
): DrawnAction['confirm'] & object {
  return {
    title: words.say(text('talk.sure.title'), view),
    text: words.say(text('talk.sure.text', { action: label }), view),
    yes: label,
    no: words.say(text('labels.back'), view),
  };
}

type ReaderNow = { person: Person | null; shop: Shop | null };

async function readerNow({ settings }: House, reader: Reader): Promise<ReaderNow> {
  return {
    person: reader.person === null ? null : await settings.get('people', reader.person),
    shop: reader.shop === null ? null : await settings.get('shops', reader.shop),
  };
}

/** The reader's language and zone as their settings are now. */
export async function viewOf(house: House, reader: Reader): Promise<View> {
  return viewFrom(house, reader, await readerNow(house, reader));
}

function viewFrom(house: House, reader: Reader, { person, shop }: ReaderNow): View {
  const shopZone = shop?.timeZone ?? person?.timeZone ?? house.defaults.timeZone;
  return {
    locale: person?.locale ?? reader.locale,
    timeZone: person?.timeZone ?? shopZone,
    shopZone,
    now: house.clock.now().epochMilliseconds,
  };
}
