import type { AnyCommand } from '../core/command.ts';
import type { ActionRow } from '../core/ledger.ts';
import type { Input } from '../core/message.ts';
import type { Address } from '../core/platform.ts';
import { isInForm } from './form.ts';
import { channelOf } from './channel.ts';
import type { House } from './house.ts';
import { proceed } from './proceed.ts';
import { staleMessage } from './refusals.ts';
import type { Reaction, Turn } from './turn.ts';

/**
 * The answers of a form, as if they had been typed where it was opened from: that is where the answer goes. Who may do it
 * is asked again, because a form may stay open for a while.
 */
export async function submitForm(
  house: House,
  turn: Turn,
  token: string,
  values: Input,
): Promise<Reaction> {
  const form = await knownForm(house, token, values);
  if (form === null) return { message: staleMessage() };
  const { row, command, input } = form;
  const address = addressOf(row.conversation, turn);
  const there: Turn = {
    ...turn,
    conversation: row.conversation,
    channel: await channelOf(house, address),
    inbound: { ...turn.inbound, address },
    card: row.outbox,
  };
  const leftOut = command.fields.filter(({ name, optional }) => optional && !input[name]);
  const reaction = await proceed(house, there, {
    command,
    input,
    shop: row.shop,
    leftOut: new Set(leftOut.map(({ name }) => name)),
  });
  return { ...reaction, address, card: row.outbox };
}

/** A form of ours, and the arguments it comes to: what stood in it was the person's to change or to clear. */
export type KnownForm = { row: ActionRow; command: AnyCommand; input: Input };

/** Null when the form has expired, is none of ours, or asks for what its command no longer takes: nothing may come of it. */
export async function knownForm(
  house: House,
  token: string,
  values: Input,
): Promise<KnownForm | null> {
  const id = house.tokens.read(token);
  const row = id === null ? null : await house.ledger.actions.get(id);
  const command = row === null ? undefined : house.commands.get(row.command);
  if (row === null || row.kind !== 'open' || command === undefined) return null;
  if (row.expiresAt <= house.clock.now().epochMilliseconds) return null;
  const fields = new Set(command.fields.filter(isInForm).map(({ name }) => name));
  if (Object.keys(values).some((name) => !fields.has(name))) return null;
  const beside = Object.entries(row.input).filter(([name]) => !fields.has(name));
  const filled = Object.entries(values).filter(([, value]) => value.trim() !== '');
  return { row, command, input: Object.fromEntries([...beside, ...filled]) };
}

function addressOf(conversation: string, { inbound }: Turn): Address {
  const { platform, kind } = inbound.address;
  return { platform, kind, conversation: conversation.slice(platform.length + 1) };
}
