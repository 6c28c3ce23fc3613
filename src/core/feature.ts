import type { AnyCommand } from './command.ts';
import type { AnyDuty } from './duty.ts';
import type { AnyExplainer } from './explainer.ts';
import type { Hook } from './hook.ts';
import type { FeaturePage } from './page.ts';
import type { AnyRun } from './run.ts';

/** One thing people do, as data. The folder's name is the id. */
export type Feature = {
  id: string;
  commands: readonly AnyCommand[];
  runs?: readonly AnyRun[];
  explainers?: readonly AnyExplainer[];
  duties?: readonly AnyDuty[];
  hooks?: readonly Hook[];
  pages?: readonly FeaturePage[];
};

/** Helps the types only. */
export function defineFeature(feature: Feature): Feature {
  return feature;
}
