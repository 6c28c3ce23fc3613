import { killMall } from '../support/kill-mall.ts';

killMall('sixty orders on a bad line, the process killed four times, end as CROSS MALL has them', {
  orders: 60,
  patience: 60_000,
});
