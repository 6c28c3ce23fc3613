import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';
import { type Definition, defineTables } from './define-tables.ts';
import { widenOutbox } from './widen-outbox.ts';

/** Alerts, approvals, linking, and what is due later. */
export function alerts(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await widenOutbox(db);
      await defineTables(db, dialect, { ...problems, ...decisions, ...time, ...files });
      // One that has not ended per cause: what makes a second raise count up.
      await db.schema
        .createIndex('alerts_open')
        .unique()
        .on('alerts')
        .columns(['shop', 'kind', 'cause'])
        .where(sql.ref('state'), '!=', sql.lit('resolved'))
        .execute();
    },
  };
}

const problems = {
  alerts: {
    columns: {
      ordinal: 'ordinal',
      id: 'text',
      shop: 'text',
      number: 'number',
      kind: 'text',
      cause: 'text',
      severity: 'text',
      state: 'text',
      message: 'text',
      count: 'number',
      firstAt: 'number',
      lastAt: 'number',
      previous: 'text?',
      summary: 'text?',
      version: 'number',
      acknowledgedBy: 'text?',
      acknowledgedAt: 'number?',
      acknowledgedVia: 'text?',
      note: 'text?',
      assignee: 'text?',
      snoozedUntil: 'number?',
      resolvedBy: 'text?',
      resolvedAt: 'number?',
      step: 'number',
      remindedAt: 'number?',
    },
    unique: [['id'], ['shop', 'number']],
    indexes: [
      ['shop', 'state', 'ordinal'],
      ['shop', 'kind', 'cause', 'ordinal'],
      ['shop', 'kind', 'firstAt'],
      ['summary'],
    ],
  },
  alertNotes: {
    columns: {
      ordinal: 'ordinal',
      alert: 'text',
      at: 'number',
      by: 'text',
      via: 'text?',
      kind: 'text',
      text: 'text',
    },
    indexes: [['alert', 'ordinal']],
  },
} satisfies { [name: string]: Definition };

const decisions = {
  approvals: {
    columns: {
      ordinal: 'ordinal',
      id: 'text',
      number: 'number',
      shop: 'text',
      command: 'text',
      input: 'text',
      plan: 'text',
      seen: 'text',
      stake: 'text',
      over: 'text',
      appeal: 'text',
      hash: 'text',
      requester: 'text',
      account: 'text',
      address: 'text',
      reader: 'text',
      state: 'text',
      version: 'number',
      decidedBy: 'text?',
      decidedAt: 'number?',
      decidedVia: 'text?',
      why: 'text?',
      createdAt: 'number',
      expiresAt: 'number',
    },
    unique: [['id'], ['shop', 'number']],
    indexes: [['shop', 'state', 'ordinal']],
  },
  stakes: {
    columns: {
      id: 'id',
      shop: 'text',
      command: 'text',
      subject: 'text',
      currency: 'text',
      amount: 'number',
      at: 'number',
      doneAt: 'number?',
    },
    indexes: [
      ['shop', 'at'],
      ['shop', 'subject'],
    ],
  },
  codes: {
    columns: {
      hash: 'id',
      kind: 'text',
      person: 'text?',
      shop: 'text?',
      role: 'text?',
      name: 'text?',
      identity: 'text',
      resume: 'text?',
      createdAt: 'number',
      expiresAt: 'number',
      usedBy: 'text?',
      usedAt: 'number?',
    },
  },
} satisfies { [name: string]: Definition };

const time = {
  dues: {
    columns: { key: 'id', kind: 'text', at: 'number', payload: 'text' },
    indexes: [['at']],
  },
  counters: { columns: { name: 'id', value: 'number' } },
  pulses: {
    columns: {
      connection: 'id',
      shop: 'text',
      okAt: 'number?',
      failedAt: 'number?',
      code: 'text?',
    },
    indexes: [['shop']],
  },
} satisfies { [name: string]: Definition };

const files = {
  files: {
    columns: {
      id: 'id',
      shop: 'text',
      name: 'text',
      type: 'text',
      body: 'bytes',
      createdAt: 'number',
      expiresAt: 'number',
    },
    indexes: [['expiresAt']],
  },
  installations: {
    columns: {
      id: 'id',
      name: 'text',
      token: 'text',
      botUser: 'text',
      scopes: 'text',
      installedBy: 'text',
      installedAt: 'number',
    },
  },
} satisfies { [name: string]: Definition };
