import { defineExplainer } from '../../core/explainer.ts';
import { defineFeature } from '../../core/feature.ts';
import { hookProblem, uninstalled } from './duties.ts';
import { fillRun } from './fill-run.ts';
import { nhanhGap } from './gap-command.ts';
import { nhanhHook } from './hook.ts';
import { BOTH, type Both } from './options.ts';
import { nhanhStart, nhanhStop } from './start-stop.ts';
import { nhanhStatus } from './status.ts';
import { syncRun } from './sync-run.ts';
import { explainLoyalty } from './why.ts';

export const loyaltyFeature = defineFeature({
  id: 'loyalty',
  commands: [nhanhStatus, nhanhStart, nhanhStop, nhanhGap],
  runs: [syncRun, fillRun],
  duties: [uninstalled, hookProblem],
  hooks: [nhanhHook],
  explainers: [defineExplainer<Both>({ system: 'nhanh', uses: BOTH, explain: explainLoyalty })],
});
