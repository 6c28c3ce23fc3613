import { systemClock } from '../../src/lib/clock.ts';
import { createPage365Simulator } from '../../src/sandbox/page365/simulator.ts';
import { createPeakSimulator } from '../../src/sandbox/peak/simulator.ts';
import { serve } from '../../src/sandbox/web/serve.ts';
import { booksKeys } from '../support/books.ts';

/** Page365 with a month of good bills and an empty PEAK, as fast as they can: `books-server.ts MONTH BILLS`. */
const [month = '', bills = '0'] = process.argv.slice(2);
const clock = systemClock;
const page365 = createPage365Simulator({ clock, ...booksKeys.page365 });
const peak = createPeakSimulator({ clock, ...booksKeys.peak, small: true });
page365.seedMonth({ month, bills: Number(bills) });
const { url } = await serve((request, env) => {
  const { pathname } = new URL(request.url);
  return pathname === '/v1.0/graphql' ? page365.fetch(request, env) : peak.fetch(request, env);
}, 0);
console.log(`listens on port ${new URL(url).port}`);
