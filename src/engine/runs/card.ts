import type { RunRow } from '../../core/ledger.ts';
import type { Action, Message } from '../../core/message.ts';
import { text, timeAt } from '../../core/text.ts';
import type { CardOf } from '../cards.ts';
import { openAction } from '../refusals.ts';

/** A run as it stands: how far it is while it goes on, afterwards what was said at its end. */
export const runCard: CardOf = async (house, reads, id) => {
  const run = await reads.runs.get(id);
  if (run === null) return null;
  const shop = await house.settings.get('shops', run.shop);
  const message =
    run.result ?? progressMessage(run, await reads.verdicts.counts(id), shop?.name ?? run.shop);
  return { message, revision: run.version, over: false };
};

function progressMessage(
  run: RunRow,
  {
    booked,
    skipped,
    held,
    failed,
  }: { booked: number; skipped: number; held: number; failed: number },
  shop: string,
): Message {
  const done = booked + skipped + held + failed;
  const what = { text: text(`runs.${run.kind}.title`) };
  const facts = { shop, done, total: run.total ?? 0, booked, skipped, held, failed };
  const lines = [
    text(run.total === null ? 'runs.progress.counting' : 'runs.progress.of', facts),
    ...(done > 0 ? [text('runs.progress.counts', facts)] : []),
  ];
  if (run.failingSince !== null)
    lines.push(text('runs.progress.away', { since: timeAt(run.failingSince) }));
  return {
    tone: run.state === 'running' ? 'wait' : 'plain',
    title: text(`runs.state.${run.state}`, { what }),
    lines,
    actions: controls(run),
  };
}

/** A run of one order is over before anybody could press a button. */
function controls({ id, state, endedAt, total }: RunRow): Action[] {
  if (endedAt !== null || state === 'stopped' || total === 1) return [];
  const [verb, label] =
    state === 'paused' ? ['resume', 'labels.run.resume'] : ['pause', 'labels.run.pause'];
  return [
    openAction(label, 'run', { run: id, act: verb }),
    openAction('labels.run.stop', 'run', { run: id, act: 'stop' }),
  ];
}
