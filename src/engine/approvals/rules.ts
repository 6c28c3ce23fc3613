import type { Guarded } from '../../core/command.ts';
import type { Appeal, Over, Stake } from '../../core/approval.ts';
import type { Reads, Tx } from '../../core/ledger.ts';
import {
  covers,
  type Day,
  dayOf,
  limitsOn,
  limitsOnApproving,
  overLimit,
} from '../../core/limits.ts';
import type { Limit, Person, Shop } from '../../core/settings.ts';
import type { House } from '../house.ts';
import { deciders, type Told } from './people.ts';
import { waits } from './words.ts';

/** All that decides whether a request needs a second person, the ledger aside: read before the transaction. */
export type Rules = {
  shop: Shop;
  command: string;
  requester: Person;
  /** Null when no money moves. */
  stake: Stake | null;
  appeal: Appeal;
  limits: readonly Limit[];
  people: readonly Person[];
  /** Who may decide requests of this shop besides, whatever the amount. */
  deciders: readonly Told[];
  day: Day;
};

type Request = { shop: Shop; command: string; person: Person; guarded: Guarded };

export async function readRules(
  house: House,
  { shop, command, person, guarded }: Request,
): Promise<Rules> {
  const { what, lines, actions = [] } = guarded;
  const all = await house.settings.list('limits');
  const people = await house.settings.list('people');
  const limits = all.filter((limit) => limit.shop === shop.id);
  const day = dayOf(house.clock.now(), shop.timeZone);
  return {
    shop,
    command,
    requester: person,
    stake: await stakeOf(guarded, limits.some(isOfADay(command)) ? day : null),
    appeal: { what, lines, actions },
    limits,
    people,
    deciders: await deciders(house, { people, shop, requester: person.id }),
    day,
  };
}

function isOfADay(command: string): (limit: Limit) => boolean {
  return (limit) => limit.perDay !== undefined && covers(limit, command);
}

/** The remote system is asked for its day only when a limit counts it. */
async function stakeOf({ stake }: Guarded, day: Day | null): Promise<Stake | null> {
  if (stake === null) return null;
  const { money, subject, reason, before } = stake;
  const elsewhere = day === null ? [] : await stake.elsewhere(day);
  return { money, subject, reason, before: { subject: before, elsewhere } };
}

/** Keeps every other request of the shop that is about limits out until the transaction ends. */
export async function lockStakes(tx: Tx, shop: Shop): Promise<void> {
  await tx.counters.next(`stakes:${shop.id}`);
}

/** Whether a request needs a second person, and who there is. Without a limit in the way nobody is looked for. */
export type Verdict = { over: Over | null; approvers: readonly Told[] };

/** `reads` is the transaction's where it counts. */
export async function judge(reads: Reads, rules: Rules): Promise<Verdict> {
  const over = rules.stake === null ? RULE : await weigh(reads, rules);
  if (over === null) return { over: null, approvers: [] };
  const approvers: Told[] = [];
  for (const told of rules.deciders)
    if ((await weigh(reads, rules, { as: told.person })) === null) approvers.push(told);
  if (over.per !== 'rule') return { over, approvers };
  return { over: { per: 'rule', waits: approvers.length === 0 }, approvers };
}

const RULE: Over = { per: 'rule', waits: false };

/** What was seen, and what the confirm button under it promised: it is pressed for nothing else. */
export function seenUnder(seen: string, { over }: Verdict): string {
  if (over === null) return seen;
  return `${seen}\n${waits(over) ? 'waits' : 'asks'}`;
}

/** Which limit a request is over; `as` asks whether somebody may approve it, `except` is the request's own stake. */
export async function weigh(
  reads: Reads,
  rules: Rules,
  { as, except }: { as?: Person; except?: string } = {},
): Promise<Over | null> {
  const { stake, shop, command, limits } = rules;
  if (stake === null) return null;
  const role = (as ?? rules.requester).roles[shop.id] ?? 'viewer';
  const about = { shop: shop.id, role, command };
  const on = as === undefined ? limitsOn(limits, about) : limitsOnApproving(limits, about);
  const counted = await Promise.all(
    on.map(async (limit) => ({ limit, ...(await countFor(reads, rules, { limit, except })) })),
  );
  return overLimit(stake, counted);
}

async function countFor(
  reads: Reads,
  { stake, day }: Rules,
  { limit, except }: { limit: Limit; except?: string | undefined },
): Promise<{ open: number; today: number }> {
  const { shop, currency, commands } = limit;
  const filter = { shop, currency, commands, except };
  return {
    open: await reads.stakes.open({ ...filter, subject: stake?.subject ?? '' }),
    today: await reads.stakes.day({ ...filter, ...day }),
  };
}
