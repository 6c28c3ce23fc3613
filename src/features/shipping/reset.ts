import { z } from 'zod';
import { type Context, defineCommand, type Preview, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { raw, text, type Text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import { BOTH, type Both } from './connections.ts';
import { type LinkStatus, processFor, resetOf, SETTABLE, type Settable } from './link-status.ts';
import type { ShippingOptions } from './options.ts';
import type { OrderState } from './order-state.ts';
import { ResetParams } from './reset-run.ts';
import { ordersNamed, takeOrders } from './select.ts';

const Given = z.object({
  orders: z.string().trim().min(1),
  to: z.enum(SETTABLE).optional(),
  reason: z.string().trim().min(1).max(200),
});
type Given = z.infer<typeof Given>;

/**
 * `aupay reset <orders> [status] <reason>`: sets the au PAY API連携ステータス by hand and moves the orders back to where the
 * process that shall retry looks for them. CROSS MALL help, 6 and 7: au PAY連携ステータスを手動で変更する.
 */
export const aupayReset = defineCommand<Given, ResetParams, Both>({
  name: 'aupay-reset',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [
    { name: 'orders', take: takeOrders },
    {
      name: 'to',
      terms: 'shipping.link',
      optional: true,
      take: ([word = '']) => (SETTABLE.some((status) => status === word) ? 1 : 0),
      options: SETTABLE.map((status) => ({ label: linkText(status), value: status })),
      ask: async () => null,
    },
    { name: 'reason', rest: true },
  ],
  input: Given,
  preview,
  run: (plan, context) => start(plan, context),
});

/** The words of a link status: CROSS MALL's own, glossed in other languages. */
export function linkText(status: LinkStatus): Text {
  return text(`shipping.link.${status}`);
}

async function preview(given: Given, context: Context & Both): Promise<Preview<ResetParams>> {
  const { id, options } = await mallFor(context, 'update');
  const named = await ordersNamed(given.orders, {
    context,
    connection: id,
    crossmall: context.crossmall,
  });
  if (named.length === 0) throw new UserError('shipping.reset.none.title');
  const undecided = named.filter(
    ({ status }) => given.to === undefined && resetOf(status) === null,
  );
  if (undecided.length > 0) return { ask: askStatus(undecided) };
  const orders = named.map((order) => planFor(order, given.to, options));
  const plan: ResetParams = { orders, reason: given.reason, by: context.person.id };
  return {
    plan,
    seen: JSON.stringify(orders),
    message: resetMessage(named, plan),
    confirm: { label: text('labels.shipping.reset', { count: orders.length }) },
    leave: { label: text('labels.shipping.leave'), said: text('shipping.reset.left') },
  };
}

/** Nothing says what a good status should become: a person chooses. */
function askStatus(orders: readonly OrderState[]) {
  const [first] = orders;
  return {
    field: 'to',
    text: text('shipping.reset.which', {
      order: first?.detail.mall ?? '',
      status: { text: linkText(first?.status ?? 'blank') },
      count: orders.length,
    }),
    choices: SETTABLE.map((status) => ({ label: linkText(status), value: status })),
  };
}

function planFor(
  { order, status, version, detail }: OrderState,
  chosen: Settable | undefined,
  options: ShippingOptions,
): ResetParams['orders'][number] {
  const to = chosen ?? resetOf(status) ?? 'blank';
  const process = processFor(to, status);
  const phases = process === null ? [] : options[process].targets.map(({ phase }) => phase);
  const there = phases.includes(detail.phase) || phases.length === 0;
  return {
    order,
    mall: detail.mall,
    from: status,
    to,
    version,
    phase: there ? null : (phases[0] ?? null),
  };
}

/** How many orders go from which status to which, and into which phase. */
function resetMessage(named: readonly OrderState[], plan: ResetParams): Message {
  const groups = Map.groupBy(plan.orders, ({ from, to, phase }) => `${from} ${to} ${phase ?? ''}`);
  const lines = [...groups.values()].flatMap((orders) => {
    const [first] = orders;
    if (first === undefined) return [];
    const values = {
      from: { text: linkText(first.from) },
      to: { text: linkText(first.to) },
      count: orders.length,
      phase: first.phase ?? '',
    };
    return [
      text(first.phase === null ? 'shipping.reset.line' : 'shipping.reset.line-phase', values),
    ];
  });
  return {
    tone: 'warn',
    title: text('shipping.reset.title', { count: named.length }),
    lines: [...lines, text('shipping.reset.means')],
    fields: [
      {
        label: text('shipping.facts.orders'),
        value: raw(some(named.map(({ detail }) => detail.mall))),
      },
      { label: text('facts.reason'), value: raw(plan.reason) },
    ],
  };
}

function some(numbers: readonly string[]): string {
  const shown = numbers.slice(0, 5).join(', ');
  return numbers.length > 5 ? `${shown} …` : shown;
}

async function start(plan: ResetParams, context: RunContext & Both): Promise<Message> {
  const { id } = await mallFor(context, 'update');
  const run = { id: context.execution, kind: 'shipping.reset', connection: id, params: plan };
  if (!(await context.runs.start(run))) throw new UserError('shipping.reset.busy.title');
  return {
    tone: 'wait',
    title: text('shipping.reset.started', { count: plan.orders.length }),
    about: `run:${context.execution}`,
  };
}
