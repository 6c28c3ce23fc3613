import { z } from 'zod';
import type { VerdictRow } from '../../core/ledger.ts';
import { text, type Text } from '../../core/text.ts';
import { PROCESSES, type Process } from './link-status.ts';

const Detail = z.object({
  process: z.enum(PROCESSES),
  mall: z.string(),
  before: z.string().nullable().default(null),
  facts: z.json().default(null),
});
const Words = z.object({ words: z.string() });

/** What a process kept with its verdict: the mall's number, its own words, and the run that failed before. */
export function readVerdict(row: VerdictRow): {
  process: Process;
  mall: string;
  before: string | null;
  words: string;
} {
  const { process, mall, before, facts } = Detail.parse(row.detail);
  const words = Words.safeParse(facts);
  return { process, mall, before, words: words.success ? words.data.words : '' };
}

/** What a person does about a verdict, or that there is nothing to do. */
export function remedyText(reason: string): Text {
  return text('shipping.remedy', { what: { text: text(`reasons.shipping.${reason}.remedy`) } });
}
