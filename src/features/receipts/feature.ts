import { defineExplainer } from '../../core/explainer.ts';
import { defineFeature } from '../../core/feature.ts';
import { receiptsCsv, receiptsHeld, receiptsRetry } from './after-run.ts';
import { backfill } from './backfill.ts';
import { backfillRun } from './backfill-run.ts';
import { BOTH, type Both } from './connections.ts';
import { countRun } from './count-run.ts';
import { hintsRun } from './hints-run.ts';
import { page365Hook } from './hook.ts';
import { peakAccount, peakPayment } from './mappings.ts';
import { pull } from './pull.ts';
import { peakRule } from './rules.ts';
import { peakStart, peakStop } from './start-stop.ts';
import { syncRun } from './sync-run.ts';
import { receiptsUndo } from './undo.ts';
import { undoRun } from './undo-run.ts';
import { explainBill } from './why-bill.ts';

export const receiptsFeature = defineFeature({
  id: 'receipts',
  commands: [
    backfill,
    pull,
    peakStart,
    peakStop,
    peakAccount,
    peakPayment,
    peakRule,
    receiptsRetry,
    receiptsHeld,
    receiptsUndo,
    receiptsCsv,
  ],
  explainers: [defineExplainer<Both>({ system: 'page365', uses: BOTH, explain: explainBill })],
  runs: [countRun, backfillRun, syncRun, hintsRun, undoRun],
  hooks: [page365Hook],
});
