import { z } from 'zod';
import type { DueRow } from '../core/due.ts';
import type { Json } from '../core/json.ts';
import type { Tx } from '../core/ledger.ts';
import type { Outcome } from '../core/queue.ts';
import { DUE_KINDS } from './due-kinds.ts';
import { dutyDue } from './duties.ts';
import type { House } from './house.ts';

/**
 * What a due thing leaves behind, in one transaction with its end. It is due again at `next`, or when `write` says: what it
 * returns counts instead. Epoch ms.
 */
export type DueOutcome = { write?(tx: Tx): Promise<number | null | void>; next?: number };
export type DueHandler = (house: House, row: DueRow) => Promise<DueOutcome | void>;

const TICK = 1_000;
/** A thousand shops whose cycles come round in the same second all start in it. */
const AT_ONCE = 1_000;
/** A thing whose work came to nothing, with its process or otherwise, is due again after this long. */
const LEASE = 10 * 60_000;

const Payload = z.object({ key: z.string(), until: z.number() });

/** Looks every second for what is due and has it done. Returns how to stop that. */
export function startDues(house: House): () => void {
  return house.clock.every(TICK, async () => {
    try {
      await takeDue(house);
    } catch (error) {
      house.log.error({ err: error }, 'what is due could not be read');
    }
  });
}

async function takeDue(house: House): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  const due = await house.ledger.dues.due(now, AT_ONCE);
  const until = now + LEASE;
  // Together they share one commit.
  await Promise.all(
    due.map(({ key, at }) =>
      house.ledger.write(async (tx) => {
        if (!(await tx.dues.claim(key, at, until))) return;
        await house.queue.enqueue(tx, { kind: 'due', payload: { key, until } });
      }),
    ),
  );
}

/** Does what is due. A row that was given another time meanwhile is left to that. */
export async function doDue(house: House, payload: Json): Promise<Outcome | void> {
  const { key, until } = Payload.parse(payload);
  const row = await house.ledger.dues.get(key);
  if (row === null || row.at !== until) return;
  const handler = DUE_KINDS[row.kind] ?? dutyDue;
  const outcome = await handler(house, row);
  return { write: (tx) => end(tx, { key, until, outcome: outcome ?? {} }) };
}

type End = { key: string; until: number; outcome: DueOutcome };

/** Whoever gave the row another time meanwhile, this handler included, has the last word. */
async function end(tx: Tx, { key, until, outcome: { write, next } }: End): Promise<void> {
  const again = (await write?.(tx)) ?? next;
  const ours = await tx.dues.claim(key, until, again ?? until);
  if (ours && again === undefined) await tx.dues.remove(key);
}
