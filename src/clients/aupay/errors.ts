import { z } from 'zod';
import type { Xml } from '../../lib/xml.ts';

const ErrorList = z
  .object({ code: z.string().default(''), message: z.string().default('') })
  .array();

/** Our names for what the mall's own codes and words are known to mean; any other code is passed on as it is. */
const KNOWN: readonly { code: string; is: (code: string, words: string) => boolean }[] = [
  { code: 'auth', is: (code) => code === '0002' },
  { code: 'wrong-shop', is: (code) => code === 'CME0022' },
  { code: 'cancelled', is: (_code, words) => words.includes('キャンセル済み') },
];

/** The mall's own words and what they mean, of a parsed answer that failed; null for anything else. */
export function explainAupayError(answer: Xml | null): { code: string; words: string } | null {
  if (answer === null || typeof answer === 'string') return null;
  const { result } = answer;
  if (result === undefined || typeof result === 'string' || Array.isArray(result)) return null;
  const errors = ErrorList.safeParse(result['error'] ?? []);
  const [first] = errors.success ? errors.data : [];
  const code = first?.code ?? '';
  const words = errors.success ? errors.data.map(({ message }) => message).join(' ') : '';
  const known = KNOWN.find(({ is }) => is(code, words));
  return { code: known?.code ?? (code === '' ? 'refused' : code), words };
}
