import { z } from 'zod';
import type { Opn } from '../../clients/opn/client.ts';
import type { Charge } from '../../clients/opn/schema.ts';
import { defineCommand } from '../../core/command.ts';
import type { Action, Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { askCharge, ChargeId, openCharge, takeCharge } from './charge-field.ts';
import { chargeFacts, moneyFacts, timeText } from './facts.ts';
import { watchHold } from './lapse.ts';
import { whyUnrefundable } from './plan-refund.ts';

const Given = z.object({ charge: ChargeId });
type Given = z.infer<typeof Given>;

/** `charge <charge>`: how it stands, and what can be done with it. */
export const charge = defineCommand<Given, Given, { opn: Opn }>({
  name: 'charge',
  role: 'viewer',
  uses: ['opn'],
  fields: [
    {
      name: 'charge',
      take: takeCharge,
      ask: (_input, { opn }) => askCharge('charge', opn, () => true),
    },
  ],
  input: Given,
  async run(given, { opn, shop, now, later }) {
    const found = await openCharge(given.charge, { opn, shop });
    await watchHold(found, { now, later });
    return chargeMessage(found, now);
  },
});

function chargeMessage(found: Charge, now: Temporal.Instant): Message {
  const expires =
    found.capturable && found.expiresAt !== null
      ? [{ label: text('facts.hold-until'), value: timeText(found.expiresAt) }]
      : [];
  return {
    tone: 'plain',
    title: text('refunds.charge.title', {
      amount: { money: found.amount },
      status: { text: text(`opn.status.${stateOf(found)}`) },
    }),
    fields: [...chargeFacts(found), ...moneyFacts(found), ...expires],
    actions: actionsOn(found, now),
  };
}

/** The status in a shop's words: a disputed, refunded or held charge is more than Opn's `successful` or `pending` says. */
function stateOf(found: Charge): string {
  if (found.disputed) return 'disputed';
  if (found.voided) return 'voided';
  if (found.capturable) return 'held';
  if (found.paid && found.remaining.amount === 0) return 'refunded';
  return found.status;
}

function actionsOn(found: Charge, now: Temporal.Instant): Action[] {
  const offered = [
    ...(whyUnrefundable(found, now) === null ? ['refund'] : []),
    ...(found.capturable ? ['capture'] : []),
    ...(found.reversible ? ['release'] : []),
  ];
  return offered.map((command) => ({
    kind: 'open',
    label: text(`commands.${command}.label`),
    command,
    input: { charge: found.id },
  }));
}
