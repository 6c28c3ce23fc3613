import type { Input } from '../core/message.ts';
import type { Address } from '../core/platform.ts';
import { commandNamed, type House } from './house.ts';
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
  const id = house.tokens.read(token);
  const row = id === null ? null : await house.ledger.actions.get(id);
  if (row === null || row.expiresAt <= house.clock.now().epochMilliseconds)
    return { message: staleMessage() };
  const filled = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value.trim() !== ''),
  );
  const address = addressOf(row.conversation, turn);
  const there: Turn = {
    ...turn,
    conversation: row.conversation,
    inbound: { ...turn.inbound, address },
  };
  const reaction = await proceed(house, there, {
    command: commandNamed(house, row.command),
    input: { ...row.input, ...filled },
    shop: row.shop,
  });
  return { ...reaction, address };
}

function addressOf(conversation: string, { inbound }: Turn): Address {
  const { platform, kind } = inbound.address;
  return { platform, kind, conversation: conversation.slice(platform.length + 1) };
}
