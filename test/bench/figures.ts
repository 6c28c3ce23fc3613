/** The middle one; of an even number the higher of the two. 0 of none. */
export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** The smallest figure that at least this share does not exceed: 0.99 of 100 figures is the second largest. 0 of none. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export type Row = { [column: string]: string | number };

/** Prints a heading and one line per row. */
export function report(heading: string, rows: readonly Row[]): void {
  say(`\n${heading}`);
  console.table(rows);
}

export function say(words: string): void {
  console.log(words);
}
