import { UpstreamError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { OperationRow } from '../core/ledger.ts';
import type { Operation } from '../core/operation.ts';
import type { House } from './house.ts';

/** The row after the change, or as somebody else made it meanwhile. */
export async function move(
  house: House,
  row: OperationRow,
  change: Partial<OperationRow> & { state: OperationRow['state'] },
): Promise<OperationRow> {
  const won = await house.ledger.write((tx) => tx.operations.move(row.key, row.state, change));
  if (won) return { ...row, ...change };
  const current = await house.ledger.operations.get(row.key);
  if (current === null) throw new Error(`operation ${row.key} is gone from the ledger`);
  return current;
}

/** What it ended with. Throws UpstreamError for one that was refused. */
export function resultOf(row: OperationRow): Json {
  if (row.state === 'failed') {
    const failure = row.failure ?? { code: 'failed' };
    throw new UpstreamError(row.kind.split('.')[0] ?? row.kind, { effect: 'refused', ...failure });
  }
  return row.result;
}

/** Nobody sent it before: it is written down as sent at once. */
export function firstSend(operation: Operation<Json>, now: number): OperationRow {
  const { key, kind, shop, connection, subject, request } = operation;
  return {
    key,
    kind,
    shop,
    connection,
    subject,
    state: 'sent',
    request,
    result: null,
    failure: null,
    attempts: 1,
    sentAt: now,
    absentReads: 0,
    lastReadAt: null,
    decidedBy: null,
    createdAt: now,
    endedAt: null,
  };
}
