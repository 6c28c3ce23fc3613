import type { RunContext } from '../../core/command.ts';
import type { Verdict, VerdictFilter } from '../../core/ledger.ts';
import { readMonth } from '../../core/parse/month.ts';
import { PROCESSES } from './link-status.ts';

const VERDICTS: readonly Verdict[] = ['booked', 'skipped', 'held', 'failed'];

/** What to look for: a run, or any of process, result, order and month, in any order. Words that say nothing are passed over. */
export function readHistoryFilter(
  said: string,
  { now, shop, lexicon }: Pick<RunContext, 'now' | 'shop' | 'lexicon'>,
): Omit<VerdictFilter, 'shop' | 'system' | 'limit'> & { run?: string } {
  if (said.startsWith('run:')) return { run: said.slice(4) };
  const filter: Omit<VerdictFilter, 'shop' | 'system' | 'limit'> = {};
  const words = said.normalize('NFKC').split(/\s+/).filter(Boolean);
  const rest = words.filter((word) => {
    if (PROCESSES.some((process) => process === word)) filter.kind = `shipping.${word}`;
    else if (VERDICTS.some((verdict) => verdict === word))
      filter.verdicts = VERDICTS.filter((verdict) => verdict === word);
    else if (/^#?\d{8}$/.test(word)) filter.order = word.replace('#', '');
    else return true;
    return false;
  });
  const today = now.toZonedDateTimeISO(shop.timeZone).toPlainDate();
  const month = readMonth(rest.join(' '), { now: today, words: lexicon.months });
  if (!('ok' in month)) return filter;
  const first = month.ok.toPlainDate({ day: 1 });
  const start = (day: Temporal.PlainDate): number =>
    day.toZonedDateTime(shop.timeZone).epochMilliseconds;
  return { ...filter, since: start(first), until: start(first.add({ months: 1 })) };
}
