import { z } from 'zod';
import { type Context, defineCommand, type Preview } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { raw, text } from '../../core/text.ts';
import { type Given, shared, verdictsOf } from './after-run.ts';
import type { Both } from './connections.ts';
import { baht } from './reasons.ts';
import { billsKept, booksOf } from './start.ts';
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
      title: text('receipts.undo.started', { count: plan.made.length }),
      about: `run:${context.execution}`,
    };
  },
});

async function previewUndo({ run }: Given, context: Context & Both): Promise<Preview<UndoParams>> {
  const receipts = await madeBy(run, context);
  if (receipts.length === 0) throw new UserError('receipts.undo.nothing.title');
  const satang = receipts.reduce((sum, { total }) => sum + total, 0);
  const money = { amount: satang, currency: 'THB' };
  const values = { count: receipts.length, amount: { money } };
  const made = receipts.map(({ order, code }): [string, string] => [order, code]);
  return {
    plan: { run, made },
    seen: JSON.stringify(made),
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
      label: text('labels.receipts.undo-now', { count: receipts.length }),
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

const Made = z.object({ total: z.int(), code: z.string() });
type Receipt = { order: string } & z.infer<typeof Made>;

/** The receipts of a run, without those that were voided since. */
async function madeBy(run: string, context: Context): Promise<Receipt[]> {
  const { rows } = await verdictsOf(run, ['booked'], context);
  const made = rows
    .filter(({ reason }) => reason === 'IMPORTED')
    .map(({ order, detail }) => ({ order, ...Made.parse(detail) }));
  const numbers = made.map(({ order }) => order);
  const kept = await billsKept(numbers, await booksOf(context), context);
  return made.filter(({ order, code }) => {
    const state = kept.get(order);
    return state?.status === 'booked' && (code === '' || state.detail.receipt?.code === code);
  });
}
