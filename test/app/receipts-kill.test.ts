import { killReceipts } from '../support/kill-receipts.ts';

killReceipts(
  'sixty bills on a bad line, the process killed, are booked once each and voided again',
  {
    bills: 60,
    bad: 0.2,
    busy: 0,
    patience: 60_000,
  },
);
