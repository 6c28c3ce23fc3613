import { z } from 'zod';
import type { Json } from '../../core/json.ts';
import type { VerdictRow } from '../../core/ledger.ts';
import { text, type Text } from '../../core/text.ts';
import { type Kind, readRowId } from './row.ts';

const Facts = z.object({ name: z.string().default(''), words: z.string().default('') });

/** What a row is, and the name people know it by. */
export function thingText(order: string, name: string | null): { text: Text } {
  const known = readRowId(order);
  const kind: Kind = known?.kind ?? 'order';
  return { text: text(`loyalty.things.${kind}`, { name: name ?? known?.id ?? order }) };
}

export function reasonText(reason: string, words: string): Text {
  return text(`reasons.loyalty.${reason}.title`, { words });
}

export function remedyText(reason: string): Text {
  return text(`reasons.loyalty.${reason}.remedy`);
}

/** One thing and what was decided about it. */
export function verdictLine({
  order,
  reason,
  detail,
}: Pick<VerdictRow, 'order' | 'reason' | 'detail'>): Text {
  const { name, words } = factsOf(detail);
  return text('loyalty.line', {
    thing: thingText(order, name === '' ? null : name),
    reason: { text: reasonText(reason, words) },
  });
}

function factsOf(detail: Json): z.infer<typeof Facts> {
  return Facts.safeParse(detail).data ?? { name: '', words: '' };
}
