import { manyShops } from '../support/many-shops.ts';

manyShops('thirty shops begin their runs when they are due, beside one that hangs', {
  shops: 30,
  orders: 5,
});
