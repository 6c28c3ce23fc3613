import type { Heard, Hook } from '../core/hook.ts';
import type { Tx } from '../core/ledger.ts';
import type { Webhook } from '../core/webhook.ts';
import { putDuty } from './duties.ts';
import type { House } from './house.ts';
import { putMarks } from './orders.ts';
import { putCycle } from './runs/cycles.ts';

/** The address of a hook: what it says is on disk before its sender is answered. */
export function webhookOf(house: House, { source, path, read }: Hook): Webhook {
  return {
    source,
    path,
    async receive(request) {
      const now = house.clock.now();
      const { settings, connect: client } = house;
      const heard = await read(request, { now, settings, client });
      if (heard === null) return 'forged';
      await house.ledger.write((tx) => write(tx, heard, now.epochMilliseconds));
      return heard.answer;
    },
  };
}

async function write(
  tx: Tx,
  { marks = [], cycles = [], later = [] }: Heard,
  now: number,
): Promise<void> {
  await putMarks(tx, marks);
  for (const cycle of cycles) await putCycle(tx, cycle, now);
  for (const { shop, ...due } of later) await putDuty(tx, shop, due);
}
