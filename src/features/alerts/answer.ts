import type { Acted } from '../../core/alert-desk.ts';
import type { AlertRow } from '../../core/alert.ts';
import type { AlertAct, AlertRefusal } from '../../core/alert-state.ts';
import type { Context } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Action, Message } from '../../core/message.ts';
import { raw, text, type Text, timeAt } from '../../core/text.ts';
import { openAlert, unknownAlert } from './which.ts';

/** For whom and with whom: what an answer is made from. */
export type Here = Pick<Context, 'alerts' | 'settings' | 'person' | 'shop'>;

/** Does an act to the alert that is meant and says what came of it. */
export async function actAndSay(named: string, act: AlertAct, here: Here): Promise<Message> {
  const alert = await openAlert(named, here);
  const acted = await here.alerts.act(alert.id, act);
  if (acted === null) throw unknownAlert(named);
  return sayActed(acted, act, here);
}

async function sayActed(acted: Acted, act: AlertAct, here: Here): Promise<Message> {
  const { alert, did } = acted;
  if ('why' in acted) return refusedMessage(alert, acted.why, here);
  if (did === 'late') return lateMessage(alert, here);
  const key = did === 'done' ? `alerts.did.${act.act}` : `alerts.already.${act.act}`;
  return doneMessage(alert, text(key, await valuesOf(alert, here)), here);
}

function refusedMessage(alert: AlertRow, why: AlertRefusal, here: Here): Promise<Message> {
  if (why === 'acknowledged') return beatenMessage(alert, here);
  throw new UserError(
    `alerts.refused.${why}`,
    { number: String(alert.number) },
    { actions: [actionOn('alerts.view.label', 'alerts', alert)] },
  );
}

/** What the card says too: where that is drawn anew, nothing is posted besides. */
async function doneMessage(alert: AlertRow, title: Text, { alerts }: Here): Promise<Message> {
  const { actions = [] } = await alerts.show(alert);
  return { tone: 'good', title, lines: [alert.message.title], actions, echo: true };
}

async function valuesOf(alert: AlertRow, here: Here) {
  return {
    number: String(alert.number),
    name: await nameOf(alert.assignee, here),
    until: timeAt(alert.snoozedUntil ?? 0),
  };
}

/** Model message f: somebody else was first. */
async function beatenMessage(alert: AlertRow, here: Here): Promise<Message> {
  const name = await nameOf(alert.acknowledgedBy, here);
  return {
    tone: 'plain',
    title: text('alerts.beaten.title', {
      name,
      at: timeAt(alert.acknowledgedAt ?? 0),
      surface: { text: surfaceOf(alert.acknowledgedVia) },
    }),
    lines: [text('alerts.beaten.nothing', { name, alert: { text: alert.message.title } })],
    actions: [
      actionOn('alerts.note.label', 'note', alert),
      actionOn('alerts.take.label', 'assign', alert, { person: 'me' }),
    ],
  };
}

/** What has ended stays ended. */
async function lateMessage(alert: AlertRow, here: Here): Promise<Message> {
  const by = alert.resolvedBy === 'system' ? null : alert.resolvedBy;
  const at = timeAt(alert.resolvedAt ?? 0);
  const how =
    by === null
      ? text('alerts.late.settled', { at })
      : text('alerts.late.resolved', { name: await nameOf(by, here), at });
  return {
    tone: 'plain',
    title: text('alerts.late.title', { number: String(alert.number) }),
    lines: [how, text('alerts.late.kept')],
    actions: [actionOn('alerts.view.label', 'alerts', alert)],
  };
}

export function actionOn(
  label: string,
  command: string,
  { id, shop }: AlertRow,
  more: Record<string, string> = {},
): Action {
  return { kind: 'open', label: text(label), command, input: { alert: id, shop, ...more } };
}

/** How somebody is called now; `system` is Tenban. */
export async function nameOf(
  person: string | null,
  { settings }: Pick<Here, 'settings'>,
): Promise<string> {
  if (person === null || person === 'system') return 'Tenban';
  return (await settings.get('people', person))?.name ?? person;
}

export function surfaceOf(via: string | null): Text {
  return via === null ? raw('Tenban') : text(`systems.${via}`);
}
