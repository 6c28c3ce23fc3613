import type { Context, RunContext } from '../core/command.ts';
import type { Json } from '../core/json.ts';
import type { Operation } from '../core/operation.ts';
import { raise, settle } from './alerts/raise.ts';
import { approvalsFor } from './approvals/port.ts';
import { keepFile } from './files.ts';
import { createCrew } from './linking/crew.ts';
import { decide, recheck } from './decisions.ts';
import type { House } from './house.ts';
import { once } from './operations.ts';

/** `execution` names the request, `account` is who made it, `approver` who approved it. */
type Request = { execution: string; account: string; approver?: string | null };

/** The same context, with leave to act. */
export function runContext(
  house: House,
  context: Context,
  { execution, account, approver = null }: Request,
): RunContext {
  const { shop, person, channel } = context;
  return {
    ...context,
    execution,
    approver,
    once: <Result extends Json>(operation: Operation<Result>) => once(house, operation),
    recheck: (other) => recheck(house, shop, other),
    decide: (decision) => decide(house, { shop, person }, decision),
    crew: createCrew(house, context, execution),
    keepFile: (file) => keepFile(house, shop.id, file),
    raise: (alert) =>
      house.ledger.write(async (tx) => void (await raise(house, tx, { ...alert, shop: shop.id }))),
    settle: (cause) => house.ledger.write((tx) => settle(house, tx, { ...cause, shop: shop.id })),
    approvals: approvalsFor(house, { shop, person, account, via: channel.platform }),
  };
}
