/** Numbers from 0 to below 1, always the same for the same seed (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Out of luck: a share of calls is told to come again, or fails, half and half. */
export function createFlaw(share: number, seed: number): () => '429' | '500' | null {
  const chance = createChance(seed);
  return () => {
    if (chance() >= share) return null;
    return chance() < 0.5 ? '429' : '500';
  };
}
