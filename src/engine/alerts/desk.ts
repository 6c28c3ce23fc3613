import type { AlertDesk } from '../../core/alert-desk.ts';
import type { AlertRow } from '../../core/alert.ts';
import { asciiDigits } from '../../core/parse/fold.ts';
import type { Shop } from '../../core/settings.ts';
import type { House } from '../house.ts';
import { act, type Hand } from './act.ts';
import { showAlert } from './card.ts';

/** The alerts of these shops, for one person: of any other shop there are none. */
export function createAlertDesk(house: House, shops: readonly Shop[], hand: Hand): AlertDesk {
  const { alerts } = house.ledger;
  const ids = shops.map(({ id }) => id);
  const ours = (row: AlertRow | null): row is AlertRow => row !== null && ids.includes(row.shop);
  return {
    async find(named) {
      const number = numberIn(named);
      if (number === null) return [await alerts.get(named)].filter(ours);
      const found = await Promise.all(ids.map((shop) => alerts.byNumber(shop, number)));
      return found.filter(ours);
    },
    list: (filter) => alerts.list({ shops: ids, summary: null, ...filter }),
    members: ({ id }, limit) => alerts.list({ shops: ids, summary: id, limit }),
    notes: ({ id }) => alerts.notes(id),
    show: (row) => showAlert(house, house.ledger, row),
    async act(id, wanted) {
      const row = await alerts.get(id);
      return ours(row) ? act(house, { alert: id, act: wanted, hand }) : null;
    },
  };
}

/** As people write it: 12, #12, in any digits. */
function numberIn(named: string): number | null {
  const digits = /^#?(\d{1,9})$/.exec(asciiDigits(named.normalize('NFKC').trim()))?.[1];
  return digits === undefined ? null : Number(digits);
}
