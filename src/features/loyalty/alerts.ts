import type { Raise } from '../../core/alert.ts';
import type { UpstreamError } from '../../core/errors.ts';
import type { WorkContext } from '../../core/run.ts';
import { raw, text, timeAt } from '../../core/text.ts';
import type { Desk } from './desk.ts';
import type { Gap, Unheard } from './poll.ts';
import { isSilence } from './poll.ts';
import { STOPS } from './write.ts';

const STOPPED = 'loyalty.stopped';
const HOOKS = 'loyalty.hooks';
const GAP = 'loyalty.gap';

type Cause = { kind: string; cause: string };

/** What changed while the shop was not connected: left as it is unless somebody wants it. */
export function gapAlert({ context, joined }: Pick<Desk, 'context' | 'joined'>, gap: Gap): Raise {
  const { from, to, counts } = gap;
  return {
    shop: context.shop.id,
    ...gapCause(joined.nhanh),
    severity: 'info',
    message: {
      tone: 'plain',
      title: text('loyalty.gap.title', {
        shop: context.shop.name,
        from: timeAt(from),
        to: timeAt(to),
      }),
      lines: [text('loyalty.gap.counts', counts), text('loyalty.gap.rule')],
      actions: (['skip', 'fill'] as const).map((choice) => ({
        kind: 'open',
        label: text(`labels.loyalty.${choice}`),
        command: 'nhanh-gap',
        input: { choice },
      })),
    },
  };
}

export function gapCause(connection: string): Cause {
  return { kind: GAP, cause: connection };
}

/** Webhooks that fell silent while Nhanh changed things; or the end of that alert. */
export function quietAlert(
  { context, joined }: Desk,
  silence: Unheard | null,
): { raise: Raise } | { settle: Cause } {
  const cause = { kind: HOOKS, cause: `${joined.nhanh}:silent` };
  if (silence === null || !isSilence(silence)) return { settle: cause };
  const since = timeAt(silence.first);
  return {
    raise: {
      shop: context.shop.id,
      ...cause,
      severity: 'warning',
      message: {
        tone: 'warn',
        title: text('loyalty.silent.title', { shop: context.shop.name }),
        lines: [
          text('loyalty.silent.cause', { count: silence.count, since }),
          text('loyalty.silent.remedy', { app: joined.options.appId }),
        ],
      },
    },
  };
}

/** A run that could not go on: with the cause and remedy of what was said, and the system's own words. */
export function stopAlert(
  { shop }: Pick<WorkContext, 'shop'>,
  connection: string,
  error: UpstreamError,
): Raise {
  const { system, code, effect, words = '' } = error;
  const away = effect !== 'refused';
  const known = `errors.${system}.${code}`;
  const said = STOPS.has(code)
    ? [text(`${known}.cause`), text(`${known}.remedy`)]
    : [text('loyalty.stopped.refused')];
  return {
    shop: shop.id,
    ...stopCause(connection),
    severity: away ? 'warning' : 'urgent',
    message: {
      tone: away ? 'warn' : 'bad',
      title: text('loyalty.stopped.title', {
        shop: shop.name,
        system: { text: text(`systems.${system}`) },
      }),
      lines: [...(away ? [text('loyalty.stopped.away')] : said), text('loyalty.stopped.catch-up')],
      fields: [
        ...(words === '' ? [] : [{ label: text('loyalty.stopped.words'), value: raw(words) }]),
        { label: text('facts.code'), value: raw(code) },
      ],
    },
  };
}

export function stopCause(connection: string): Cause {
  return { kind: STOPPED, cause: connection };
}
