import type { Bill } from '../../clients/page365/schema.ts';
import type { VerdictRow } from '../../core/ledger.ts';
import { text, type Text } from '../../core/text.ts';
import { baht, reasonText, remedyText } from './reasons.ts';

/** Something asked of a remote system: what it said, or that it could not be asked. Never taken for "not found". */
export type Asked<Answer> = { said: Answer } | { failed: string };

/** One of the four checks: how it stands, in words, and what to do where it failed. */
export type Check = { mark: 'passed' | 'failed' | 'unknown'; lines: Text[]; remedy?: Text };

/** 1. Whether the bill was ever looked at. */
export function pulled({
  last,
  receipts,
}: {
  last: VerdictRow | null;
  receipts: Asked<unknown>;
}): Check {
  if ('failed' in receipts)
    return {
      mark: 'unknown',
      lines: [text('receipts.why.pulled.unasked', { words: receipts.failed })],
    };
  if (last === null) return { mark: 'unknown', lines: [text('receipts.why.pulled.never')] };
  const at = {
    at: Temporal.Instant.fromEpochMilliseconds(last.at).toString(),
    as: 'time',
  } as const;
  return { mark: 'passed', lines: [text('receipts.why.pulled.at', { at })] };
}

/** 2. Whether payment details were entered before แจ้งโอน. */
export function paymentDetails({ paidAt, account }: Bill): Check {
  if (paidAt === null || account === null)
    return {
      mark: 'failed',
      lines: [text('receipts.why.details.missing')],
      remedy: remedyText('NO_PAYMENT_DETAIL'),
    };
  const at = { at: Temporal.Instant.fromEpochMilliseconds(paidAt).toString(), as: 'time' } as const;
  return {
    mark: 'passed',
    lines: [text('receipts.why.details.there', { bank: account.name || account.bank, at })],
  };
}

/** 3. Whether it is ส่งแล้ว, and paid exactly. */
export function stageAndAmount(bill: Bill): Check {
  const shipped = bill.stage === 'shipped';
  const exact = bill.paid === bill.total;
  const values = {
    stage: bill.stageWord,
    paid: baht(bill.paid),
    total: baht(bill.total),
    difference: baht(Math.abs(bill.paid - bill.total)),
  };
  const short = bill.paid < bill.total ? 'short' : 'over';
  const lines = [
    text(
      shipped
        ? 'receipts.why.stage.shipped'
        : bill.stage === 'transferred'
          ? 'receipts.why.stage.transferred'
          : 'receipts.why.stage.other',
      values,
    ),
    text(exact ? 'receipts.why.amount.equal' : `receipts.why.amount.${short}`, values),
  ];
  if (shipped && exact) return { mark: 'passed', lines };
  return { mark: 'failed', lines, remedy: remedyText(shipped ? 'AMOUNT_MISMATCH' : 'NOT_SHIPPED') };
}

/** 4. Whether names may repeat. PEAK shows this setting nowhere: it is known only from a refusal. */
export function names({ last }: { last: VerdictRow | null }): Check {
  if (last?.reason === 'PRODUCT_NAME_DUPLICATE')
    return {
      mark: 'failed',
      lines: [text('receipts.why.names.refused')],
      remedy: remedyText('PRODUCT_NAME_DUPLICATE'),
    };
  const others = new Set([
    'PEAK_REJECTED',
    'PAYMENT_METHOD_UNMAPPED',
    'ACCOUNT_UNMAPPED',
    'TOTAL_DOES_NOT_ADD_UP',
    'STRANGE_LINE',
    'ZERO_TOTAL',
    'UNDECIDED',
  ]);
  if (last !== null && others.has(last.reason))
    return {
      mark: 'failed',
      lines: [text('receipts.why.names.unasked'), reasonText(last.reason, last.detail)],
      remedy: remedyText(last.reason),
    };
  return { mark: 'unknown', lines: [text('receipts.why.names.unasked')] };
}
