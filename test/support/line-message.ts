import type { MessageObject } from '../../src/sandbox/line/types.ts';

/** All words of a LINE message, in reading order, without its buttons' labels. */
export function textOf(message: MessageObject): string {
  return walk(message)
    .filter(
      (node) =>
        (node['type'] === 'text' || node['type'] === 'span') && typeof node['text'] === 'string',
    )
    .map((node) => String(node['text']))
    .join('\n');
}

/** Its buttons and quick replies: `data` is what a tap posts back, null for links. */
export function buttonsOf(message: MessageObject): { label: string; data: string | null }[] {
  return walk(message)
    .filter((node) =>
      ['postback', 'uri', 'datetimepicker', 'message'].includes(String(node['type'])),
    )
    .map((node) => ({
      label: typeof node['label'] === 'string' ? node['label'] : '',
      data: typeof node['data'] === 'string' ? node['data'] : null,
    }));
}

function walk(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  if (typeof value !== 'object' || value === null) return [];
  const node = Object.fromEntries(Object.entries(value));
  return [node, ...Object.values(node).flatMap(walk)];
}
