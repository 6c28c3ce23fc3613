import { type Context, defineCommand, type Preview } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { raw, text } from '../../core/text.ts';
import { type Given, shared, verdictsOf } from './after-run.ts';
import type { Both } from './connections.ts';
import { baht } from './reasons.ts';
import { billsKept, booksOf } from './start.ts';
import { madeIn, stillStands } from './made.ts';
import type { UndoParams } from './undo-run.ts';

/** Voids exactly what a run made and what still stands, with the same preview and approval as any voiding. */
export const receiptsUndo = defineCommand<Given, UndoParams, Both>({
  ...shared,
  name: 'receipts-undo',
  exact: true,
  preview: previewUndo,
  async run(plan, context) {
    const { id } = await booksOf(context);
    const run = { id: context.execution, kind: 'receipts.undo', connection: id, params: plan };
    if (!(await context.runs.start(run))) throw new UserError('receipts.busy.title');
    return {
      tone: 'wait',
      title: text('receipts.undo.started', { count: plan.count }),
      about: `run:${context.execution}`,
    };
  },
});

async function previewUndo({ run }: Given, context: Context & Both): Promise<Preview<UndoParams>> {
  const { count, satang } = await madeBy(run, context);
  if (count === 0) throw new UserError('receipts.undo.nothing.title');
  const money = { amount: satang, currency: 'THB' };
  const values = { count, amount: { money } };
  return {
    plan: { run, count },
    seen: `${count} ${satang}`,
    message: {
      tone: 'warn',
      title: text('receipts.undo.title', values),
      lines: [text('receipts.undo.means'), text('receipts.undo.only')],
      fields: [
        { label: text('facts.shop'), value: raw(context.shop.name) },
        {
          label: text('receipts.facts.total'),
          value: text('facts.value.money', { amount: baht(satang) }),
        },
      ],
    },
    confirm: {
      label: text('labels.receipts.undo-now', { count }),
      danger: true,
    },
    leave: { label: text('labels.back'), said: text('receipts.undo.left') },
    guarded: {
      what: text('receipts.undo.title', values),
      lines: [text('receipts.undo.request', { ...values, requester: context.person.name })],
      stake: {
        money,
        subject: run,
        reason: null,
        before: { amount: 0, currency: 'THB' },
        elsewhere: async () => [],
      },
    },
  };
}

/** How many receipts of a run stand, without those that were voided since, and what they come to. */
async function madeBy(run: string, context: Context): Promise<{ count: number; satang: number }> {
  const books = await booksOf(context);
  const sum = { count: 0, satang: 0 };
  for await (const rows of verdictsOf(run, ['booked'], context)) {
    const kept = await billsKept(
      rows.map(({ order }) => order),
      books,
      context,
    );
    for (const made of rows.flatMap(madeIn)) {
      if (!stillStands(made, kept.get(made.order))) continue;
      sum.count += 1;
      sum.satang += made.total;
    }
  }
  return sum;
}
