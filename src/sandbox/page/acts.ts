import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Seat } from '../seeds/types.ts';
import { bodyOf } from './body.ts';
import type { Stage } from './pages.ts';
import { conversationOf } from './state.ts';

const Seated = z.object({ seat: z.string() });
const Said = Seated.extend({ text: z.string().trim().min(1).max(5000) });
/** LINE's limits of a postback. https://developers.line.biz/en/reference/messaging-api/#postback-action */
const Tapped = Seated.extend({
  data: z.string().min(1).max(300),
  label: z.string().min(1).max(300).optional(),
});
const Refunded = z.object({ charge: z.string(), amount: z.int().min(1) });
const Disputed = z.object({ charge: z.string() });

/** What people do on the page: in the phone as themselves, at Opn as somebody at the dashboard. */
export function addActs(app: Hono, { line, opn, seats }: Stage): void {
  const lastEvents = new Map<string, string>();

  function seatNamed(id: string): Seat | null {
    return seats.find((seat) => seat.id === id) ?? null;
  }

  /** Carries out what a seat does, and remembers its event for delivering it again. */
  async function act(
    c: Context,
    id: string,
    work: (seat: Seat, where: { group?: string }) => Promise<{ id: string; outcomes: unknown[] }>,
  ): Promise<Response> {
    const seat = seatNamed(id);
    if (seat === null) return c.json({ message: `there is no seat ${id}` }, 404);
    const event = await work(seat, seat.group === undefined ? {} : { group: seat.group.id });
    lastEvents.set(conversationOf(seat), event.id);
    return c.json({ event: event.id, outcomes: event.outcomes });
  }

  app.post('/sandbox/line/say', async (c) => {
    const { seat, text } = await bodyOf(c, Said);
    return act(c, seat, ({ user }, where) => line.say(user.id, text, where));
  });
  app.post('/sandbox/line/tap', async (c) => {
    const { seat, data, label } = await bodyOf(c, Tapped);
    const shown = label === undefined ? {} : { label };
    return act(c, seat, ({ user }, where) => line.tap(user.id, data, { ...where, ...shown }));
  });
  app.post('/sandbox/line/follow', async (c) => {
    const { seat } = await bodyOf(c, Seated);
    return act(c, seat, ({ user }) => line.follow(user.id));
  });
  app.post('/sandbox/line/redeliver', async (c) => {
    const { seat } = await bodyOf(c, Seated);
    const found = seatNamed(seat);
    const event = found === null ? undefined : lastEvents.get(conversationOf(found));
    if (event === undefined) return c.json({ message: 'nothing was said here yet' }, 409);
    return act(c, seat, () => line.redeliver(event));
  });
  app.post('/sandbox/opn/dashboard-refund', async (c) => {
    const { charge, amount } = await bodyOf(c, Refunded);
    return atOpn(c, () => opn.refundInDashboard(charge, amount));
  });
  app.post('/sandbox/opn/dispute', async (c) => {
    const { charge } = await bodyOf(c, Disputed);
    return atOpn(c, () => opn.dispute(charge));
  });
}

/** Opn's own words when it refuses. */
function atOpn(c: Context, work: () => { id: string }): Response {
  try {
    return c.json({ id: work().id });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return c.json({ message: error.message }, 409);
  }
}
