/** A time as the API writes it: UTC, whole seconds. */
export function isoOf(time: number): string {
  return Temporal.Instant.fromEpochMilliseconds(time).toString({ smallestUnit: 'second' });
}

/** A date or a time, as lists accept them; null when it is neither. */
export function timeOf(text: string): number | null {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  try {
    return Temporal.Instant.from(full).epochMilliseconds;
  } catch {
    return null;
  }
}
