import { killReceipts } from '../support/kill-receipts.ts';

killReceipts(
  'a month of 5,000 bills on a bad line, the process killed, is booked once and undone',
  {
    bills: 5_000,
    bad: 0.02,
    busy: 0.01,
    patience: 600_000,
  },
);
