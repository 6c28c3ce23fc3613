import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { asciiDigits } from '../../core/parse/fold.ts';
import { text } from '../../core/text.ts';
import { BOTH, type Both } from './connections.ts';
import { askConnector } from './backfill.ts';
import { today } from './months.ts';
import { booksOf, startPull } from './start.ts';

const NUMBER = /^#?\d{1,10}$/;
const Given = z.object({ bill: z.string().transform(asciiDigits).pipe(z.string().regex(NUMBER)) });
/** Bills older than this are not looked for by number. */
const LOOK_BACK = 400;

/** One bill, now: the button of whatever speaks about it. */
export const pull = defineCommand<z.infer<typeof Given>, z.infer<typeof Given>, Both>({
  name: 'pull',
  role: 'operator',
  hidden: true,
  uses: BOTH,
  fields: [{ name: 'bill', take: ([word = '']) => (NUMBER.test(asciiDigits(word)) ? 1 : 0) }],
  input: Given,
  async run({ bill: said }, context) {
    const bill = said.replace('#', '');
    const { sync } = await booksOf(context);
    if (sync.connectorOff === null) throw askConnector();
    const found = await findBill(Number(bill), context);
    if (found === null)
      throw new UserError(
        'receipts.no-bill.title',
        { bill },
        { lines: [text('receipts.no-bill.remedy')] },
      );
    return startPull(
      { month: null, bills: [found.id] },
      text('receipts.pull.started', { bill }),
      context,
    );
  },
});

/** A bill by the number people know; null is Page365's own word. */
export function findBill(
  number: number,
  { page365, now }: Pick<RunContext & Both, 'page365' | 'now'>,
) {
  const day = today(now);
  return page365.billByNumber(number, {
    from: day.subtract({ days: LOOK_BACK }).toString(),
    to: day.add({ days: page365.widen }).toString(),
  });
}
