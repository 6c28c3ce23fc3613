import type { IssuedCode } from '../../core/linking.ts';
import { text, type Text, type Value } from '../../core/text.ts';

/** How a code is typed, and until when. */
export function codeLines({ code, expiresAt }: IssuedCode): Text[] {
  return [
    text('linking.type', { code }),
    text('linking.until', { until: instant(expiresAt) }),
    text('linking.never'),
  ];
}

/** Epoch ms as a time in a text. */
export function instant(ms: number): Value {
  return { at: Temporal.Instant.fromEpochMilliseconds(ms).toString() };
}
