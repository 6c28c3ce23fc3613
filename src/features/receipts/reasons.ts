import { z } from 'zod';
import type { Json } from '../../core/json.ts';
import type { VerdictRow } from '../../core/ledger.ts';
import { text, type Text } from '../../core/text.ts';

const Facts = z
  .object({
    stage: z.string(),
    paid: z.number(),
    total: z.number(),
    difference: z.number(),
    made: z.number(),
    account: z.string(),
    line: z.string(),
    code: z.string(),
    words: z.string(),
    link: z.string(),
    receipt: z.string(),
  })
  .partial();

/** Why a bill is where it is, with the numbers and words it hangs on. */
export function reasonText(reason: string, detail: Json): Text {
  const facts = Facts.safeParse(detail).data ?? {};
  const { paid = 0, total = 0, made = 0 } = facts;
  const difference = facts.difference ?? Math.abs(paid - total);
  return text(`reasons.receipts.${reason}.title`, {
    stage: facts.stage ?? '',
    paid: baht(paid),
    total: baht(total),
    made: baht(made),
    difference: baht(difference),
    account: facts.account ?? '',
    line: facts.line ?? '',
    words: facts.words ?? facts.code ?? '',
  });
}

/** What a shop owner does about it. */
export function remedyText(reason: string): Text {
  return text(`reasons.receipts.${reason}.remedy`);
}

type Decided = Pick<VerdictRow, 'order' | 'reason' | 'detail'>;

/** Each bill with what is wrong with it, of all of which there are `count`, and then what to do for each reason. */
export function troubleLines(rows: readonly Decided[], count = rows.length): Text[] {
  const reasons = new Set(rows.map(({ reason }) => reason));
  return [
    ...rows.map(({ order, reason, detail }) =>
      text('receipts.backfill.trouble', {
        bill: order,
        reason: { text: reasonText(reason, detail) },
      }),
    ),
    ...(count > rows.length ? [text('receipts.held.more', { count: count - rows.length })] : []),
    ...[...reasons].map((reason) =>
      text('receipts.why.remedy', { remedy: { text: remedyText(reason) } }),
    ),
  ];
}

export function baht(satang: number): { money: { amount: number; currency: string } } {
  return { money: { amount: satang, currency: 'THB' } };
}
