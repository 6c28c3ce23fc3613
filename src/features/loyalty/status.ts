import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import type { Action, Message } from '../../core/message.ts';
import type { OrderRow } from '../../core/order.ts';
import { raw, text, type Text, timeAt, type Value } from '../../core/text.ts';
import { joinedFor } from './joined.ts';
import type { AtNhanh, Joined } from './options.ts';
import { POLL, readPoll } from './poll.ts';
import { readState, type Status } from './row.ts';
import { SYNC } from './sync-run.ts';
import { daysLeft } from './token-age.ts';
import { reasonText, remedyText, thingText } from './words.ts';

const SHOWN = [
  'synced',
  'linked',
  'waiting',
  'held',
  'failed',
  'skipped',
] as const satisfies readonly Status[];
/** Held and failed things looked at for their reasons, and named. */
const LOOKED_AT = 500;
const NAMED = 10;

/** `nhanh status`: what is synced, what is held and why, and how long the token lives. */
export const nhanhStatus = defineCommand<Record<string, never>, Record<string, never>, AtNhanh>({
  name: 'nhanh-status',
  role: 'viewer',
  schedulable: true,
  uses: ['nhanh'],
  fields: [],
  input: z.object({}).transform(() => ({})),
  async run(_given, context): Promise<Message> {
    const joined = await joinedFor(context);
    const counts = await context.orders.counts(joined.nhanh);
    const held = await context.orders.list({
      connection: joined.nhanh,
      statuses: ['held', 'failed'],
      limit: LOOKED_AT,
    });
    return {
      tone: joined.options.sync === 'on' ? 'plain' : 'warn',
      title: text(`loyalty.status.${joined.options.sync}`, { shop: context.shop.name }),
      lines: [...(await factLines(joined, context)), ...reasonLines(held)],
      fields: SHOWN.filter((status) => (counts[status] ?? 0) > 0).map((status) => ({
        label: text(`loyalty.state.${status}`),
        value: text('loyalty.status.count', { count: counts[status] ?? 0 }),
      })),
      ...(held.length > 0 && { table: heldTable(held) }),
      actions: [turnAction(joined)],
    };
  },
});

function dayOf(day: string, { shop }: RunContext): Value {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(shop.timeZone);
  return { at: start.toInstant().toString(), as: 'date' };
}

async function factLines(
  { nhanh, options, signedInUntil }: Joined,
  context: RunContext,
): Promise<Text[]> {
  const [last] = await context.runs.list(nhanh, SYNC, 1);
  const { now } = context;
  const days = daysLeft({ expiresAt: options.expiresAt, now });
  const signedIn = daysLeft({ expiresAt: signedInUntil, now });
  const { heardAt } = readPoll(await context.orders.get(nhanh, POLL));
  const ended = last?.endedAt ?? null;
  return [
    ended === null
      ? text('loyalty.status.no-run')
      : text(last?.state === 'failed' ? 'loyalty.status.run-failed' : 'loyalty.status.run', {
          at: timeAt(ended),
        }),
    heardAt === null
      ? text('loyalty.status.no-hook')
      : text('loyalty.status.hook', { at: timeAt(heardAt) }),
    ...(options.connectorOff === null
      ? []
      : [text('loyalty.status.connector-off', { day: dayOf(options.connectorOff, context) })]),
    ...(days === null ? [] : [text('loyalty.status.token', { days: Math.max(days, 0) })]),
    ...(signedIn === null ? [] : [text('loyalty.status.sign-in', { days: Math.max(signedIn, 0) })]),
  ];
}

/** How many are held for what, and what to do about it; the most first. */
function reasonLines(held: readonly OrderRow[]): Text[] {
  const counts = new Map<string, number>();
  for (const row of held) {
    const { reason } = readState(row).detail;
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([reason, count]) =>
      text('loyalty.status.reason', {
        count,
        reason: { text: reasonText(reason, '') },
        remedy: { text: remedyText(reason) },
      }),
    );
}

function heldTable(held: readonly OrderRow[]): NonNullable<Message['table']> {
  return {
    head: ['thing', 'why'].map((column) => text(`loyalty.column.${column}`)),
    rows: held.slice(0, NAMED).map((row) => {
      const { name, reason, words } = readState(row).detail;
      const why = reason === null ? raw('') : reasonText(reason, words ?? '');
      return [thingText(row.order, name).text, why];
    }),
  };
}

function turnAction({ options }: Joined): Action {
  const command = options.sync === 'on' ? 'nhanh-stop' : 'nhanh-start';
  return { kind: 'open', label: text(`commands.${command}.label`), command, input: {} };
}
