import type { Hono } from 'hono';
import { z } from 'zod';
import type { Pair } from '../pairs/types.ts';
import { bodyOf } from './body.ts';
import type { Changes } from './changes.ts';
import { callFault, CallFault } from './faults.ts';

const Acted = z.object({
  shop: z.string(),
  what: z.string(),
  order: z.string(),
  typed: z.string().max(200).default(''),
});
const Broken = z.object({ shop: z.string(), id: z.string(), on: z.boolean() });
const Failing = CallFault.extend({ system: z.string() });

/** What people of a shop do in the systems that Tenban keeps in step, and the switches that break these. */
export function addPairs(app: Hono, pairs: readonly Pair[], changes: Changes): void {
  const ofShop = (shop: string): Pair[] => pairs.filter((pair) => pair.shop === shop);

  app.post('/sandbox/pair/act', async (c) => {
    const { shop, what, order, typed } = await bodyOf(c, Acted);
    try {
      for (const pair of ofShop(shop)) await pair.act(what, order, typed);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return c.json({ message: error.message }, 409);
    }
    changes.changed();
    return c.json({ order });
  });
  app.post('/sandbox/pair/break', async (c) => {
    const { shop, id, on } = await bodyOf(c, Broken);
    const found = ofShop(shop).flatMap(({ breaks }) => breaks.filter((each) => each.id === id));
    for (const each of found) each.set(on);
    changes.changed();
    return c.json({ on });
  });
  app.post('/sandbox/pair/faults', async (c) => {
    const { system, ...wanted } = await bodyOf(c, Failing);
    for (const { id, simulator } of pairs.flatMap(({ systems }) => systems))
      if (id === system) simulator.faults.set(callFault(wanted));
    changes.changed();
    return c.json({ system });
  });
}

/** A pair as the page draws it. */
export function pairView({ shop, systems, rows, breaks }: Pair) {
  return {
    shop,
    systems: systems.map(({ id, simulator }) => ({ id, fault: simulator.faults.current() })),
    rows: rows(),
    breaks: breaks.map(({ id, isOn }) => ({ id, on: isOn() })),
  };
}
