import { z } from 'zod';
import { choices } from './choices.ts';
import { OpnRefusal, refusals } from './refusals.ts';
import { isoOf, timeOf } from './time.ts';

const Order = z.enum(['chronological', 'reverse_chronological']);
const Time = z.string().transform((text, context) => {
  const time = timeOf(text);
  if (time !== null) return time;
  context.addIssue({ code: 'custom', message: 'not a date or time' });
  return z.NEVER;
});

const Query = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).default(20),
  order: Order.default('chronological'),
  from: Time.default(0),
  to: Time.optional(),
});

/**
 * One page of rows (given oldest first) as the API lists them: oldest first and 20 unless asked otherwise, at most 100.
 * https://docs.omise.co/api-pagination
 */
export function listOf<Row extends { created_at: string }>(
  rows: readonly Row[],
  request: { query: Record<string, string>; location: string; now: number },
) {
  const parsed = Query.safeParse(request.query);
  if (!parsed.success) throw new OpnRefusal(refusals.badList);
  const { offset, order, from, to = request.now } = parsed.data;
  const limit = Math.min(parsed.data.limit, choices.maxLimit);
  const within = rows.filter((row) => {
    const time = timeOf(row.created_at) ?? 0;
    return time >= from && time <= to;
  });
  if (order === 'reverse_chronological') within.reverse();
  return {
    object: 'list',
    data: within.slice(offset, offset + limit),
    limit,
    offset,
    total: within.length,
    location: request.location,
    order,
    from: isoOf(from),
    to: isoOf(to),
  };
}
