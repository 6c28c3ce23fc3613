import { UpstreamError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { RunRow } from '../../core/ledger.ts';
import type { Operation } from '../../core/operation.ts';
import type { AnyRun, Attempt, WorkContext } from '../../core/run.ts';
import type { Shop } from '../../core/settings.ts';
import type { House } from '../house.ts';
import { askOf } from '../alerts/undecided.ts';
import { once, OutcomeUnknown } from '../operations.ts';

/** What a page of a run may use, with the clients of the shop's connections. Throws UserError when the shop has none. */
export async function workContext(
  house: House,
  definition: Pick<AnyRun, 'uses'>,
  { run, shop }: { run: RunRow; shop: Shop },
): Promise<WorkContext> {
  const clients: Record<string, object> = {};
  for (const system of definition.uses) clients[system] = await house.connect(shop, system);
  const all = await house.settings.list('connections');
  const { ledger } = house;
  return {
    now: house.clock.now(),
    shop,
    connections: all.filter((connection) => connection.shop === shop.id),
    settings: house.settings,
    run,
    orders: ledger.orders,
    verdicts: (system, order, limit) => ledger.verdicts.of(shop.id, system, order, limit),
    decided: (id, verdicts, limit) => ledger.verdicts.decided(id, verdicts, limit),
    walk: (id, verdicts, piece) => ledger.verdicts.walk(id, verdicts, piece),
    tally: (id) => ledger.verdicts.tally(id),
    begun: async (key) => (await ledger.operations.get(key)) !== null,
    attempt: <Result extends Json>(operation: Operation<Result>) => attempt(house, operation),
    ...clients,
  };
}

async function attempt<Result extends Json>(
  house: House,
  operation: Operation<Result>,
): Promise<Attempt<Result>> {
  try {
    return { kind: 'done', result: await once(house, operation) };
  } catch (error) {
    if (error instanceof OutcomeUnknown)
      return { kind: 'unknown', nextAt: error.nextAt, ask: error.ask ? askOf(error) : null };
    if (!(error instanceof UpstreamError)) throw error;
    return { kind: error.effect === 'refused' ? 'refused' : 'none', error };
  }
}
