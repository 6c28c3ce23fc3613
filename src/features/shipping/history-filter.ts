import type { RunContext } from '../../core/command.ts';
import type { Verdict, VerdictFilter } from '../../core/ledger.ts';
import { readMonth } from '../../core/parse/month.ts';
import { termAt } from '../../core/parse/terms.ts';
import { PROCESSES } from './link-status.ts';

const VERDICTS: readonly Verdict[] = ['booked', 'skipped', 'held', 'failed'];

/** `mall`: an order by the mall's number, which may have several slips. */
type Filter = Omit<VerdictFilter, 'shop' | 'system' | 'limit'> & { mall?: string };
type About = Pick<RunContext, 'now' | 'shop' | 'lexicon'>;

/**
 * What to look for: a run, or any of process, result, order and month, in any order and any language. `left` are words that
 * are none of these.
 */
export function readHistoryFilter(
  said: string,
  { now, shop, lexicon }: About,
): Filter & { run?: string; left: string } {
  if (said.startsWith('run:')) return { run: said.slice(4), left: '' };
  const { filter, rest } = readWords(said.normalize('NFKC').split(/\s+/).filter(Boolean), lexicon);
  const today = now.toZonedDateTimeISO(shop.timeZone).toPlainDate();
  const month = readMonth(rest.join(' '), { now: today, words: lexicon.months });
  if (!('ok' in month)) return { ...filter, left: rest.join(' ') };
  const first = month.ok.toPlainDate({ day: 1 });
  const start = (day: Temporal.PlainDate): number =>
    day.toZonedDateTime(shop.timeZone).epochMilliseconds;
  return { ...filter, since: start(first), until: start(first.add({ months: 1 })), left: '' };
}

function readWords(
  words: readonly string[],
  { terms }: About['lexicon'],
): { filter: Filter; rest: string[] } {
  const filter: Filter = {};
  const rest: string[] = [];
  for (let at = 0; at < words.length;) {
    const here = words.slice(at);
    const process = termAt(here, terms.get('shipping.process'));
    const result = termAt(here, terms.get('verdicts'));
    const [word = ''] = here;
    if (process !== null && PROCESSES.some((known) => known === process.value))
      filter.kind = `shipping.${process.value}`;
    else if (result !== null)
      filter.verdicts = VERDICTS.filter((verdict) => verdict === result.value);
    else if (/^#?\d{8}$/.test(word)) filter.order = word.replace('#', '');
    else if (/^#?\d{9,12}$/.test(word)) filter.mall = word.replace('#', '');
    else rest.push(word);
    at += process?.length ?? result?.length ?? 1;
  }
  return { filter, rest };
}
