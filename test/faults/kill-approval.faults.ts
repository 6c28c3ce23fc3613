import { killApproval } from '../support/kill-approval.ts';
import { everyStep } from '../support/kill-world.ts';
import { newDatabase } from '../support/postgres.ts';

const WRITES = 17;
/** Jobs are not written by the ledger there. */
const WRITES_POSTGRES = 10;

killApproval('in a folder', {
  database: () => Promise.resolve(null),
  steps: everyStep(WRITES),
  writes: WRITES,
});
killApproval('on PostgreSQL', {
  database: newDatabase,
  steps: everyStep(WRITES_POSTGRES),
  writes: WRITES_POSTGRES,
});
