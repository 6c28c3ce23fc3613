import type { Acted } from '../../core/alert-desk.ts';
import type { AlertAct } from '../../core/alert-state.ts';
import type { Tx } from '../../core/ledger.ts';
import type { House } from '../house.ts';
import { applyAct } from './change.ts';

/** A person and the account that acts; `via` is the platform. */
export type Hand = { person: string; account: string; via: string };
type Act = { alert: string; act: AlertAct; hand: Hand };

/** What the audit chain calls an act. */
const AUDITED: { [act in AlertAct['act']]: string } = {
  acknowledge: 'alert.acknowledged',
  unacknowledge: 'alert.unacknowledged',
  snooze: 'alert.snoozed',
  wake: 'alert.woken',
  assign: 'alert.assigned',
  note: 'alert.noted',
  resolve: 'alert.resolved',
  again: 'alert.counted',
};

/** Does what a person wants with an alert, with a row in the shop's audit chain. Null when there is no such alert. */
export async function act(house: House, wanted: Act): Promise<Acted | null> {
  const at = house.clock.now().epochMilliseconds;
  return house.ledger.write((tx) => actIn(house, tx, wanted, at));
}

async function actIn(
  house: House,
  tx: Tx,
  { alert: id, act: wanted, hand }: Act,
  at: number,
): Promise<Acted | null> {
  const acted = await applyAct(house, tx, {
    id,
    act: wanted,
    acted: { by: hand.person, via: hand.via, at },
  });
  if (acted === null || (acted.did !== 'done' && acted.did !== 'late')) return acted;
  const { shop, number, kind, cause } = acted.alert;
  const { act: name, ...words } = wanted;
  await tx.audit.append({
    shop,
    at,
    actor: hand.person,
    account: hand.account,
    action: acted.did === 'late' ? 'alert.noted-late' : AUDITED[name],
    subject: `#${number}`,
    detail: { alert: id, kind, cause, ...words },
  });
  return acted;
}
