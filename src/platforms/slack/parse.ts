import type { Address, Inbound } from '../../core/platform.ts';
import { isPerson, readConversation, readMetadata, replyOf, triggerOf } from './address.ts';
import { eventIdOf } from './events.ts';
import { filledForm } from './filled-form.ts';
import { heardText } from './heard.ts';
import { type Happening, messageHeard } from './message.ts';
import { channelOf, identityOf, placeOf } from './origin.ts';
import { payloadOf } from './payload.ts';
import { SlackBody, type Tapped, type View } from './schema.ts';

/** A response_url takes answers for half an hour, a trigger opens a form for three seconds. */
const REPLY_LIFE = 30 * 60_000;
const TRIGGER_LIFE = 3_000;

/**
 * Reads one stored event; `receivedAt` is when it arrived, epoch ms. What Tenban does not act on is `ignored`, named by its
 * type, so that new types do no harm.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function parseEvent(body: Uint8Array, receivedAt: number): Inbound {
  const known = SlackBody.safeParse(payloadOf(body)).data;
  if (known === undefined) return unreadable(receivedAt);
  const address = addressOf(known, receivedAt);
  const { trigger_id: trigger } = known;
  return {
    event: eventIdOf(known) ?? '',
    at: timeOf(known) ?? receivedAt,
    identity: identityOf(known),
    address,
    ...(trigger && {
      trigger: {
        id: triggerOf({ conversation: address.conversation, id: trigger }),
        until: receivedAt + TRIGGER_LIFE,
      },
    }),
    ...whatHappened(known),
  };
}

function whatHappened(body: SlackBody): Happening {
  const { type, command, event, actions, view } = body;
  if (command) return { kind: 'text', text: heardText(body.text ?? '', null), addressed: true };
  if (event) return messageHeard(event, body);
  if (type === 'block_actions') return tapped(actions?.[0]);
  if (type === 'view_submission' && view) return filledIn(view);
  if (type === 'shortcut' || type === 'message_action')
    return { kind: 'text', text: '', addressed: true };
  return { kind: 'ignored', what: type ?? 'unreadable' };
}

/** A link's button is told of too, though the browser has opened it already: it has no value. */
function tapped(action: Tapped | undefined): Happening {
  const token = action?.value ?? action?.selected_option?.value;
  return token ? { kind: 'click', token } : { kind: 'ignored', what: 'link' };
}

/** What was left empty is not there. */
function filledIn(view: View): Happening {
  const { token, values } = filledForm(view);
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return { kind: 'form', token, values: Object.fromEntries(given) };
}

function addressOf(body: SlackBody, receivedAt: number): Address {
  const { response_url: url, view } = body;
  const channel = channelOf(body);
  const asked = view?.private_metadata ? readMetadata(view.private_metadata).conversation : '';
  const place = asked === '' ? placeOf(body) : placeAsked(asked);
  const asker = identityOf(body)?.id;
  return {
    platform: 'slack',
    ...place,
    ...(asker !== undefined && { asker }),
    ...(url &&
      channel !== null && {
        reply: {
          token: replyOf({ channel, url }),
          until: receivedAt + REPLY_LIFE,
          many: true as const,
        },
      }),
  };
}

/** A form is answered where it was asked for. */
function placeAsked(conversation: string): Pick<Address, 'conversation' | 'kind'> {
  return {
    conversation,
    kind: isPerson(readConversation(conversation).at) ? 'direct' : 'group',
  };
}

function timeOf({ event, event_time: seconds, action_ts, actions }: SlackBody): number | null {
  const stamp = event?.ts ?? actions?.[0]?.action_ts ?? action_ts;
  if (stamp && /^\d+\.\d+$/.test(stamp)) return Math.floor(Number(stamp) * 1000);
  return seconds ? seconds * 1000 : null;
}

function unreadable(receivedAt: number): Inbound {
  return {
    kind: 'ignored',
    what: 'unreadable',
    event: '',
    at: receivedAt,
    identity: null,
    address: { platform: 'slack', conversation: '', kind: 'direct' },
  };
}
