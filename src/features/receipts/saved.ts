import type { RunContext } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';

/** A setting was changed. */
export function savedMessage({ shop }: RunContext): Message {
  return { tone: 'good', title: text('receipts.settings.saved', { shop: shop.name }) };
}
