import { killRefund } from '../support/kill-refund.ts';
import { everyStep } from '../support/kill-world.ts';
import { newDatabase } from '../support/postgres.ts';

const WRITES = 7;

killRefund('on PostgreSQL', {
  database: newDatabase,
  steps: everyStep(WRITES),
  writes: WRITES,
});
