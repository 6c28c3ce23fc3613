import { z } from 'zod';
import type { Bill } from '../../clients/page365/schema.ts';
import type { ReceiptDraft } from '../../clients/peak/payload.ts';
import type { Json } from '../../core/json.ts';
import type { Attempt, WorkContext } from '../../core/run.ts';
import { type BillState, newBill, readBill } from './bill-state.ts';
import { checkBill } from './check.ts';
import type { Booking } from './connections.ts';
import { contactOf } from './contact.ts';
import type { Contacts } from './contacts.ts';
import { type Made, madeOf, receiptOperation, standing } from './operations.ts';
import { type Booked, decided, type Desk, inDoubt, kept } from './outcome.ts';
import { onlyReceipt } from './only-receipt.ts';
import { buildReceipt, referenceOf } from './receipt.ts';
import { voidReceipt } from './void.ts';

/** Every bill with what is known of it. */
export async function statesOf(
  { booking, context }: { booking: Booking; context: Pick<WorkContext, 'orders' | 'shop' | 'now'> },
  bills: readonly Bill[],
): Promise<Map<Bill, BillState>> {
  const rows = await context.orders.getAll(
    booking.id,
    bills.map(({ number }) => String(number)),
  );
  const at = context.now.epochMilliseconds;
  const about = { connection: booking.id, shop: context.shop.id, at };
  return new Map(
    bills.map((bill) => {
      const row = rows.get(String(bill.number));
      const known = row === undefined ? newBill(about, bill) : readBill(row);
      return [bill, { ...known, detail: { ...known.detail, bill: bill.id } }];
    }),
  );
}

/** Books a bill that is ready, voids the receipt of one that was voided, and says why for every other. */
export async function takeUp(
  desk: Desk & { contacts: Contacts },
  bill: Bill,
  before: BillState,
): Promise<Booked> {
  const state = seenShipped(desk, bill, before);
  const check = checkBill(bill, state);
  if (check.ready && state.status === 'voided' && desk.again !== true)
    return kept(state, decided(bill, { verdict: 'skipped', reason: 'UNDONE' }));
  if (check.ready) return book(desk, bill, state);
  const { verdict, reason } = check;
  if (reason === 'VOIDED_SOURCE' && state.status === 'booked')
    return voidReceipt(desk, bill, state);
  return kept(state, decided(bill, { verdict, reason, facts: factsOf(bill) }));
}

/** Page365 has no shipped time: it is when Tenban first saw the bill so, of bills it had seen before that. */
function seenShipped({ context }: Desk, bill: Bill, state: BillState): BillState {
  const { status, version, detail } = state;
  if (bill.stage !== 'shipped' || status !== 'seen') return state;
  if (version === 0) return { ...state, detail: { ...detail, cameShipped: true } };
  if (detail.shippedSeen !== null || detail.cameShipped) return state;
  return { ...state, detail: { ...detail, shippedSeen: context.now.epochMilliseconds } };
}

/** What PEAK has refused is put to it again only when it is not the same any more, or when a person asks. */
async function book(
  desk: Desk & { contacts: Contacts },
  bill: Bill,
  before: BillState,
): Promise<Booked> {
  const { booking, again } = desk;
  const buyer = contactOf(bill, booking.receipts);
  const { shippedSeen, refused: last } = before.detail;
  const contact = { id: '', code: buyer.code };
  const built = buildReceipt({ bill, options: booking.receipts, contact, shippedSeen });
  if ('refusal' in built) {
    const { reason, ...facts } = built.refusal;
    return kept(before, decided(bill, { verdict: 'held', reason, facts }));
  }
  const put = asPut({ receipt: built.receipt, buyer, settings: booking.version });
  if (last?.put === put && again !== true)
    return kept(before, decided(bill, { verdict: 'failed', ...last }));
  const state = { ...before, detail: { ...before.detail, refused: null } };
  return send(desk, { bill, state, buyer, receipt: built.receipt, put });
}

