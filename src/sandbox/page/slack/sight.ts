import type { Seat } from '../../seeds/types.ts';
import { APP_USER, channelOf } from '../../seeds/workspace.ts';
import type { SlackSimulator } from '../../slack/simulator.ts';
import type { Message } from '../../slack/types.ts';
import { type Place, placeId, PLACES } from './places.ts';
import type { Talk } from './talk.ts';

export type SlackParts = {
  slack: SlackSimulator;
  seats: readonly Seat[];
  talk: Talk;
  /** Forms that were left without an answer, by id. */
  left: Set<string>;
};

export type SlackSight = ReturnType<typeof createSlackSight>;

/** Looks at the workspace from a seat: both conversations, the Home tab, and the form that is open. */
export function createSlackSight({ slack, seats, talk, left }: SlackParts) {
  const people = seats.map((seat) => [seat.slack, seat.user.name]);
  const names = Object.fromEntries([...people, [APP_USER, 'Tenban']]);

  function placeView(seat: Seat, place: Place) {
    const id = placeId(slack, seat, place);
    const seen = slack.channel(id).filter(({ onlyFor = seat.slack }) => onlyFor === seat.slack);
    const heard = seen.map((message) => messageView(message, { seat, names }));
    const unheard = talk.in(id).map((message) => messageView(message, { seat, names }));
    const all = [...heard, ...unheard.map((message) => ({ ...message, unheard: true }))];
    return { id, messages: all.sort((one, other) => Number(one.ts) - Number(other.ts)) };
  }

  return {
    of(seat: Seat) {
      const form = slack.openView(seat.slack);
      return {
        channel: channelOf(seat.shop).name,
        people: new Set(seats.filter(({ shop }) => shop === seat.shop).map((one) => one.slack))
          .size,
        names,
        places: { channel: placeView(seat, 'channel'), direct: placeView(seat, 'direct') },
        home: slack.home(seat.slack)?.view['blocks'] ?? null,
        form: form === null || left.has(form.id) ? null : form,
      };
    },
    /** How often Tenban has spoken to everybody in each conversation of this seat, by its id. */
    said(seat: Seat): Record<string, number> {
      const ids = PLACES.map((place) => placeId(slack, seat, place));
      return Object.fromEntries(ids.map((id) => [id, slack.channel(id).filter(isAnswer).length]));
    },
  };
}

function isAnswer({ user, onlyFor }: Message): boolean {
  return user === null && onlyFor === undefined;
}

type Seen = { seat: Seat; names: Readonly<Record<string, string | undefined>> };

/** `name` is null for Tenban, `at` epoch milliseconds; `onlyYou` is seen by nobody else, `unheard` not by Tenban. */
function messageView(message: Message, { seat, names }: Seen) {
  const { ts, user, text, blocks, thread, edited, onlyFor } = message;
  return {
    ts,
    at: Math.floor(Number(ts) * 1000),
    name: user === null ? null : (names[user] ?? user),
    mine: user === seat.slack,
    text,
    blocks,
    edited: edited === true,
    onlyYou: onlyFor !== undefined,
    unheard: false,
    ...(thread !== undefined && { thread }),
  };
}
