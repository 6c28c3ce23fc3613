/** Times of day such as `22:00`; a night that begins before midnight ends after it. */
export type Quiet = { from: string; to: string };

/**
 * When the quiet hours that are running now end, epoch ms; null outside them. Times are of the reader's zone, daylight
 * saving included: an end that the spring gap swallows comes right after it.
 */
export function quietUntil(quiet: Quiet, timeZone: string, now: number): number | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const today = local.toPlainDate();
  for (const date of [today.subtract({ days: 1 }), today]) {
    const overnight = quiet.to < quiet.from;
    const from = instantAt(date, quiet.from, timeZone);
    const to = instantAt(overnight ? date.add({ days: 1 }) : date, quiet.to, timeZone);
    if (from <= now && now < to) return to;
  }
  return null;
}

function instantAt(date: Temporal.PlainDate, time: string, timeZone: string): number {
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
    .epochMilliseconds;
}
