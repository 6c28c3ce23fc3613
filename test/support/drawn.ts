import type { Drawn, DrawnAction } from '../../src/core/platform.ts';

/** A message ready to be drawn: a plain English title unless told otherwise. */
export function drawn(message: Partial<Drawn> = {}): Drawn {
  return {
    tone: 'plain',
    title: 'Hello',
    locale: 'en',
    actions: [],
    choices: [],
    more: (count) => `and ${count} more`,
    ...message,
  };
}

export function tapAction(label: string, token = `token-${label}`): DrawnAction {
  return { label, style: 'plain', token };
}
