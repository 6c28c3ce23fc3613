import { killApproval } from '../support/kill-approval.ts';
import { everyStep } from '../support/kill-world.ts';

/** Around the decision and the execution that follows it; `test:faults` kills at every write. */
const NAMES = ['after write 2', 'after write 3', 'after write 5', 'while Opn is asked and refunds'];

killApproval('in a folder', {
  database: () => Promise.resolve(null),
  steps: everyStep(5).filter(({ name }) => NAMES.includes(name)),
});
