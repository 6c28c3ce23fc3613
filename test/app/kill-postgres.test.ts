import { killRefund } from '../support/kill-refund.ts';
import { everyStep } from '../support/kill-world.ts';
import { newDatabase } from '../support/postgres.ts';

const WRITES = 8;
/** The others are in `test/faults`. */
const REPRESENTATIVE = /(before write [17]|after write [14]|Opn .*)$/;

killRefund('on PostgreSQL', {
  database: newDatabase,
  steps: everyStep(WRITES).filter(({ name }) => REPRESENTATIVE.test(name)),
  writes: WRITES,
});
