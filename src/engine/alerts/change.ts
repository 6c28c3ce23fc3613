import type { Acted } from '../../core/alert-desk.ts';
import { type AlertNoteRow, type AlertRow, NOT_ENDED, STORM } from '../../core/alert.ts';
import { type ActedBy, type AlertAct, stepAlert, SYSTEM } from '../../core/alert-state.ts';
import type { Tx } from '../../core/ledger.ts';
import { touch } from '../cards.ts';
import type { House } from '../house.ts';
import { planDue } from './due.ts';

const TRIES = 5;
/** The same words of the same person within this time are one note: a command may run twice, and fingers tap twice. */
const SAME_WORDS = 10 * 60_000;
const EVERY_MEMBER = 100_000;
/** What is done to a summary is done to all it stands for; they are looked after by it, so they need no snoozing. */
const LED: readonly AlertAct['act'][] = ['acknowledge', 'unacknowledge', 'assign', 'resolve'];

/** `led`: the act is a summary's, whose own time decides when to look again. */
export type Deed = { id: string; act: AlertAct; acted: ActedBy; led?: true };

/**
 * Does an act to an alert in the caller's transaction: its row, its history, its cards and what is due later. When another
 * act got in between, it is decided anew on what that left. Null when there is no such alert.
 */
export async function applyAct(house: House, tx: Tx, deed: Deed): Promise<Acted | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row = await tx.alerts.get(deed.id);
    if (row === null) return null;
    const acted = await tryAct(house, tx, row, deed);
    if (acted !== null) return acted;
  }
  throw new Error(`alert ${deed.id} changed ${TRIES} times while it was to be changed`);
}

/** Null when the row is not as it was any more. */
async function tryAct(house: House, tx: Tx, row: AlertRow, deed: Deed): Promise<Acted | null> {
  const step = stepAlert(row, deed.act, deed.acted);
  if (await isRepeated(tx, row, deed, 'note' in step ? step.note : null))
    return { did: 'already', alert: row };
  if ('refused' in step) return { did: 'refused', why: step.refused, alert: row };
  const { change, note } = step;
  if (change !== null && !(await tx.alerts.change(row.id, row.version, change))) return null;
  if (note !== null) await tx.alerts.note({ alert: row.id, ...note });
  if (change === null) return { did: note === null ? 'already' : 'late', alert: row };
  const alert = { ...row, ...change, version: row.version + 1 };
  await follow(house, tx, alert, deed);
  return { did: 'done', alert };
}

type Said = Pick<AlertNoteRow, 'kind' | 'text'>;

async function isRepeated(
  tx: Tx,
  { id }: AlertRow,
  { act, acted }: Deed,
  note: Said | null,
): Promise<boolean> {
  const takenBack: Said | null =
    act.act === 'unacknowledge' ? { kind: 'unacknowledged', text: act.reason } : null;
  const said = note ?? takenBack;
  if (said === null) return false;
  const last = (await tx.alerts.notes(id)).at(-1);
  if (last === undefined || acted.at - last.at >= SAME_WORDS) return false;
  return last.by === acted.by && last.kind === said.kind && last.text === said.text;
}

/** What a change leads to: cards drawn anew, its own due row, its members, and the end of a summary without any left. */
async function follow(house: House, tx: Tx, alert: AlertRow, deed: Deed): Promise<void> {
  await touch(house, tx, `alert:${alert.id}`);
  if (deed.led === undefined) await planDue(house, tx, alert);
  if (alert.cause === STORM && LED.includes(deed.act.act))
    await leadMembers(house, tx, alert, deed);
  if (alert.state === 'resolved' && deed.led === undefined)
    await endSummary(house, tx, alert, deed.acted.at);
}

async function leadMembers(house: House, tx: Tx, summary: AlertRow, deed: Deed): Promise<void> {
  const members = await tx.alerts.list({
    shops: [summary.shop],
    summary: summary.id,
    states: NOT_ENDED,
    limit: EVERY_MEMBER,
  });
  for (const { id } of members) await applyAct(house, tx, { ...deed, id, led: true });
}

/** The last member takes its summary along. Whoever else ends one at the same moment waits at the summary's row. */
async function endSummary(house: House, tx: Tx, member: AlertRow, at: number): Promise<void> {
  if (member.summary === null || !(await holdRow(tx, member.summary))) return;
  const left = await tx.alerts.list({
    shops: [member.shop],
    summary: member.summary,
    states: NOT_ENDED,
    limit: 1,
  });
  if (left.length > 0) return;
  await applyAct(house, tx, {
    id: member.summary,
    act: { act: 'resolve' },
    acted: { by: SYSTEM, via: null, at },
  });
}

async function holdRow(tx: Tx, id: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row = await tx.alerts.get(id);
    if (row === null || row.state === 'resolved') return false;
    if (await tx.alerts.change(id, row.version, {})) return true;
  }
  throw new Error(`summary ${id} changed ${TRIES} times while it was to be held`);
}