type Sending = {
  bill: Bill;
  state: BillState;
  buyer: { code: string; name: string };
  receipt: ReceiptDraft;
  put: string;
};

async function send(
  { booking, context, contacts }: Desk & { contacts: Contacts },
  { bill, state, buyer, receipt, put }: Sending,
): Promise<Booked> {
  const contact = await contacts(buyer);
  if ('open' in contact) return inDoubt(state, bill, contact.open);
  if ('words' in contact) return refused({ bill, state, put }, contact.words);
  const key = `peak.receipt:${state.connection}:${bill.number}:${state.detail.generation}`;
  const begun = await context.begun(key);
  const there = begun ? [] : await standing(context.peak, referenceOf(bill));
  // Booked under our reference by an earlier ledger.
  if (there[0] !== undefined)
    return booked(bill, withReceipt(state, madeOf(there[0])), 'ALREADY_IMPORTED');
  const about = {
    key,
    shop: context.shop.id,
    connection: booking.id,
    number: String(bill.number),
  };
  const draft = { ...receipt, contact };
  const attempt = await context.attempt(receiptOperation(context.peak, draft, about));
  const outcome = await outcomeOf({ context, bill, state, put }, attempt);
  return begun && attempt.kind !== 'unknown' ? { ...outcome, known: key } : outcome;
}

type Put = Pick<Sending, 'bill' | 'state' | 'put'>;

async function outcomeOf(
  { context, bill, state, put }: Put & Pick<Desk, 'context'>,
  attempt: Attempt<Made>,
): Promise<Booked> {
  if (attempt.kind === 'none') throw attempt.error;
  if (attempt.kind === 'unknown') return inDoubt(state, bill, attempt);
  if (attempt.kind === 'refused') {
    const { code, words = '' } = attempt.error;
    // A refusal ends the operation: once it is mended, the next try is another one.
    const detail = { ...state.detail, generation: state.detail.generation + 1 };
    if (code !== GIVEN_UP)
      return refused({ bill, put, state: { ...state, detail } }, { code, words });
    const verdict = decided(bill, { verdict: 'failed', reason: 'UNDONE' });
    return kept({ ...state, status: 'voided', detail }, verdict);
  }
  // Without an answer it was made by a person's word: which one it is, PEAK may know.
  const made =
    attempt.result ?? (await onlyReceipt(context.peak, referenceOf(bill), { voided: false }));
  const next = made === null ? { ...state, status: 'booked' as const } : withReceipt(state, made);
  return booked(bill, next, 'IMPORTED');
}

/** What an operation ends with when a person decided that it is not to be sent again. */
const GIVEN_UP = 'given_up';
const NAMES = z.object({ code: z.literal('duplicate-name') });

function refused({ bill, state, put }: Put, facts: Json): Booked {
  const reason = NAMES.safeParse(facts).success ? 'PRODUCT_NAME_DUPLICATE' : 'PEAK_REJECTED';
  const detail = { ...state.detail, refused: { put, reason, facts } };
  return kept({ ...state, detail }, decided(bill, { verdict: 'failed', reason, facts }));
}

/** What PEAK is asked for, under the settings of now. */
function asPut(what: Pick<Sending, 'receipt' | 'buyer'> & { settings: number }): string {
  return JSON.stringify(what);
}

function withReceipt(
  state: BillState,
  receipt: { id: string; code: string; link: string },
): BillState {
  return { ...state, status: 'booked', detail: { ...state.detail, receipt } };
}

function booked(bill: Bill, state: BillState, reason: string): Booked {
  const { receipt } = state.detail;
  const facts = { code: receipt?.code ?? '', link: receipt?.link ?? '', total: bill.total };
  return {
    state,
    changed: true,
    verdict: decided(bill, { verdict: 'booked', reason, facts }),
    later: null,
  };
}

function factsOf({ stageWord, paid, total, url }: Bill): Json {
  return { stage: stageWord, paid, total, url };
}
