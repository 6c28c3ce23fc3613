import type { Page, WorkContext } from '../../core/run.ts';
import { type Cursor, onward } from './cursor.ts';
import { createDesk, type Desk } from './desk.ts';
import type { Both } from './options.ts';
import { isListing, readList } from './stages.ts';
import { readWaiting } from './waiting.ts';

/** Outcomes that are not known are waited for so often in a run; then the next one asks again. */
const WAITS = 5;

/** `begin` sets out, `finish` leaves what the run has to leave; null there ends it. */
export type Ends = {
  begin(desk: Desk, cursor: Cursor): Promise<Cursor>;
  categories(desk: Desk): Promise<void>;
  finish(desk: Desk, cursor: Cursor): Promise<void>;
};

/** One page of a run that goes through all stages. */
export async function pageOf(
  context: WorkContext & Both,
  cursor: Cursor,
  ends: Ends,
): Promise<Page<Cursor>> {
  const desk = createDesk(context);
  const next = await step(desk, cursor, ends);
  const { marks, verdicts, raise, settle, again } = desk.leaves();
  const first = Math.min(cursor.again ?? Infinity, again ?? Infinity);
  const waits = next === null || first === Infinity ? null : first;
  const page = { marks, verdicts, raise, settle };
  if (next === null) return { next, ...page };
  if (next.stage !== 'finish' || waits === null || cursor.waits >= WAITS)
    return { next: { ...next, again: waits }, ...page };
  // Back to what waits, once it can be asked for.
  const back: Cursor = { ...next, stage: 'waiting-products', again: null, waits: cursor.waits + 1 };
  return { next: back, notBefore: waits, ...page };
}

async function step(desk: Desk, cursor: Cursor, ends: Ends): Promise<Cursor | null> {
  const { stage } = cursor;
  if (isListing(stage)) return readList(desk, cursor, stage);
  switch (stage) {
    case 'begin':
      return ends.begin(desk, cursor);
    case 'categories':
      await ends.categories(desk);
      return onward(cursor);
    case 'waiting-products':
    case 'waiting':
      return readWaiting(desk, cursor);
    case 'finish':
    default:
      await ends.finish(desk, cursor);
      return null;
  }
}
