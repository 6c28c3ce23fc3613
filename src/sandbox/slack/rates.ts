/** Messages a second to one channel, after a burst. https://docs.slack.dev/apis/web-api/rate-limits */
export type Rates = {
  /** 0 when a message may be posted now, else after how many seconds. */
  take(channel: string): number;
};

export function createRates(now: () => number, burst: number): Rates {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(channel) {
      const bucket = buckets.get(channel) ?? { left: burst, at: now() };
      const left = Math.min(burst, bucket.left + (now() - bucket.at) / 1000);
      const may = left >= 1;
      buckets.set(channel, { left: may ? left - 1 : left, at: now() });
      return may ? 0 : Math.max(Math.ceil(1 - left), 1);
    },
  };
}
