import type { IssuedCode } from '../../core/linking.ts';
import type { Message } from '../../core/message.ts';
import type { Channel } from '../../core/people.ts';
import { text, type Text, timeAt } from '../../core/text.ts';

/** How a code is typed, and until when. */
export function codeLines({ code, expiresAt }: IssuedCode): Text[] {
  return [
    text('linking.type', { code }),
    text('linking.until', { until: timeAt(expiresAt) }),
    text('linking.never'),
  ];
}

/** Where others read along no code is shown that gives whoever types it first somebody's rights. */
export function overheard({ kind }: Channel): Message | null {
  return kind === 'direct' ? null : { tone: 'locked', title: text('linking.rather-direct') };
}
