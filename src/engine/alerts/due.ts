import { z } from 'zod';
import type { AlertRow } from '../../core/alert.ts';
import { type Act, nextAct, type Rules } from '../../core/alert-due.ts';
import { stepAlert, SYSTEM } from '../../core/alert-state.ts';
import type { DueRow } from '../../core/due.ts';
import type { Tx } from '../../core/ledger.ts';
import { recipientsOf } from '../../core/routing.ts';
import { touch } from '../cards.ts';
import type { DueOutcome } from '../dues.ts';
import type { House } from '../house.ts';
import { tell } from './announce.ts';
import { rulesOf } from './world.ts';

const Payload = z.object({ id: z.string() });

/**
 * Has the times of an alert looked at anew: to be called in the transaction that changes it. The row is due at once and
 * finds out for itself when the next thing happens, because routes and holidays are not read inside a unit of the
 * ledger. What a summary lists is looked after by the summary.
 */
export async function planDue(
  house: House,
  tx: Tx,
  { id, state, summary }: AlertRow,
): Promise<void> {
  const key = `alert:${id}`;
  if (state === 'resolved' || (summary !== null && state !== 'snoozed')) return tx.dues.remove(key);
  const at = house.clock.now().epochMilliseconds;
  await tx.dues.put({ key, kind: 'alert', at, payload: { id } });
}

/** Does what is due with an alert, one thing at a time, and plans the next. */
export async function alertDue(house: House, due: DueRow): Promise<DueOutcome | void> {
  const { id } = Payload.parse(due.payload);
  const row = await house.ledger.alerts.get(id);
  const rules = row === null ? null : await rulesOf(house, row);
  if (rules === null) return;
  return { write: (tx) => step(house, tx, { id, rules }) };
}

/** Decided on the row as it is inside the transaction: whoever acknowledges first is not escalated. Returns when to look again. */
async function step(
  house: House,
  tx: Tx,
  { id, rules }: { id: string; rules: Rules },
): Promise<number | void> {
  const now = house.clock.now().epochMilliseconds;
  const row = await tx.alerts.get(id);
  const act = row === null ? null : nextAct(row, rules, now);
  if (row === null || act === null) return;
  if (act.at > now) return act.at;
  await carryOut(house, tx, { row, act, rules });
  return now;
}

type Doing = { row: AlertRow; act: Act; rules: Rules };

async function carryOut(house: House, tx: Tx, { row, act, rules }: Doing): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  if (!(await tx.alerts.change(row.id, row.version, changeOf(row, act, now))))
    throw new Error('The alert was changed at this moment: it is looked at again.');
  const recipients = recipientsOf(rules.world, act.wants);
  const told = { row, recipients, step: stepOf(row, act) };
  if (act.act !== 'escalate') await tell(house, tx, { ...told, about: `reminder:${row.id}` });
  else {
    await tell(house, tx, { ...told, about: `alert:${row.id}` });
    const names = recipients.map(({ name }) => name).join(', ');
    const note = { alert: row.id, at: now, by: SYSTEM, via: null, text: names } as const;
    await tx.alerts.note({ ...note, kind: 'escalated' });
  }
  if (act.act !== 'remind') await touch(house, tx, `alert:${row.id}`);
}

function changeOf(row: AlertRow, { act }: Act, now: number): Partial<AlertRow> {
  if (act === 'escalate') return { step: row.step + 1 };
  if (act === 'remind') return { remindedAt: now };
  const woken = stepAlert(row, { act: 'wake' }, { by: SYSTEM, via: null, at: now });
  return { ...('change' in woken && woken.change), remindedAt: now };
}

/** The same for the same step of the same alert, whoever takes it and however often. */
function stepOf(row: AlertRow, act: Act): string {
  if (act.act === 'escalate') return String(row.step + 1);
  return act.act === 'wake' ? `wake:${act.at}` : `remind:${act.since}:${act.turn}`;
}
