import type { Elsewhere, Over, Stake } from './approval.ts';
import type { Limit, Role } from './settings.ts';

/** A day of a shop, epoch ms; `to` is not part of it. */
export type Day = { from: number; to: number };

/** The day that an instant belongs to in a zone: 23 to 25 hours where clocks change. */
export function dayOf(now: Temporal.Instant, timeZone: string): Day {
  const start = now.toZonedDateTimeISO(timeZone).startOfDay();
  // Where the clocks change at midnight a day does not begin at 0:00.
  const end = start.add({ days: 1 }).startOfDay();
  return { from: start.epochMilliseconds, to: end.epochMilliseconds };
}

type About = { shop: string; role: Role; command: string };

/** The limits on a command for a role: those of the shop that name no other role and no other commands. */
export function limitsOn(limits: readonly Limit[], { shop, role, command }: About): Limit[] {
  return limits.filter(
    (limit) =>
      limit.shop === shop &&
      (limit.role === undefined || limit.role === role) &&
      covers(limit, command),
  );
}

/**
 * The limits on what somebody may approve: those that name their role. One for everybody is about asking alone, and a second
 * person is what it asks for.
 */
export function limitsOnApproving(limits: readonly Limit[], about: About): Limit[] {
  return limitsOn(limits, about).filter(({ role }) => role !== undefined);
}

export function covers({ commands }: Limit, command: string): boolean {
  return commands === undefined || commands.includes(command);
}

/** What counts beside a request, in the limit's currency: not done yet to the same subject, and all of the day. */
export type Counted = { limit: Limit; open: number; today: number };

/**
 * Which limit a stake is over, or null. `counted` has every limit that is about it; a shop that limits something and
 * has no limit for it in the stake's currency allows nothing without a second person.
 */
export function overLimit(stake: Stake, counted: readonly Counted[]): Over | null {
  if (counted.length === 0) return null;
  const { amount, currency } = stake.money;
  const here = counted.filter(({ limit }) => limit.currency === currency);
  if (here.length === 0) return { per: 'request', limit: null };
  const before = stake.before.subject.amount;
  return (
    firstOver(here, 'request', ({ limit }) => [limit.perRequest, amount]) ??
    firstOver(here, 'charge', ({ limit, open }) => [limit.perCharge, before + open + amount]) ??
    firstOver(here, 'day', ({ limit, today }) => [
      limit.perDay,
      today + elsewhereOf(stake.before.elsewhere, limit) + amount,
    ])
  );
}

/** The lowest limit of one sort that is exceeded. */
function firstOver(
  counted: readonly Counted[],
  per: 'request' | 'charge' | 'day',
  sums: (counted: Counted) => [most: number | undefined, sum: number],
): Over | null {
  const exceeded = counted.flatMap((each) => {
    const [most, sum] = sums(each);
    return most !== undefined && sum > most
      ? [{ amount: most, currency: each.limit.currency }]
      : [];
  });
  const [lowest] = exceeded.toSorted((a, b) => a.amount - b.amount);
  return lowest === undefined ? null : { per, limit: lowest };
}

function elsewhereOf(elsewhere: readonly Elsewhere[], limit: Limit): number {
  return elsewhere
    .filter(({ command, money }) => covers(limit, command) && money.currency === limit.currency)
    .reduce((sum, { money }) => sum + money.amount, 0);
}
