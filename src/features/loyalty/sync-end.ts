import type { Raise } from '../../core/alert.ts';
import type { Ended, RunEnd, WorkContext } from '../../core/run.ts';
import { text } from '../../core/text.ts';
import { stopAlert, stopCause } from './alerts.ts';
import { type Both, joinedOf } from './options.ts';
import { tokenAge } from './token-age.ts';
import { verdictLine } from './words.ts';

/** Things named in one alert; the rest are counted. */
const NAMED = 10;
const MOST = 1_000;

/** A cycle says nothing when all went well: what it cannot do is told, and what was refused. */
export async function endOf(
  { run, counts, error }: Ended<null>,
  context: WorkContext & Both,
): Promise<RunEnd> {
  const { nhanh, cnv, options, signedInUntil } = joinedOf(context.connections);
  const { shop, now } = context;
  const ages = [
    tokenAge(shop, { system: 'nhanh', connection: nhanh, expiresAt: options.expiresAt, now }),
    tokenAge(shop, { system: 'cnv', connection: cnv, expiresAt: signedInUntil, now }),
  ];
  const stop = error === null ? [] : [stopAlert(context, nhanh, error)];
  const failed = counts.failed === 0 ? [] : [await failedAlert(context, run.id)];
  const over = run.state === 'running' && error === null ? [stopCause(nhanh)] : [];
  return {
    raise: [...stop, ...failed, ...ages.flatMap(({ raise }) => raise)],
    settle: [...over, ...ages.flatMap(({ settle }) => settle)],
  };
}

async function failedAlert(context: WorkContext, run: string): Promise<Raise> {
  const failed = await context.decided(run, ['failed'], MOST);
  const rest = failed.length - NAMED;
  return {
    shop: context.shop.id,
    kind: 'loyalty.failed',
    cause: run,
    severity: 'warning',
    message: {
      tone: 'warn',
      title: text('loyalty.failed.title', { shop: context.shop.name, count: failed.length }),
      lines: [
        ...failed.slice(0, NAMED).map(verdictLine),
        ...(rest > 0 ? [text('loyalty.failed.more', { count: rest })] : []),
        text('loyalty.failed.remedy'),
      ],
    },
  };
}
