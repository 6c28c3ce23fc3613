import { z } from 'zod';
import { readCommand } from '../../core/parse/command-name.ts';
import type { Json } from '../../core/json.ts';
import type { CodeRow } from '../../core/linking.ts';
import type { Message } from '../../core/message.ts';
import type { Address, Inbound } from '../../core/platform.ts';
import type { Outcome } from '../../core/queue.ts';
import { text } from '../../core/text.ts';
import { reactSafely, settle } from '../conversation.ts';
import { commandNamed, type House, platformOf } from '../house.ts';
import { post } from '../post.ts';
import { openTurn, readerOf, type Turn } from '../turn.ts';

const Payload = z.object({ hash: z.string() });

/**
 * Tells an account that waited that it is known now, and lets what it wanted go on: as if it came now, so every right,
 * button and price is looked at again.
 */
export async function resume(
  house: House,
  payload: Json,
  job: { lastAttempt: boolean },
): Promise<Outcome | void> {
  const { hash } = Payload.parse(payload);
  const code = await house.ledger.codes.get(hash);
  const event = code === null ? null : await waitingFor(house, code);
  if (event === null) return;
  const turn = await openTurn(house, `${code?.resume}:linked`, event);
  if (turn.actor.person === null) return;
  const reaction = goesOn(house, event) ? await reactSafely(house, turn, job.lastAttempt) : {};
  return {
    write: async (tx) => {
      const { address } = event;
      const message = welcomeMessage(turn);
      await post(house, tx, {
        key: `linked:${hash}`,
        address,
        reader: readerOf(turn, null),
        message,
      });
      await settle(house, tx, turn, reaction);
    },
  };
}

async function waitingFor(house: House, { resume: id }: CodeRow): Promise<Inbound | null> {
  const row = id === null ? null : await house.ledger.inbox.get(id);
  if (row === null || row.body.length === 0) return null;
  const event = platformOf(house, row.source).parse(row.body, row.receivedAt);
  return { ...event, address: fresh(event.address) };
}

/** An answer address that is good for one message was used up by the first answer. */
function fresh({ reply, ...address }: Address): Address {
  return reply?.many ? { ...address, reply } : address;
}

/** Help and the wish to be linked have had their answer. */
function goesOn(house: House, event: Inbound): boolean {
  if (event.kind === 'click' || event.kind === 'form') return true;
  if (event.kind !== 'text') return false;
  const reading = readCommand(event.text, house.words.vocabulary());
  return reading.kind === 'command' && commandNamed(house, reading.command).role !== null;
}

function welcomeMessage({ actor, shops }: Turn): Message {
  const roles = actor.person?.roles ?? {};
  const name = actor.person?.name ?? '';
  return {
    tone: 'good',
    title: text('linking.welcome', { name }),
    fields: shops.map((shop) => ({
      label: { raw: shop.name },
      value: text(`roles.${roles[shop.id] ?? 'none'}`),
    })),
  };
}
