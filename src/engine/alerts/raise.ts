import { type AlertRow, type Raise, STORM } from '../../core/alert.ts';
import { SYSTEM } from '../../core/alert-state.ts';
import type { Tx } from '../../core/ledger.ts';
import { text } from '../../core/text.ts';
import { touch } from '../cards.ts';
import type { House } from '../house.ts';
import { announce } from './announce.ts';
import { applyAct } from './change.ts';
import { planDue } from './due.ts';

/** More of a shop and kind than this within this time are told as one. */
const ALONE = 10;
const AT_ONCE = 60_000;

export type Cause = Pick<Raise, 'shop' | 'kind' | 'cause'>;

/**
 * Something is wrong: the first time of its cause it becomes an alert and is told, after that it counts up. In the caller's
 * transaction.
 */
export async function raise(house: House, tx: Tx, alert: Raise): Promise<AlertRow> {
  const said = alert.once ? await lastOf(tx, alert) : null;
  return said ?? (await countUp(house, tx, alert)) ?? (await begin(house, tx, alert));
}

async function countUp(
  house: House,
  tx: Tx,
  { shop, kind, cause }: Cause,
): Promise<AlertRow | null> {
  const now = house.clock.now().epochMilliseconds;
  const row = await tx.alerts.again(shop, kind, cause, now);
  if (row !== null) await touch(house, tx, `alert:${row.id}`, { soon: true });
  return row;
}

/** Whoever else raises something for this shop waits at its counter, so nobody begins the same alert twice. */
async function begin(house: House, tx: Tx, alert: Raise): Promise<AlertRow> {
  const { shop, kind, cause } = alert;
  const number = await tx.counters.next(`alert:${shop}`);
  const meanwhile = await countUp(house, tx, alert);
  if (meanwhile !== null) return meanwhile;
  const summary = await summaryFor(house, tx, alert);
  const previous = await lastOf(tx, { shop, kind, cause: alert.after ?? cause });
  const row = firstRow(house, alert, {
    number,
    previous: previous?.id ?? null,
    summary: summary?.id ?? null,
  });
  if (!(await tx.alerts.add(row))) throw new Error(`alert ${kind} of ${cause} began twice`);
  if (summary !== null) return row;
  await announce(house, tx, row);
  await planDue(house, tx, row);
  return row;
}

async function lastOf(tx: Tx, { shop, kind, cause }: Cause): Promise<AlertRow | null> {
  return (await tx.alerts.open(shop, kind, cause)) ?? tx.alerts.ended(shop, kind, cause);
}

/** In a storm: the alert that stands for this one and others of its kind. */
async function summaryFor(house: House, tx: Tx, alert: Raise): Promise<AlertRow | null> {
  if (alert.cause === STORM) return null;
  const since = house.clock.now().epochMilliseconds - AT_ONCE;
  const { shop, kind, severity } = alert;
  if ((await tx.alerts.begun(shop, kind, since)) < ALONE) return null;
  const { tone, title } = alert.message;
  const message = { tone, title: text('alerts.storm.title', { count: 1, title: { text: title } }) };
  return raise(house, tx, { shop, kind, cause: STORM, severity, message });
}

type First = Pick<AlertRow, 'number' | 'previous' | 'summary'>;

function firstRow(house: House, alert: Raise, first: First): AlertRow {
  const now = house.clock.now().epochMilliseconds;
  const { shop, kind, cause, severity, message } = alert;
  return {
    id: house.tokens.newId(),
    shop,
    kind,
    cause,
    severity,
    message,
    ...first,
    state: 'open',
    count: 1,
    firstAt: now,
    lastAt: now,
    version: 1,
    acknowledgedBy: null,
    acknowledgedAt: null,
    acknowledgedVia: null,
    note: null,
    assignee: null,
    snoozedUntil: null,
    resolvedBy: null,
    resolvedAt: null,
    step: 0,
    remindedAt: null,
  };
}

/** The cause is gone: its alert ends by itself, and is not told to anybody who has not heard of it yet. */
export async function settle(house: House, tx: Tx, { shop, kind, cause }: Cause): Promise<void> {
  const row = await tx.alerts.open(shop, kind, cause);
  if (row === null) return;
  const at = house.clock.now().epochMilliseconds;
  const acted = { by: SYSTEM, via: null, at };
  await applyAct(house, tx, { id: row.id, act: { act: 'resolve' }, acted });
}
