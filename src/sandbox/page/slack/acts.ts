import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Seat } from '../../seeds/types.ts';
import { bodyOf } from '../body.ts';
import type { Changes } from '../changes.ts';
import { heard, type Heard } from './heard.ts';
import { PLACES, placeId } from './places.ts';
import type { SlackParts } from './sight.ts';

const Seated = z.object({ seat: z.string(), place: z.enum(PLACES).default('channel') });
const Stamp = z.string().regex(/^\d+\.\d{6}$/, 'a timestamp of a message');
const Said = Seated.extend({ text: z.string().trim().min(1).max(4000), thread: Stamp.optional() });
const Clicked = Seated.extend({ ts: Stamp, what: z.string().min(1) });
const Tapped = Seated.extend({ what: z.string().min(1) });
const Filled = Seated.extend({ form: z.string(), values: z.record(z.string(), z.string()) });
const Left = Seated.extend({ form: z.string() });
const Asked = Seated.extend({ ts: Stamp.optional() });

type Outcomes = readonly unknown[];
type At = { seat: Seat; channel: string };
type Parts = SlackParts & { changes: Changes };

/** What people do in Slack, as themselves. Answers with how each delivery to Tenban ended. */
export function addSlackActs(app: Hono, parts: Parts): void {
  const { slack, left, changes } = parts;
  app.post('/sandbox/slack/say', async (c) => {
    const { text, thread, ...who } = await bodyOf(c, Said);
    const said = heard(text, { ...who, thread });
    if ('refusal' in said) return c.json({ message: said.refusal }, 409);
    return act(c, parts, { who, work: (at) => speak(parts, at, { said, thread }) });
  });
  app.post('/sandbox/slack/click', async (c) => {
    const { ts, what, ...who } = await bodyOf(c, Clicked);
    const work = ({ seat, channel }: At) => slack.click(seat.slack, channel, ts, what).then(one);
    return act(c, parts, { who, work });
  });
  app.post('/sandbox/slack/open-home', async (c) => {
    const who = await bodyOf(c, Seated);
    const work = async ({ seat }: At) => (await slack.openHome(seat.slack)).outcomes;
    return act(c, parts, { who, work });
  });
  app.post('/sandbox/slack/click-home', async (c) => {
    const { what, ...who } = await bodyOf(c, Tapped);
    const work = ({ seat }: At) => slack.clickHome(seat.slack, what).then(one);
    return act(c, parts, { who, work });
  });
  app.post('/sandbox/slack/submit', async (c) => {
    const { form, values, ...who } = await bodyOf(c, Filled);
    const work = ({ seat }: At) => slack.submit(seat.slack, form, values).then(one);
    return act(c, parts, { who, work });
  });
  app.post('/sandbox/slack/leave', async (c) => {
    const { form, ...who } = await bodyOf(c, Left);
    left.add(form);
    changes.changed();
    return act(c, parts, { who, work: () => Promise.resolve([]) });
  });
  app.post('/sandbox/slack/shortcut', async (c) => {
    const { ts, ...who } = await bodyOf(c, Asked);
    const work = ({ seat, channel }: At) =>
      slack.shortcut(seat.slack, ts === undefined ? undefined : { channel, ts }).then(one);
    return act(c, parts, { who, work });
  });
}

function one({ outcome }: { outcome: unknown }): Outcomes {
  return [outcome];
}

type Act = { who: z.infer<typeof Seated>; work(at: At): Promise<Outcomes> };

/** What the simulator cannot do, such as tapping a button that has gone, is answered with its words. */
async function act(c: Context, { slack, seats }: Parts, { who, work }: Act): Promise<Response> {
  const seat = seats.find(({ id }) => id === who.seat);
  if (seat === undefined) return c.json({ message: `there is no seat ${who.seat}` }, 404);
  try {
    return c.json({ outcomes: await work({ seat, channel: placeId(slack, seat, who.place) }) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return c.json({ message: error.message }, 409);
  }
}

type Speaking = { said: Heard; thread: string | undefined };

async function speak(
  { slack, talk, changes }: Parts,
  { seat, channel }: At,
  { said, thread }: Speaking,
): Promise<Outcomes> {
  const { kind, text } = said;
  const where = thread === undefined ? {} : { thread };
  if (kind === 'command') return slack.command(seat.slack, channel, text).then(one);
  if (kind === 'mention') return (await slack.mention(seat.slack, channel, text, where)).outcomes;
  if (kind === 'direct') return (await slack.dm(seat.slack, text, where)).outcomes;
  talk.say({ channel, user: seat.slack, text, thread });
  changes.changed();
  return [];
}
