import { z } from 'zod';
import type { ApprovalRow } from '../../core/approval.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Person, Shop } from '../../core/settings.ts';
import type { DueHandler, DueOutcome } from '../dues.ts';
import type { House } from '../house.ts';
import { directTo } from '../letter.ts';
import { halfTime } from './card.ts';
import { carryOut, expired } from './decide.ts';
import { endRequest } from './end.ts';
import { lookAgain } from './look-again.ts';
import { deciders, type Told } from './people.ts';
import { tell } from './request.ts';
import { lockStakes } from './rules.ts';
import { waits } from './words.ts';

const Payload = z.object({ id: z.string() });
const AGAIN = 60_000;

/** A request that nobody has decided: people are reminded at half time, owners at three quarters, then it ends. */
export const approvalDue: DueHandler = async (house, { payload }) => {
  const row = await house.ledger.approvals.get(Payload.parse(payload).id);
  if (row === null || row.state !== 'pending') return {};
  const now = house.clock.now().epochMilliseconds;
  if (now >= row.expiresAt) return waits(row.over) ? takeEffect(house, row) : expire(house, row);
  const shop = await house.settings.get('shops', row.shop);
  if (shop === null) return expire(house, row);
  const people = await house.settings.list('people');
  const late = now >= lastCall(row);
  const to = late
    ? ownersOf(house, people, { shop, row })
    : await deciders(house, { people, shop, requester: row.requester });
  const when = late ? 'escalated' : 'reminded';
  return {
    async write(tx) {
      const current = await tx.approvals.get(row.id);
      if (current?.state === 'pending') await tell(house, tx, { approval: row, shop, to, when });
    },
    next: late ? row.expiresAt : lastCall(row),
  };
};

function lastCall(row: ApprovalRow): number {
  const half = halfTime(row);
  return half + Math.floor((row.expiresAt - half) / 2);
}

function ownersOf(
  house: House,
  people: readonly Person[],
  { shop, row }: { shop: Shop; row: ApprovalRow },
): Told[] {
  const owners = people.filter(
    ({ id, roles }) => id !== row.requester && roles[shop.id] === 'owner',
  );
  return owners.flatMap((person) => {
    const address = directTo(house, person);
    return address === null ? [] : [{ person, address }];
  });
}

function expire(house: House, row: ApprovalRow): DueOutcome {
  return { write: async (tx) => void (await endRequest(house, tx, row, expired)) };
}

/** What nobody else could approve, and nobody took back, takes effect: if it still is what was asked. */
async function takeEffect(house: House, row: ApprovalRow): Promise<DueOutcome> {
  try {
    const again = await lookAgain(house, row);
    if ('why' in again) {
      const end = { ...expired, state: 'void', why: again.why } as const;
      return { write: async (tx) => void (await endRequest(house, tx, row, end)) };
    }
    const { plan, rules } = again;
    return {
      async write(tx) {
        await lockStakes(tx, rules.shop);
        const by = { by: 'system', via: null, account: 'system', plan, rules };
        await carryOut(house, tx, row, by);
      },
    };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { next: house.clock.now().epochMilliseconds + AGAIN };
  }
}
