import { z } from 'zod';
import type { Connecting } from '../../core/connecting.ts';
import { defineDuty, type DutyContext, type DutyEnd } from '../../core/duty.ts';
import type { Desks } from '../../core/desks.ts';
import type { Message } from '../../core/message.ts';
import type { OrderReads, OrderRow } from '../../core/order.ts';
import { Identity, Locale } from '../../core/settings.ts';
import { text, type Text, type Values } from '../../core/text.ts';
import { consoleAddress, hookAddress } from './addresses.ts';

const TEST_PRODUCT = 'connect.test-product';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** How often it is looked for, and for how long; after a while the leg that is missing is named. */
const LOOK_EVERY = 15 * SECOND;
const LOOK_FOR = 60 * MINUTE;
const PATIENCE = 3 * MINUTE;
/** Rows of one look. */
const ROWS = 500;

const Told = z.enum(['none', 'missing']);
type Told = z.infer<typeof Told>;

/** Whom to tell, and of which product: what happened since then (epoch ms). `told`: that none came, or what one still lacks. */
const Wanted = z.object({
  connection: z.string(),
  app: z.string(),
  since: z.number(),
  /** When it was asked for, epoch ms. */
  asked: z.number(),
  person: z.string(),
  to: Identity,
  locale: Locale,
  told: z.array(Told),
});
export type Wanted = z.infer<typeof Wanted>;

const Moment = z.number().nullable().default(null);
const Legs = z.object({
  hookAt: Moment,
  readAt: Moment,
  writtenAt: Moment,
  name: z.string().nullish(),
});
type Legs = z.infer<typeof Legs>;
type Leg = 'sent' | 'received' | 'arrived';
const LEGS = ['sent', 'received', 'arrived'] as const satisfies Leg[];

/** Looks whether the first product after connecting went all the way, and says so by itself. */
export const testProduct = defineDuty<Wanted, object>({
  kind: TEST_PRODUCT,
  uses: [],
  payload: Wanted,
  async due(wanted, context): Promise<DutyEnd<Wanted>> {
    const now = context.now.epochMilliseconds;
    const { state, from, message } = await lookFor(wanted, context);
    if (state === 'done') {
      await tell(state, wanted, { context, message });
      return {};
    }
    const said = wanted.told.includes(state) || now - from < PATIENCE;
    if (!said) await tell(state, wanted, { context, message });
    if (now - wanted.asked >= LOOK_FOR) return {};
    const payload = said ? wanted : { ...wanted, told: [...wanted.told, state] };
    return { next: { at: now + LOOK_EVERY, payload } } satisfies DutyEnd<Wanted>;
  },
});

/** Has the test product looked for from now on, whatever is under way. */
export function lookLater(
  wanted: Wanted,
  { later, now }: Pick<Desks, 'later'> & { now: Temporal.Instant },
): Promise<void> {
  const at = now.epochMilliseconds + LOOK_EVERY;
  const payload = z.json().parse(wanted);
  return later({ kind: TEST_PRODUCT, key: wanted.connection, at, payload });
}

/** What may be looked at for it. */
type Looking = {
  now: Temporal.Instant;
  orders: Pick<OrderReads, 'list'>;
  connecting: Pick<Connecting, 'baseUrl'>;
};
/** How far the product is, since when (epoch ms), and what to say of it. */
type Seen = { state: 'done' | Told; from: number; message: Message };

/** How far the test product is now. */
export async function lookFor(wanted: Wanted, context: Looking): Promise<Seen> {
  const row = await newest(wanted, context);
  const legs = row && Legs.parse(row.detail);
  if (row === null || legs === null) {
    const message = noneMessage(wanted, context);
    return { state: 'none', from: wanted.asked, message };
  }
  const from = firstOf(legs, wanted, context.now.epochMilliseconds);
  return missingOf(legs, wanted) === null
    ? { state: 'done', from, message: doneMessage(row, legs) }
    : { state: 'missing', from, message: lackMessage(row, legs, { wanted, context }) };
}

/** The product that anything happened to since then; the one that got furthest. */
async function newest(wanted: Wanted, { orders }: Looking): Promise<OrderRow | null> {
  let latest: OrderRow | null = null;
  let after = { at: wanted.since - 1, order: '' };
  for (;;) {
    const rows = await orders.list({
      connection: wanted.connection,
      statuses: ['waiting', 'synced', 'held', 'failed'],
      limit: ROWS,
      after,
    });
    const products = rows.filter(({ order }) => order.startsWith('product:'));
    const done = products.find(({ detail }) => missingOf(Legs.parse(detail), wanted) === null);
    if (done !== undefined) return done;
    latest = products.at(-1) ?? latest;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS) return latest;
    after = { at: last.at, order: last.order };
  }
}

function happened(legs: Legs, { since }: Wanted): Record<Leg, boolean> {
  const after = (at: number | null): boolean => at !== null && at >= since;
  return { sent: after(legs.hookAt), received: after(legs.readAt), arrived: after(legs.writtenAt) };
}

/** The first leg that is missing. */
function missingOf(legs: Legs, wanted: Wanted): Leg | null {
  const there = happened(legs, wanted);
  return LEGS.find((leg) => !there[leg]) ?? null;
}

function firstOf(legs: Legs | null, { since }: Wanted, now: number): number {
  const times = [legs?.hookAt, legs?.readAt].filter((at) => typeof at === 'number' && at >= since);
  return Math.min(now, ...times.map(Number));
}

function ticks(there: Record<Leg, boolean>): Text[] {
  return LEGS.map((leg) => text(`connect.product.${there[leg] ? 'tick' : 'open'}.${leg}`));
}

function nameOf({ order }: OrderRow, { name }: Legs): string {
  return name ?? order.slice('product:'.length);
}

function doneMessage(row: OrderRow, legs: Legs): Message {
  const all = { sent: true, received: true, arrived: true };
  return {
    tone: 'good',
    title: text('connect.product.done', { name: nameOf(row, legs) }),
    lines: ticks(all),
  };
}

type About = { wanted: Wanted; context: Looking };

/** Where Nhanh's webhooks are switched on. */
function hookFix({ app }: Wanted, { connecting: { baseUrl } }: Looking): Values {
  return { console: consoleAddress(app), hook: hookAddress(baseUrl, app) };
}

function noneMessage(wanted: Wanted, context: Looking): Message {
  const fix = text('connect.product.fix.sent', hookFix(wanted, context));
  return {
    tone: 'wait',
    title: text('connect.product.none'),
    lines: [text('connect.product.fix.none'), fix],
  };
}

/** What is missing, and its fix. */
function lackMessage(row: OrderRow, legs: Legs, { wanted, context }: About): Message {
  const missing = missingOf(legs, wanted) ?? 'arrived';
  return {
    tone: 'warn',
    title: text(`connect.product.missing.${missing}`, { name: nameOf(row, legs) }),
    lines: [
      ...ticks(happened(legs, wanted)),
      text(`connect.product.fix.${missing}`, missing === 'sent' ? hookFix(wanted, context) : {}),
    ],
    actions: [
      {
        kind: 'open',
        label: text('commands.why.label'),
        command: 'why',
        input: { system: 'nhanh', order: row.order.slice('product:'.length) },
      },
    ],
  };
}

type Said = { context: DutyContext; message: Message };

function tell(what: string, wanted: Wanted, { context, message }: Said): Promise<void> {
  const { connection, asked, person, to, locale } = wanted;
  const key = `test-product:${connection}:${asked}:${what}`;
  return context.connecting.tell({ key, shop: context.shop.id, person, to, locale, message });
}
