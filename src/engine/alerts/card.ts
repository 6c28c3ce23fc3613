import type { AlertRow } from '../../core/alert.ts';
import type { Reads } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import type { CardOf } from '../cards.ts';
import type { House } from '../house.ts';
import { alertMessage } from './message.ts';

/** An alert as it stands. */
export const alertCard: CardOf = async (house: House, reads: Reads, id) => {
  const row = await reads.alerts.get(id);
  if (row === null) return null;
  const message = await showAlert(house, reads, row);
  return { message, revision: row.version, over: row.state === 'resolved' };
};

/** An alert as all its cards show it now. */
export async function showAlert(house: House, reads: Reads, row: AlertRow): Promise<Message> {
  const shop = await house.settings.get('shops', row.shop);
  const previous = row.previous === null ? null : await reads.alerts.get(row.previous);
  const people = await house.settings.list('people');
  const names = new Map(people.map((person) => [person.id, person.name]));
  return alertMessage({
    row,
    shop: shop?.name ?? row.shop,
    previous,
    now: house.clock.now().epochMilliseconds,
    nameOf: (person) => names.get(person) ?? person,
  });
}
