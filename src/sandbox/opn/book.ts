import type { Clock } from '../../core/clock.ts';
import type { Moment } from './acts.ts';
import type { Token } from './create-charge.ts';
import type { Entry, SimAccount } from './entry.ts';
import { createIds } from './ids.ts';
import { notFound, OpnRefusal } from './refusals.ts';
import { entryOf, type Seed } from './seed.ts';

/** Secret key to the account it opens. A key that starts with `skey_test_` opens it in test mode. */
export type OpnKeys = Readonly<
  Record<string, { account: string; country: string; currency: string }>
>;

/** Everything the simulator holds, in memory. */
export type Book = ReturnType<typeof createBook>;

/** An empty book for these accounts. `changed` is called after every change. */
export function createBook(options: { clock: Clock; keys: OpnKeys; changed(): void }) {
  const accounts = accountsOf(options.keys);
  const entries: Entry[] = [];
  const tokens = new Map<string, Token>();
  const revoked = new Set<string>();
  const idFor = createIds(now);

  function now(): number {
    return Math.floor(options.clock.now().epochMilliseconds / 1000) * 1000;
  }

  function moment(account: SimAccount): Moment {
    return { now: now(), nextId: idFor(account) };
  }

  function add(entry: Entry): Entry {
    entries.push(entry);
    entries.sort((a, b) => a.createdAt - b.createdAt);
    options.changed();
    return entry;
  }

  return {
    now,
    tokens,
    /** The time and the ids of something that happens now. */
    moment,
    add,
    accountOfKey: (key: string) => (revoked.has(key) ? null : (accounts.get(key) ?? null)),
    revoked,

    /** Oldest first. */
    entriesOf: (account: string) => entries.filter((entry) => entry.account.id === account),

    /** Throws a refusal when there is none, or it is another account's. */
    entry(id: string, account?: SimAccount): Entry {
      const entry = entries.find((each) => each.id === id);
      const hidden = account !== undefined && entry?.account.id !== account.id;
      if (entry === undefined || hidden) throw new OpnRefusal(notFound('charge', id));
      return entry;
    },

    seed: (account: string, seed: Seed) => {
      const owner = accountNamed(accounts, account);
      return add(entryOf(seed, { account: owner, ...moment(owner) }));
    },
  };
}

function accountNamed(accounts: Map<string, SimAccount>, id: string): SimAccount {
  const account = [...accounts.values()].find((each) => each.id === id);
  if (account === undefined) throw new Error(`no key of the simulator opens the account ${id}`);
  return account;
}

function accountsOf(keys: OpnKeys): Map<string, SimAccount> {
  const rows = Object.entries(keys).map(([key, { account, country, currency }]) => {
    const livemode = !key.startsWith('skey_test_');
    return [key, { id: account, country, currency, livemode }] as const;
  });
  return new Map(rows);
}
