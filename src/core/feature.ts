import type { AnyCommand } from './command.ts';

/** One thing people do, as data. The folder's name is the id. */
export type Feature = { id: string; commands: readonly AnyCommand[] };

/** Helps the types only. */
export function defineFeature(feature: Feature): Feature {
  return feature;
}
