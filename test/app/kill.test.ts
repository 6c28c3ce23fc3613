import { killRefund } from '../support/kill-refund.ts';
import { everyStep } from '../support/kill-world.ts';

const WRITES = 13;

killRefund('in a folder', {
  database: () => Promise.resolve(null),
  steps: everyStep(WRITES),
  writes: WRITES,
});
