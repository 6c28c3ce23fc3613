import { manyShops } from '../support/many-shops.ts';

manyShops('two hundred shops with 300 orders each begin their runs when they are due', {
  shops: 200,
  orders: 300,
});
