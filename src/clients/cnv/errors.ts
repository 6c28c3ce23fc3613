import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import { type CnvWrite, writes } from './guesses.ts';

/** Our names for what CNV's refusals mean; each has words and a remedy. CNV's own codes are not published. */
export const CNV_ERROR_CODES = [
  'code-invalid',
  'fields',
  'no-permission',
  'no-token',
  'not-found',
  /** CNV is not known to take such a write: it is held and counted. */
  'not-known',
  'rate-full',
  'rate-locked',
  'token-expired',
  'token-refused',
  /** More pages than CNV lists in one scan: a narrower span has to be asked for. */
  'too-wide',
  'unreadable_answer',
] as const;
type CnvErrorCode = (typeof CNV_ERROR_CODES)[number];

const MEANINGS: Readonly<Record<number, CnvErrorCode>> = {
  400: 'fields',
  401: 'token-refused',
  403: 'no-permission',
  404: 'not-found',
  422: 'fields',
  429: 'rate-locked',
};

const Said = z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())]);
const Body = z.object({ message: Said, error: Said, errors: Said }).partial();

/** What a status means for a token that is still alive or not, and whatever words came with it. */
export function explainCnv(
  status: number,
  body: unknown,
  expired: boolean,
): { code: string; words?: string } | null {
  const code = MEANINGS[status];
  if (code === undefined) return null;
  const said = Body.safeParse(body);
  const words = said.success ? wordsOf(said.data) : '';
  const meaning = code === 'token-refused' && expired ? 'token-expired' : code;
  return { code: meaning, ...(words !== '' && { words }) };
}

function wordsOf({ message, error, errors }: z.infer<typeof Body>): string {
  const said = message ?? error ?? errors ?? '';
  return typeof said === 'string' ? said : JSON.stringify(said);
}

/** The refusal of what CNV is not known to take. Nothing was sent. */
export function notKnown(what: CnvWrite): UpstreamError {
  const { grade } = writes[what];
  return new UpstreamError('cnv', {
    effect: 'refused',
    code: 'not-known',
    words: `${what} (${grade})`,
  });
}
