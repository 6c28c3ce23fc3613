import { idOf, type Month, planMonth } from './month.ts';
import type { Flaw, MonthPlan, SimBill } from './types.ts';

export type Place = { createdAt: number; number: number };

export type Store = {
  put(bill: SimBill): SimBill;
  plan(plan: MonthPlan): void;
  get(number: number): SimBill | undefined;
  byId(id: string): SimBill | undefined;
  flaw(number: number): Flaw | null;
  count(): number;
  /** Bills created from `since` to before `until`, behind a place, oldest first. */
  after(window: { since: number; until: number; place: Place | null }): Generator<SimBill>;
};

/** Bills that were put or changed are kept whole, those of planned months are made anew each time: 100,000 fit easily. */
export function createStore(): Store {
  const kept = new Map<number, SimBill>();
  const months: Month[] = [];
  let sorted: number[] | null = null;

  const monthOf = (number: number): Month | undefined =>
    months.find(({ first, count }) => number >= first && number < first + count);
  const get = (number: number): SimBill | undefined =>
    kept.get(number) ?? monthOf(number)?.bill(number);
  const createdAt = (number: number): number =>
    kept.get(number)?.createdAt ?? monthOf(number)?.createdAt(number) ?? 0;

  function order(): number[] {
    if (sorted !== null) return sorted;
    const all = new Set(kept.keys());
    for (const { first, count } of months)
      for (let number = first; number < first + count; number += 1) all.add(number);
    sorted = [...all].sort((a, b) => createdAt(a) - createdAt(b) || a - b);
    return sorted;
  }

  /** How many bills come before a place. */
  function rankOf(place: Place): number {
    return countBefore(
      order(),
      (number) => (createdAt(number) - place.createdAt || number - place.number) < 0,
    );
  }

  return {
    put(bill) {
      const moved = get(bill.number)?.createdAt !== bill.createdAt;
      kept.set(bill.number, bill);
      if (moved) sorted = null;
      return bill;
    },
    plan(plan) {
      months.push(planMonth(plan));
      sorted = null;
    },
    get,
    byId(id) {
      const bill = get(Number(id) - Number(idOf(0)));
      return bill?.id === id ? bill : [...kept.values()].find((other) => other.id === id);
    },
    flaw: (number) => monthOf(number)?.flaw(number) ?? null,
    count: () => order().length,
    *after({ since, until, place }) {
      const numbers = order();
      const start = rankOf({ createdAt: since, number: 0 });
      const next = place === null ? 0 : rankOf({ ...place, number: place.number + 1 });
      for (let rank = Math.max(start, next); rank < numbers.length; rank += 1) {
        const bill = get(numbers[rank] ?? 0);
        if (bill === undefined || bill.createdAt >= until) return;
        yield bill;
      }
    },
  };
}

/** How many numbers at the beginning pass, where those that pass come before those that do not. */
function countBefore(numbers: readonly number[], passes: (number: number) => boolean): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(numbers[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
