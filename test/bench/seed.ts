import { SHOP } from './crew.ts';
import type { Place, Store } from './place.ts';

/** What differs between the databases: counting from 1 to n as `i`, a random text of 22 signs, and empty bytes. */
const WORDS = {
  SQLite: {
    numbers: (n) =>
      `(with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < ${n}) select i from numbers)`,
    random: 'substr(hex(randomblob(11)), 1, 22)',
    padded: `printf('%012d', i)`,
    bytes: (text) => `cast(${text} as blob)`,
  },
  PostgreSQL: {
    numbers: (n) => `(select generate_series(1, ${n}) as i)`,
    random: 'substr(md5(random()::text), 1, 22)',
    padded: `lpad(i::text, 12, '0')`,
    bytes: (text) => `convert_to(${text}, 'UTF8')`,
  },
} satisfies Record<Store, Words>;

type Words = {
  numbers(n: number): string;
  random: string;
  padded: string;
  bytes(text: string): string;
};

/** What happens in a shop's chats, as shares of all rows: most of it is talk, little of it moves money. */
const SHARES = {
  inbox: 40,
  outbox: 20,
  actions: 20,
  audit: 10,
  executions: 4,
  operations: 4,
  jobs: 2,
};

/** 2026-01-01. History is spread over the time before it, a row per second. */
const THEN = 1_767_225_600_000;

/**
 * Fills the tables of a ledger that Tenban has made and left: so many rows of history, all of it done. Jobs leave no rows
 * when they are done; those of history were given up.
 */
export async function seed(place: Place, rows: number): Promise<void> {
  const words = WORDS[place.store];
  const share = (table: keyof typeof SHARES): number => Math.round((rows * SHARES[table]) / 100);
  const audit = share('audit');
  await place.run([
    inbox(words, share('inbox')),
    outbox(words, share('outbox')),
    actions(words, share('actions')),
    auditLog(words, audit),
    `insert into "auditHeads" (shop, seq, hash) values ('${SHOP}', ${audit}, 'seeded')`,
    executions(words, share('executions')),
    operations(words, share('operations')),
    jobs(words, share('jobs'), place.store),
  ]);
}

const ADDRESS = `'{"platform":"line","conversation":"U","kind":"direct"}'`;
const READER = `'{"person":"p1","shop":"${SHOP}","locale":"en"}'`;
/** About what an answer takes. */
const MESSAGE = `'{"tone":"plain","title":{"key":"help.title.shop"},"lines":["${'x'.repeat(600)}"]}'`;
const at = `(${THEN} - 1000000000 + i * 1000)`;

function inbox({ numbers, random, padded, bytes }: Words, n: number): string {
  const body = bytes(`'${'x'.repeat(450)}'`);
  return `insert into inbox (id, source, account, event, ref, body, "receivedAt", "doneAt")
    select ${padded} || ${random}, 'line', 'U${'0'.repeat(32)}', '01' || ${padded} || ${random}, ${padded},
    ${body}, ${at}, ${at} from ${numbers(n)} as history`;
}

function outbox({ numbers, random, padded }: Words, n: number): string {
  return `insert into outbox (id, key, address, reader, message, state, "retryKey", "firstAttemptAt", via, "createdAt",
    "sentAt", conversation) select ${random}, 'reply:' || ${padded}, ${ADDRESS}, ${READER}, ${MESSAGE}, 'sent',
    ${random}, ${at}, 'reply', ${at}, ${at}, 'line:U' || (i % 500) from ${numbers(n)} as history`;
}

function actions({ numbers, random }: Words, n: number): string {
  return `insert into actions (id, kind, command, input, shop, conversation, outbox, said, "createdAt", "expiresAt")
    select ${random}, 'open', 'refund', '{}', '${SHOP}', 'line:U' || (i % 500), ${random}, 'null', ${at}, ${at}
    from ${numbers(n)} as history`;
}

function auditLog({ numbers, random }: Words, n: number): string {
  return `insert into audit (shop, seq, at, actor, account, action, subject, detail, hash, previous)
    select '${SHOP}', i, ${at}, 'p1', 'line:U', 'refund', 'chrg_' || i, '{"amount":1000}', ${random}, ${random}
    from ${numbers(n)} as history`;
}

function executions({ numbers, random }: Words, n: number): string {
  return `insert into executions (id, command, shop, person, account, input, plan, address, reader, "startedAt", "endedAt")
    select ${random}, 'refund', '${SHOP}', 'p1', 'line:U', '{}', '{}', ${ADDRESS}, ${READER}, ${at}, ${at}
    from ${numbers(n)} as history`;
}

function operations({ numbers, random, padded }: Words, n: number): string {
  return `insert into operations (key, kind, shop, connection, subject, state, request, result, failure, attempts,
    "absentReads", "createdAt", "endedAt") select ${padded} || ${random}, 'refund', '${SHOP}', 'opn', 'chrg_' || i,
    'done', '{}', '{}', 'null', 1, 0, ${at}, ${at} from ${numbers(n)} as history`;
}

/** On PostgreSQL pg-boss keeps them, in tables of its own. */
function jobs({ numbers, random, padded }: Words, n: number, store: Store): string {
  if (store === 'PostgreSQL')
    return `insert into pgboss.job (name, data, state) select 'tenban-failed', '{}', 'created' from ${numbers(n)} as history`;
  return `insert into jobs (id, kind, payload, "runAt", priority, attempts, state, error)
    select ${padded} || ${random}, 'deliver', '{}', ${at}, 5, 8, 'failed', 'given up' from ${numbers(n)} as history`;
}
