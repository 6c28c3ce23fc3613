import type { MessageObject } from './types.ts';

export function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isMessages(value: unknown): value is MessageObject[] {
  return (
    Array.isArray(value) &&
    value.every((item) => isObject(item) && typeof item['type'] === 'string')
  );
}

/** A body's JSON, or undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
