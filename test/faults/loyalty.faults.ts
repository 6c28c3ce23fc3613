import { killLoyalty } from '../support/kill-loyalty.ts';

killLoyalty('two thousand changes on both sides, the process killed twice, end equal', {
  rounds: 20,
  each: 100,
  patience: 300_000,
});
