import { z } from 'zod';
import type { Opn } from '../../clients/opn/client.ts';
import type { Charge } from '../../clients/opn/schema.ts';
import type { Raise } from '../../core/alert.ts';
import type { Context } from '../../core/command.ts';
import { defineDuty } from '../../core/duty.ts';
import { text } from '../../core/text.ts';
import { chargeFacts, moneyText, timeText } from './facts.ts';

/** Hours before a hold lapses at which somebody is reminded. */
const STEPS = [48, 12] as const;
const HOUR = 3_600_000;
const KIND = 'refunds.authorisation-lapses';

const Payload = z.object({ charge: z.string() });
type Payload = z.infer<typeof Payload>;

/**
 * Remembers a hold that Tenban has seen, to remind of it before the bank gives it back. A hold that is over by now is
 * looked at once more, so that a reminder of it ends. https://docs.omise.co/capture
 */
export async function watchHold(
  charge: Charge,
  { later, now }: Pick<Context, 'later' | 'now'>,
): Promise<void> {
  if (charge.expiresAt === null || !charge.capturable) return;
  await plan(charge.id, nextLook(charge.expiresAt, now), { later });
}

/** The hold was captured or released a moment ago. */
export async function lookAtHold(
  charge: string,
  { later, now }: Pick<Context, 'later' | 'now'>,
): Promise<void> {
  await plan(charge, now.epochMilliseconds, { later });
}

function plan(charge: string, at: number, { later }: Pick<Context, 'later'>): Promise<void> {
  return later({ kind: 'authorisation', key: charge, at, payload: { charge } });
}

/** A reminder's time has come: the charge is read again, and only one that is still held is reminded of. */
export const authorisation = defineDuty<Payload, { opn: Opn }>({
  kind: 'authorisation',
  uses: ['opn'],
  payload: Payload,
  async due({ charge: id }, { opn, now }) {
    const charge = await opn.charge(id);
    if (charge === null || !charge.capturable || charge.expiresAt === null)
      return { settle: STEPS.map((hours) => causeOf(id, hours)) };
    const step = stepAt(charge.expiresAt, now);
    const earlier = STEPS.filter((hours) => hours !== step);
    return {
      settle: earlier.map((hours) => causeOf(id, hours)),
      ...(step !== null && { raise: [lapsing(charge, step)] }),
      next: { at: nextLook(charge.expiresAt, now), payload: { charge: id } },
    };
  },
});

/** The last reminder whose time has come; null before the first. */
function stepAt(expiresAt: string, now: Temporal.Instant): 48 | 12 | null {
  const left = Temporal.Instant.from(expiresAt).epochMilliseconds - now.epochMilliseconds;
  return STEPS.toReversed().find((hours) => left <= hours * HOUR) ?? null;
}

/** The next reminder, or the moment after the hold has lapsed. */
function nextLook(expiresAt: string, now: Temporal.Instant): number {
  const end = Temporal.Instant.from(expiresAt).epochMilliseconds;
  const looks = [...STEPS.map((hours) => end - hours * HOUR), end + 60_000];
  return looks.find((at) => at > now.epochMilliseconds) ?? now.epochMilliseconds + HOUR;
}

function causeOf(charge: string, hours: number): Pick<Raise, 'kind' | 'cause'> {
  return { kind: KIND, cause: `${charge}/${hours}h` };
}

function lapsing(charge: Charge, hours: 48 | 12): Omit<Raise, 'shop'> {
  const amount = { money: charge.authorizedAmount };
  return {
    ...causeOf(charge.id, hours),
    severity: hours === 12 ? 'urgent' : 'warning',
    message: {
      tone: 'warn',
      title: text('alerts.refunds.authorisation-lapses', { amount, hours }),
      fields: [
        ...chargeFacts(charge),
        { label: text('facts.held'), value: moneyText(charge.authorizedAmount) },
        { label: text('facts.hold-until'), value: timeText(charge.expiresAt ?? '') },
      ],
      lines: [text('refunds.lapse.means')],
      actions: ['capture', 'release'].map((command) => ({
        kind: 'open',
        label: text(`commands.${command}.label`),
        command,
        input: { charge: charge.id },
      })),
    },
  };
}
