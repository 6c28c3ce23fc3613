import { defineExplainer } from '../../core/explainer.ts';
import { defineFeature } from '../../core/feature.ts';
import { BOTH, type Both } from './connections.ts';
import { aupayFind, findOrders } from './find.ts';
import { aupayHistory } from './history.ts';
import { aupayImport } from './import.ts';
import { importRun } from './import-run.ts';
import { PROCESSES } from './link-status.ts';
import { processRun } from './process-run.ts';
import { aupayReset } from './reset.ts';
import { resetRun } from './reset-run.ts';
import { aupayRun } from './run-now.ts';
import { aupayCarrier, aupayRule, aupayTarget } from './settings-commands.ts';
import { aupayShipments } from './shipments.ts';
import { aupayStart, aupayStop } from './start-stop.ts';
import { aupayStatus } from './status.ts';

export const shippingFeature = defineFeature({
  id: 'shipping',
  commands: [
    aupayStatus,
    aupayFind,
    aupayReset,
    aupayHistory,
    aupayRun,
    aupayStart,
    aupayStop,
    aupayImport,
    aupayTarget,
    aupayCarrier,
    aupayRule,
    aupayShipments,
  ],
  explainers: [defineExplainer<Both>({ system: 'aupay', uses: BOTH, explain: findOrders })],
  runs: [...PROCESSES.map(processRun), resetRun, importRun],
});
