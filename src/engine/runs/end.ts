import { UpstreamError, UserError } from '../../core/errors.ts';
import type { RunRow, RunState, Tx } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import type { Outcome } from '../../core/queue.ts';
import type { AnyRun, RunEnd } from '../../core/run.ts';
import { raise, settle } from '../alerts/raise.ts';
import { touch } from '../cards.ts';
import type { House } from '../house.ts';
import { post } from '../post.ts';
import { workContext } from './context.ts';
import { cycleAfter } from './cycles.ts';

type Ending = {
  definition: AnyRun;
  run: RunRow;
  state: RunState & ('done' | 'failed' | 'stopped');
  error?: unknown;
};

/** Ends a run once: what its feature has to say, its last card, and when it comes round again. */
export async function endRun(house: House, ending: Ending): Promise<Outcome> {
  const { run, state } = ending;
  const end = await wordsAtEnd(house, ending);
  const error = codeOf(ending.error);
  const comeRound = await cycleAfter(house, run);
  return {
    async write(tx) {
      const endedAt = house.clock.now().epochMilliseconds;
      const change = { state, endedAt, error, result: end.message ?? null };
      if (!(await tx.runs.move(run.id, ['running', 'stopped'], change))) return;
      for (const each of end.raise ?? []) await raise(house, tx, each);
      for (const each of end.settle ?? []) await settle(house, tx, { shop: run.shop, ...each });
      await touch(house, tx, `run:${run.id}`);
      if (end.message !== undefined) await tell(house, tx, run, end.message);
      await comeRound?.(tx, endedAt);
    },
  };
}

/** A shop or connection that is gone leaves nobody to tell. */
async function wordsAtEnd(house: House, { definition, run, error }: Ending): Promise<RunEnd> {
  const shop = await house.settings.get('shops', run.shop);
  if (shop === null || definition.end === undefined) return {};
  const counts = await house.ledger.verdicts.counts(run.id);
  const upstream = error instanceof UpstreamError ? error : null;
  const params = definition.params.parse(run.params);
  try {
    const context = await workContext(house, definition, { run, shop });
    return await definition.end({ params, run, counts, error: upstream }, context);
  } catch (failure) {
    if (!(failure instanceof UserError)) throw failure;
    return { message: { tone: 'bad', title: failure.text, lines: failure.lines } };
  }
}

function codeOf(error: unknown): string | null {
  if (error === undefined) return null;
  if (error instanceof UpstreamError) return error.code;
  return error instanceof UserError ? error.text.key : 'own-fault';
}

/** A card that has been shown for less than this, milliseconds, is still being looked at. */
const JUST_SHOWN = 30_000;

/** The end is news: it is said anew wherever the run was watched, unless a card just shown there is redrawn with it. */
async function tell(house: House, tx: Tx, run: RunRow, message: Message): Promise<void> {
  const { id, startedAt } = run;
  const looking = house.clock.now().epochMilliseconds - startedAt < JUST_SHOWN;
  for (const { address, reader } of await tx.outbox.about(`run:${id}`)) {
    const redrawn = house.platforms.get(address.platform)?.redraw !== undefined;
    if (looking && redrawn) continue;
    const { reply: _, ...fresh } = address;
    const key = `run-end:${id}:${address.platform}:${address.conversation}`;
    await post(house, tx, { key, address: fresh, reader, message });
  }
}
