import { killMall } from '../support/kill-mall.ts';

killMall('a thousand orders on a bad line, the process killed, end as CROSS MALL has them', {
  orders: 1_000,
  patience: 300_000,
});
