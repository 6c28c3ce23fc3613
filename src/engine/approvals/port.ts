import type { ApprovalRow, Approvals } from '../../core/approval.ts';
import { UserError } from '../../core/errors.ts';
import { dayOf } from '../../core/limits.ts';
import { text } from '../../core/text.ts';
import type { House } from '../house.ts';
import { approvalCard } from './card.ts';
import { approve, type Decider, reject } from './decide.ts';
import { readerFor } from './people.ts';

const MOST = 50;

/** What a command may know of a shop's requests and do about them, for the person who acts. */
export function approvalsFor(house: House, by: Decider): Approvals {
  const { ledger } = house;
  const { shop, person } = by;

  /** A number of another shop is as unknown here as one that never was. */
  async function find(number: number): Promise<ApprovalRow> {
    const row = await ledger.approvals.byNumber(shop.id, number);
    if (row !== null) return row;
    throw new UserError(
      'approvals.none.title',
      { number: String(number) },
      { lines: [text('approvals.none.remedy')] },
    );
  }

  return {
    pending: () => ledger.approvals.list([shop.id], ['pending'], MOST),

    async card(number) {
      const { id, state } = await find(number);
      const card = await approvalCard(house, ledger, id, readerFor({ person, shop }));
      if (card === null) throw new Error(`approval ${id} is gone from the ledger`);
      return state === 'pending' ? { ...card.message, about: `approval:${id}` } : card.message;
    },

    approve: async (number) => approve(house, by, await find(number)),
    reject: async (number, reason) => reject(house, by, await find(number), reason),

    async usedToday({ commands, currency }) {
      const day = dayOf(house.clock.now(), shop.timeZone);
      return ledger.stakes.day({ shop: shop.id, currency, commands, ...day });
    },
  };
}
