import type { Bill } from '../../clients/page365/schema.ts';
import type { Receipt } from '../../clients/peak/schema.ts';
import type { Context } from '../../core/command.ts';
import { UpstreamError, UserError } from '../../core/errors.ts';
import type { VerdictRow } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { asciiDigits } from '../../core/parse/fold.ts';
import { text, type Text } from '../../core/text.ts';
import { type BillState, readBill } from './bill-state.ts';
import type { Both } from './connections.ts';
import { pullAction } from './messages.ts';
import { standing } from './operations.ts';
import { findBill } from './pull.ts';
import { baht } from './reasons.ts';
import { referenceOf } from './receipt.ts';
import { booksOf } from './start.ts';
import {
  type Asked,
  type Check,
  names,
  paymentDetails,
  pulled,
  stageAndAmount,
} from './why-checks.ts';

/**
 * Why a bill is not in PEAK: the four checks of PEAK's help page in its order, asked live, each with what to do. PEAK help,
 * ตรวจสอบรายการออเดอร์ไม่ดึงข้อมูลมาที่ PEAK เมื่อเชื่อมต่อ Page365.
 */
export async function explainBill(said: string, context: Context & Both): Promise<Message> {
  const number = /^#?(\d{1,10})$/.exec(asciiDigits(said.normalize('NFKC').trim()))?.[1];
  if (number === undefined) throw new UserError('receipts.why.wrong', { given: said });
  const { id } = await booksOf(context);
  const row = await context.orders.get(id, number);
  const state = row === null ? null : readBill(row);
  const bill = await asked(() => findBill(Number(number), context));
  const receipts = await asked(() =>
    standing(context.peak, referenceOf({ number: Number(number) })),
  );
  const verdicts = await context.runs.verdicts('peak', number, 1);
  if ('said' in bill && bill.said === null) return goneMessage(number);
  const found: Found = {
    number,
    bill: 'said' in bill ? bill.said : null,
    state,
    receipts,
    last: verdicts[0] ?? null,
  };
  return 'failed' in bill ? unaskedMessage(found, bill.failed) : checkedMessage(found);
}

type Found = {
  number: string;
  bill: Bill | null;
  state: BillState | null;
  receipts: Asked<Receipt[]>;
  last: VerdictRow | null;
};

async function asked<Answer>(ask: () => Promise<Answer>): Promise<Asked<Answer>> {
  try {
    return { said: await ask() };
  } catch (error) {
    if (error instanceof UpstreamError) return { failed: error.words ?? error.code };
    throw error;
  }
}

function goneMessage(number: string): Message {
  return {
    tone: 'warn',
    title: text('receipts.no-bill.title', { bill: number }),
    lines: [text('receipts.no-bill.remedy')],
  };
}

function unaskedMessage({ number }: Found, words: string): Message {
  return {
    tone: 'warn',
    title: text('receipts.why.unasked', { bill: number }),
    lines: [text('receipts.why.unasked-words', { words }), text('receipts.why.unasked-remedy')],
    actions: [
      {
        kind: 'open',
        label: text('labels.retry'),
        command: 'why',
        input: { system: 'page365', order: number },
      },
    ],
  };
}

function checkedMessage(found: Found): Message {
  const { number, state, bill } = found;
  const receipt = bookedReceipt(found);
  if (receipt !== null) return bookedMessage(number, receipt, state);
  if (state?.status === 'booked') return toldMessage(found);
  if (bill === null) return goneMessage(number);
  const checks = [pulled(found), paymentDetails(bill), stageAndAmount(bill), names(found)];
  const first = checks.find(({ mark }) => mark === 'failed');
  return {
    tone: first === undefined ? 'wait' : 'warn',
    title:
      first === undefined
        ? text('receipts.why.ready', { bill: number })
        : titleOf(number, bill, checks),
    lines: [
      ...checks.flatMap(({ lines }) => lines),
      text('receipts.why.remedy', { remedy: { text: first?.remedy ?? text('receipts.why.pull') } }),
    ],
    actions: [
      pullAction(Number(number)),
      ...(bill.url === ''
        ? []
        : [{ kind: 'link' as const, label: text('labels.receipts.bill'), url: bill.url }]),
    ],
  };
}

function bookedReceipt({ receipts, state }: Found): { code: string; link: string } | null {
  const [live] = 'said' in receipts ? receipts.said : [];
  if (live !== undefined) return live;
  return state?.status === 'booked' || state?.status === 'other' ? state.detail.receipt : null;
}

function bookedMessage(
  number: string,
  { code, link }: { code: string; link: string },
  state: BillState | null,
): Message {
  const other = state?.status === 'other';
  return {
    tone: 'good',
    title: text(other ? 'receipts.why.other' : 'receipts.why.booked', {
      bill: number,
      receipt: code,
    }),
    lines: [text('receipts.backfill.look')],
    actions: link === '' ? [] : [{ kind: 'link', label: text('labels.receipts.open'), url: link }],
  };
}

/** A person said that it is in PEAK, whose receipt of it has to be found yet. */
function toldMessage(found: Found): Message {
  const { number: bill, receipts } = found;
  if ('failed' in receipts) return unaskedMessage(found, receipts.failed);
  return {
    tone: 'warn',
    title: text('receipts.why.told.title', { bill }),
    lines: [text('receipts.why.told.remedy')],
  };
}

/** The first check that failed names the reason, with both numbers where they differ. */
function titleOf(number: string, bill: Bill, [, details, , repeat]: readonly Check[]): Text {
  const values = {
    bill: number,
    stage: bill.stageWord,
    difference: baht(Math.abs(bill.paid - bill.total)),
  };
  if (details?.mark === 'failed') return text('receipts.why.title.details', values);
  if (bill.stage !== 'shipped') return text('receipts.why.title.stage', values);
  if (bill.paid !== bill.total)
    return text(
      bill.paid < bill.total ? 'receipts.why.title.short' : 'receipts.why.title.over',
      values,
    );
  return text(
    repeat?.mark === 'failed' ? 'receipts.why.title.names' : 'receipts.why.title.other',
    values,
  );
}
