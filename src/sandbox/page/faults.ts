import type { Hono } from 'hono';
import { z } from 'zod';
import type { Fault } from '../web/faults.ts';
import type { SlackFault } from '../slack/types.ts';
import { bodyOf } from './body.ts';
import type { Changes } from './changes.ts';
import type { Stage } from './pages.ts';

/** How long a slow answer takes: longer than a person likes, shorter than any time-out. Milliseconds. */
const SLOW = 4_000;
/** Longer than any time-out. */
const HANG = 60_000;

const Times = z.object({ once: z.boolean().default(true) });
/** What goes wrong with calls to a remote system. */
export const CallFault = Times.extend({
  kind: z.enum(['drop-answer', 'drop-request', '429', '500', '503', 'slow', 'hang']).nullable(),
});
export type CallFault = z.infer<typeof CallFault>;
const OpnBreak = CallFault.extend({
  /** `writes` leaves reading a charge alone, so that a preview still comes. */
  on: z.enum(['writes', 'all']).default('writes'),
});
type OpnBreak = z.infer<typeof OpnBreak>;
const LineBreak = Times.extend({
  kind: z.enum(['drop-answer', 'drop-request', '429', '500', 'hang']).nullable().optional(),
  thrice: z.boolean().optional(),
  /** This many messages are sent from LINE's manager. */
  spend: z.int().min(1).max(300).optional(),
});
const SlackBreak = Times.extend({
  kind: z.enum(['drop-answer', '429', '500', 'slow']).nullable(),
});
type SlackBreak = z.infer<typeof SlackBreak>;
/** Sending a message, to all or to one; the other faults meet forms and changed cards as well. */
const POST = '/chat.post';

type Parts = Pick<Stage, 'line' | 'slack' | 'opn'> & { changes: Changes };

/** The switches that break things. `kind: null` repairs; `once` breaks the next call only. */
export function addFaults(app: Hono, { line, slack, opn, changes }: Parts): void {
  app.post('/sandbox/faults/opn', async (c) => {
    opn.faults.set(opnFault(await bodyOf(c, OpnBreak)));
    changes.changed();
    return c.json({ fault: opn.faults.current() });
  });
  app.post('/sandbox/faults/line', async (c) => {
    const { kind, once, thrice, spend } = await bodyOf(c, LineBreak);
    if (thrice !== undefined) line.webhookFaults.set({ duplicates: thrice ? 2 : 0 });
    if (spend !== undefined) line.spend(spend);
    if (kind === null) line.faults.set(null);
    else if (kind !== undefined) line.faults.set({ kind, path: '/message/', ...times(once) });
    changes.changed();
    return c.json({ fault: line.faults.current(), webhooks: line.webhookFaults.current() });
  });
  app.post('/sandbox/faults/slack', async (c) => {
    slack.faults.set(slackFault(await bodyOf(c, SlackBreak)));
    changes.changed();
    return c.json({ fault: slack.faults.current() });
  });
}

function opnFault({ on, ...wanted }: OpnBreak): Fault | null {
  const fault = callFault(wanted);
  return fault === null || on === 'all' ? fault : { ...fault, match: { method: 'POST' } };
}

/** The fault of a switch; null repairs. */
export function callFault({ kind, once }: CallFault): Fault | null {
  const common = times(once);
  if (kind === null) return null;
  if (kind === 'slow') return { kind, ms: SLOW, ...common };
  if (kind === 'hang') return { kind, ms: HANG, effect: true, ...common };
  return { kind, ...common };
}

function slackFault({ kind, once }: SlackBreak): SlackFault | null {
  if (kind === null) return null;
  if (kind === 'slow') return { kind, ms: SLOW, ...times(once) };
  return { kind, ...(kind !== '500' && { path: POST }), ...times(once) };
}

function times(once: boolean): { times?: number } {
  return once ? { times: 1 } : {};
}
