import { z } from 'zod';
import { UpstreamError } from '../core/errors.ts';
import type { DutyContext } from '../core/duty.ts';
import type { Json } from '../core/json.ts';
import type { Tx } from '../core/ledger.ts';
import type { Shop } from '../core/settings.ts';
import { raise, settle } from './alerts/raise.ts';
import { createConnecting } from './connecting.ts';
import type { DueHandler, DueOutcome } from './dues.ts';
import type { House } from './house.ts';
import { orderDesk } from './orders.ts';

const Payload = z.object({ shop: z.string(), given: z.json() });

/** While a remote system cannot be asked, a duty waits this long. */
const ASK_AGAIN = 15 * 60_000;

export type Later = { kind: string; key: string; at: number; payload: Json };

/** Has a duty of a shop done at a time. Asked for again it keeps its key, with the time and payload of now. */
export async function later(house: House, shop: string, due: Later): Promise<void> {
  await house.ledger.write((tx) => putDuty(tx, shop, due));
}

export function putDuty(tx: Tx, shop: string, { kind, key, at, payload }: Later): Promise<void> {
  return tx.dues.put({
    key: `${kind}:${shop}:${key}`,
    kind,
    at,
    payload: { shop, given: payload },
  });
}

/** Does what a feature said it would do now. A shop that is gone has no duties. */
export const dutyDue: DueHandler = async (house, row) => {
  const duty = house.duties.get(row.kind);
  if (duty === undefined) throw new Error(`nothing is known to be due as "${row.kind}"`);
  const { shop: id, given } = Payload.parse(row.payload);
  const shop = await house.settings.get('shops', id);
  if (shop === null) return {};
  const now = house.clock.now();
  try {
    const context = await contextFor(house, duty.uses, shop);
    const end = await duty.due(duty.payload.parse(given), { ...context, now });
    return {
      async write(tx) {
        for (const cause of end.settle ?? []) await settle(house, tx, { ...cause, shop: id });
        for (const alert of end.raise ?? []) await raise(house, tx, { ...alert, shop: id });
        if (end.next === undefined) return null;
        const { at, payload } = end.next;
        // Who gave it another time meanwhile gave it another payload, too.
        const ours = await tx.dues.claim(row.key, row.at, row.at);
        if (ours) await tx.dues.put({ ...row, payload: { shop: id, given: payload } });
        return at;
      },
    };
  } catch (error) {
    return afterFailure(house, row.kind, error);
  }
};

async function contextFor(
  house: House,
  uses: readonly string[],
  shop: Shop,
): Promise<Omit<DutyContext, 'now'>> {
  const clients: Record<string, object> = {};
  for (const system of uses) clients[system] = await house.connect(shop, system);
  const orders = orderDesk(house, shop);
  const connecting = createConnecting(house);
  return { shop, settings: house.settings, orders, connecting, ...clients };
}

function afterFailure({ clock, log }: House, kind: string, error: unknown): DueOutcome {
  if (!(error instanceof UpstreamError)) throw error;
  log.warn({ kind, code: error.code }, 'a duty could not be done and waits');
  return { next: clock.now().epochMilliseconds + ASK_AGAIN };
}
