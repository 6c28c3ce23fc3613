import { killLoyalty } from '../support/kill-loyalty.ts';

killLoyalty(
  'sixty changes on both sides, webhooks lost and doubled, the process killed twice, end equal',
  {
    rounds: 3,
    each: 20,
    patience: 30_000,
  },
);
