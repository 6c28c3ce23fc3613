import type { ChatEntry } from '../line/types.ts';
import type { Seat } from '../seeds/types.ts';
import { rowOf } from './charge-row.ts';
import type { Stage } from './pages.ts';
import { pairView } from './pairs.ts';
import type { SlackSight } from './slack/sight.ts';
import { lineTries } from './tries.ts';
import { slackTries } from './slack/tries.ts';

/** Calls to Opn shown under its charges. */
const CALLS = 12;

/** Looks at the simulators from a seat: the whole state of the page, made anew each time. An unknown seat is the first one. */
export function createSight(
  { line, slack, opn, pairs, clock, shops, seats }: Stage,
  workspace: SlackSight,
) {
  const names = new Map(seats.map(({ user }) => [user.id, user.name]));

  /** `mine`: said by the person in the seat. `name` is null for the bot. */
  function entryOf({ user, ...entry }: ChatEntry, seat: Seat) {
    const name = user === null ? null : (names.get(user) ?? user);
    return { ...entry, mine: user === seat.user.id, name };
  }

  /** How often the bot has spoken. */
  function answersIn(conversation: string): number {
    return line.chat(conversation).filter(({ user }) => user === null).length;
  }

  return (id: string | undefined) => {
    const seat = seats.find((each) => each.id === id) ?? seats[0];
    if (seat === undefined) throw new Error('the sandbox has no seat');
    const faults = line.webhookFaults.current();
    return {
      now: clock.now().epochMilliseconds,
      seat: seat.id,
      seats: seats.map((each) => ({
        ...seatView(each),
        said: { ...workspace.said(each), [conversationOf(each)]: answersIn(conversationOf(each)) },
      })),
      shops: shops.map((each) => ({
        ...each.shop,
        ...each.account,
        tries: { line: lineTries(each), slack: slackTries(each) },
      })),
      chat: line.chat(conversationOf(seat)).map((entry) => entryOf(entry, seat)),
      loading: line.loading(conversationOf(seat)),
      slack: workspace.of(seat),
      quotaUsed: line.quotaUsed(),
      charges: opn.charges(seat.shop).map(rowOf),
      pairs: pairs.filter(({ shop }) => shop === seat.shop).map(pairView),
      calls: opn.requests.slice(-CALLS),
      faults: {
        opn: opn.faults.current(),
        line: line.faults.current(),
        slack: slack.faults.current(),
        thrice: faults.duplicates > 0,
      },
    };
  };
}

/** The chat a seat looks at. */
export function conversationOf({ user, group }: Seat): string {
  return group?.id ?? user.id;
}

function seatView({ id, user, group, role, shop, locale }: Seat) {
  return { id, name: user.name, group: group?.name ?? null, role, shop, locale };
}
