import { UpstreamError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { Ledger, OperationRow } from '../core/ledger.ts';
import { afterAbsentRead, nextStep, type Operation } from '../core/operation.ts';
import type { Text } from '../core/text.ts';
import type { House } from './house.ts';
import { firstSend, move, resultOf } from './operation-rows.ts';

/** Between checks when the remote system cannot be read at all, or a person has to decide. */
const READ_AGAIN = 15_000;
const ASK_AGAIN = 10 * 60_000;
/** After this long without a reading a person is asked, who may see more than we do. */
const UNREADABLE_FOR = 10 * 60_000;

/**
 * It is not known yet whether the effect happened. `nextAt`: when to look again, epoch ms. `fresh`: the answer was lost
 * just now. `ask`: reading does not settle it, a person must decide.
 */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown';
  readonly operation: OperationRow;
  readonly what: Text;
  readonly nextAt: number;
  readonly ask: boolean;

  constructor(operation: OperationRow, about: { what: Text; nextAt: number; ask?: boolean }) {
    super(`the outcome of ${operation.key} is not known yet`);
    this.operation = operation;
    this.what = about.what;
    this.nextAt = about.nextAt;
    this.ask = about.ask ?? false;
  }
}

/** By their keys, those that this process is carrying on right now. */
const underWay = new WeakMap<Ledger, Map<string, Promise<Json>>>();

/**
 * Carries an operation as far as it can go now. `sent` on disk before the call, then the outcome on disk; what was `sent`
 * by a process that died is `unknown`, and only reading back or a person leads out of that. Whoever wants the same
 * operation meanwhile, such as two orders of one new buyer, gets the same answer.
 */
export async function once<Result extends Json>(
  house: House,
  operation: Operation<Result>,
): Promise<Result | null> {
  const here = underWay.getOrInsertComputed(house.ledger, () => new Map());
  const { key } = operation;
  const same = here.get(key) ?? carryOn(house, operation).finally(() => here.delete(key));
  here.set(key, same);
  const result = await same;
  return result === null ? null : operation.result.parse(result);
}

async function carryOn(house: House, operation: Operation<Json>): Promise<Json> {
  const { ledger, clock } = house;
  const first = firstSend(operation, clock.now().epochMilliseconds);
  const { begun, row: there } = await ledger.write((tx) => tx.operations.begin(first));
  let row = begun ? await send(house, operation, there) : await takenUp(house, there);
  for (;;) {
    const next = nextStep(row, operation.settle, clock.now().epochMilliseconds);
    if (next.step === 'finished') return resultOf(row);
    if (next.step === 'wait')
      throw new OutcomeUnknown(row, { what: operation.what, nextAt: next.until });
    row =
      next.step === 'send'
        ? await sendAgain(house, operation, row)
        : await read(house, operation, row, next.step === 'ask');
  }
}

/** The answer was lost with the process that sent it: from now on an effect may still appear. */
async function takenUp(house: House, row: OperationRow): Promise<OperationRow> {
  if (row.state !== 'sent') return row;
  return move(house, row, { state: 'unknown', sentAt: house.clock.now().epochMilliseconds });
}

async function sendAgain(
  house: House,
  operation: Operation<Json>,
  planned: OperationRow,
): Promise<OperationRow> {
  const row = await move(house, planned, {
    state: 'sent',
    attempts: planned.attempts + 1,
    sentAt: house.clock.now().epochMilliseconds,
    absentReads: 0,
    lastReadAt: null,
    decidedBy: null,
  });
  return row.state === 'sent' ? send(house, operation, row) : row;
}

/** The call of an operation that is on disk as `sent`. */
async function send(
  house: House,
  operation: Operation<Json>,
  row: OperationRow,
): Promise<OperationRow> {
  try {
    const result = await operation.send();
    return await move(house, row, {
      state: 'done',
      result,
      endedAt: house.clock.now().epochMilliseconds,
    });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return afterFailedSend(house, { row, what: operation.what }, error);
  }
}

type Sent = { row: OperationRow; what: Text };

async function afterFailedSend(
  house: House,
  { row, what }: Sent,
  error: UpstreamError,
): Promise<OperationRow> {
  house.log.warn(
    { operation: row.key, code: error.code, effect: error.effect },
    'operation was not answered with success',
  );
  const now = house.clock.now().epochMilliseconds;
  // Refused after an earlier send may mean that the earlier one did it after all.
  if (error.effect === 'refused' && row.attempts === 1) {
    const failure = { code: error.code, ...(error.words !== undefined && { words: error.words }) };
    return move(house, row, {
      state: 'failed',
      failure,
      endedAt: now,
    });
  }
  if (error.effect === 'none') {
    await move(house, row, { state: 'planned', attempts: row.attempts - 1, sentAt: null });
    throw error;
  }
  const unknown = await move(house, row, { state: 'unknown', sentAt: now });
  throw new OutcomeUnknown(unknown, { what, nextAt: now });
}

async function read(
  house: House,
  operation: Operation<Json>,
  row: OperationRow,
  asked: boolean,
): Promise<OperationRow> {
  const { what } = operation;
  const now = house.clock.now().epochMilliseconds;
  const found = await find(house, operation);
  if (found === 'unreadable') {
    const ask = asked || now - (row.sentAt ?? now) > UNREADABLE_FOR;
    throw new OutcomeUnknown(row, { what, nextAt: now + (ask ? ASK_AGAIN : READ_AGAIN), ask });
  }
  if (typeof found === 'object')
    return moveToDone(house, row, { result: found.found, endedAt: now });
  const change =
    found === 'absent' || row.decidedBy !== null
      ? afterAbsentRead(row, operation.settle, now)
      : { state: 'unknown' as const, lastReadAt: now };
  const next = await move(house, row, change);
  if ((found === 'unsure' && row.decidedBy === null) || (asked && next.state === 'unknown'))
    throw new OutcomeUnknown(next, { what, nextAt: now + ASK_AGAIN, ask: true });
  return next;
}

async function find(
  house: House,
  operation: Operation<Json>,
): Promise<{ found: Json } | 'absent' | 'unsure' | 'unreadable'> {
  try {
    return await operation.find();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    house.log.warn(
      { operation: operation.key, code: error.code },
      'operation could not be read back',
    );
    return 'unreadable';
  }
}

/** What was found is so, whatever a person decided in the meantime. */
async function moveToDone(
  house: House,
  row: OperationRow,
  change: { result: Json; endedAt: number },
): Promise<OperationRow> {
  const current = await move(house, row, { state: 'done', ...change });
  const open = current.state === 'planned' || current.state === 'unknown';
  return open ? move(house, current, { state: 'done', ...change }) : current;
}
