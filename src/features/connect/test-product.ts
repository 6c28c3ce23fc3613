import { z } from 'zod';
import { defineDuty, type DutyContext, type DutyEnd } from '../../core/duty.ts';
import type { Message } from '../../core/message.ts';
import type { OrderRow } from '../../core/order.ts';
import { Identity, Locale } from '../../core/settings.ts';
import { text, type Text } from '../../core/text.ts';
import { consoleAddress, hookAddress } from './addresses.ts';

export const TEST_PRODUCT = 'connect.test-product';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** How often it is looked for, and for how long; after a while the leg that is missing is named. */
export const LOOK_EVERY = 15 * SECOND;
const LOOK_FOR = 60 * MINUTE;
const PATIENCE = 3 * MINUTE;
/** Rows of one look. */
const ROWS = 500;

const Told = z.enum(['none', 'missing']);
type Told = z.infer<typeof Told>;

/** Whom to tell, and of what since when (epoch ms). `told`: that none came, or what one still lacks. */
const Wanted = z.object({
  connection: z.string(),
  app: z.string(),
  since: z.number(),
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
    const row = await newest(wanted, context);
    const legs = row && Legs.parse(row.detail);
    if (row !== null && legs !== null && missingOf(legs, wanted) === null) {
      await tell('done', wanted, { context, message: doneMessage(row, legs) });
      return {};
    }
    const next: Told = row === null || legs === null ? 'none' : 'missing';
    const from = next === 'none' ? wanted.since : firstOf(legs, wanted, now);
    const said = wanted.told.includes(next) || now - from < PATIENCE;
    if (!said)
      await tell(next, wanted, { context, message: lackMessage(row, legs, { wanted, context }) });
    if (now - wanted.since >= LOOK_FOR) return {};
    const payload = said ? wanted : { ...wanted, told: [...wanted.told, next] };
    return { next: { at: now + LOOK_EVERY, payload } } satisfies DutyEnd<Wanted>;
  },
});

/** The product that anything happened to since then; the one that got furthest. */
async function newest(wanted: Wanted, { orders }: DutyContext): Promise<OrderRow | null> {
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

type About = { wanted: Wanted; context: DutyContext };

/** What is missing, and its fix. */
function lackMessage(row: OrderRow | null, legs: Legs | null, { wanted, context }: About): Message {
  const { app } = wanted;
  const { baseUrl } = context.connecting;
  const fix = { console: consoleAddress(app), hook: hookAddress(baseUrl, app) };
  if (row === null || legs === null)
    return {
      tone: 'wait',
      title: text('connect.product.none'),
      lines: [text('connect.product.fix.none'), text('connect.product.fix.sent', fix)],
    };
  const missing = missingOf(legs, wanted) ?? 'arrived';
  return {
    tone: 'warn',
    title: text(`connect.product.missing.${missing}`, { name: nameOf(row, legs) }),
    lines: [
      ...ticks(happened(legs, wanted)),
      text(`connect.product.fix.${missing}`, missing === 'sent' ? fix : {}),
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
  const { connection, since, person, to, locale } = wanted;
  const key = `test-product:${connection}:${since}:${what}`;
  return context.connecting.tell({ key, shop: context.shop.id, person, to, locale, message });
}
