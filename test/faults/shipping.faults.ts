import { killMall } from '../support/kill-mall.ts';

// An order whose move is lost three times in a row waits for the next run, a quarter of an hour later.
killMall('a thousand orders on a bad line, the process killed, end as CROSS MALL has them', {
  orders: 1_000,
  patience: 20 * 60_000,
});
