import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';
import { type Definition, defineTables } from './define-tables.ts';

/** The first tables. */
export function start(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await defineTables(db, dialect, { ...messages, ...requests, ...work, ...audit, jobs });
      await db.schema
        .createIndex('jobs_waiting_key')
        .unique()
        .on('jobs')
        .column('key')
        .where(sql.ref('state'), '=', sql.lit('waiting'))
        .execute();
    },
  };
}

const messages = {
  inbox: {
    columns: {
      id: 'id',
      source: 'text',
      account: 'text',
      event: 'text',
      ref: 'text?',
      body: 'bytes',
      receivedAt: 'number',
      doneAt: 'number?',
    },
    unique: [['source', 'account', 'event']],
    indexes: [['source', 'account', 'ref'], ['receivedAt']],
  },
  outbox: {
    columns: {
      id: 'id',
      key: 'text',
      address: 'text',
      reader: 'text',
      message: 'text',
      state: 'text',
      retryKey: 'text',
      firstAttemptAt: 'number?',
      via: 'text?',
      ref: 'text?',
      error: 'text?',
      createdAt: 'number',
      sentAt: 'number?',
    },
    unique: [['key']],
  },
} satisfies { [name: string]: Definition };

const requests = {
  actions: {
    columns: {
      id: 'id',
      kind: 'text',
      command: 'text',
      input: 'text',
      seen: 'text?',
      shop: 'text?',
      conversation: 'text',
      outbox: 'text?',
      of: 'text?',
      said: 'text',
      createdAt: 'number',
      expiresAt: 'number',
      usedBy: 'text?',
      usedAt: 'number?',
    },
  },
  executions: {
    columns: {
      id: 'id',
      command: 'text',
      shop: 'text',
      person: 'text',
      account: 'text',
      input: 'text',
      plan: 'text',
      address: 'text',
      reader: 'text',
      startedAt: 'number',
      endedAt: 'number?',
    },
    indexes: [['shop', 'endedAt']],
  },
  dialogs: {
    columns: {
      key: 'id',
      command: 'text',
      shop: 'text?',
      input: 'text',
      asking: 'text',
      expiresAt: 'number',
    },
  },
} satisfies { [name: string]: Definition };

const work = {
  operations: {
    columns: {
      ordinal: 'ordinal',
      key: 'text',
      kind: 'text',
      shop: 'text',
      connection: 'text',
      subject: 'text',
      state: 'text',
      request: 'text',
      result: 'text',
      failure: 'text',
      attempts: 'number',
      sentAt: 'number?',
      absentReads: 'number',
      lastReadAt: 'number?',
      decidedBy: 'text?',
      createdAt: 'number',
      endedAt: 'number?',
    },
    unique: [['key']],
    indexes: [['shop', 'subject', 'ordinal']],
  },
  runs: {
    columns: {
      id: 'id',
      shop: 'text',
      connection: 'text',
      kind: 'text',
      state: 'text',
      cursor: 'text',
      startedBy: 'text?',
      startedAt: 'number',
      endedAt: 'number?',
    },
  },
  verdicts: {
    columns: {
      ordinal: 'ordinal',
      run: 'text',
      shop: 'text',
      system: 'text',
      order: 'text',
      verdict: 'text',
      reason: 'text',
      detail: 'text',
      at: 'number',
    },
    unique: [['run', 'shop', 'system', 'order']],
    indexes: [['shop', 'system', 'order', 'at', 'ordinal']],
  },
} satisfies { [name: string]: Definition };

const audit = {
  audit: {
    columns: {
      shop: 'text',
      seq: 'number',
      at: 'number',
      actor: 'text',
      account: 'text',
      action: 'text',
      subject: 'text',
      detail: 'text',
      hash: 'text',
      previous: 'text',
    },
    unique: [['shop', 'seq']],
  },
  auditHeads: { columns: { shop: 'id', seq: 'number', hash: 'text' } },
} satisfies { [name: string]: Definition };

const jobs = {
  columns: {
    ordinal: 'ordinal',
    id: 'text',
    kind: 'text',
    payload: 'text',
    key: 'text?',
    runAt: 'number',
    priority: 'number',
    group: 'text?',
    attempts: 'number',
    state: 'text',
    error: 'text?',
  },
  unique: [['id']],
  indexes: [['state', 'priority', 'runAt', 'ordinal']],
} satisfies Definition;
