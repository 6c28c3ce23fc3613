/** An id of a kind of things, always the same for the same number. */
export function uuidOf(kind: number, number: number): string {
  return `0000000${kind}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
