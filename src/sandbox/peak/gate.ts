import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { limitAnswer, OK, topAnswer, wrapperAnswer } from './answers.ts';
import type { TokenRefusal } from './types.ts';

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;
/** How far a stamp may be from the time here; PEAK's own is not known. */
const SKEW = 5 * MINUTE;
/** Client tokens a minute. */
const TOKENS_A_MINUTE = 10;
/** POSTs of a user token at once. */
const POSTS = 5;

export type Keys = { connectId: string; connectKey: string; userToken: string };

const TokenRequest = z.object({
  PeakClientToken: z.object({ connectId: z.string(), password: z.string() }),
});

const REFUSED = { resCode: '600', resDesc: 'Invalid Client Token' };
const BAD_SIGNATURE = { resCode: '401', resDesc: 'TimeSignature Unauthorized' };
const BAD_CREDENTIALS = { resCode: '401', resDesc: 'Unauthorized' };

/** Who is let in: signatures, client tokens, user tokens and the limits of each. */
export function createGate({ clock, ...keys }: Keys & { clock: Clock }) {
  const tokens = new Map<string, number>();
  let asked: number[] = [];
  let issued = 0;
  let posts = 0;
  let most = 0;
  let refusal: TokenRefusal = 'top';
  const now = (): number => clock.now().epochMilliseconds;

  function isSigned(headers: Headers): boolean {
    const stamp = headers.get('time-stamp') ?? '';
    const given = Buffer.from(headers.get('time-signature') ?? '');
    const made = createHmac('sha1', keys.connectId).update(stamp).digest('hex');
    const same = given.length === made.length && timingSafeEqual(given, Buffer.from(made));
    return same && Math.abs(instantOf(stamp) - now()) <= SKEW;
  }

  function issue(body: unknown): Response {
    asked = asked.filter((at) => at > now() - MINUTE);
    if (asked.length >= TOKENS_A_MINUTE) return limitAnswer('ClientTokenLimit', 60);
    asked.push(now());
    const request = TokenRequest.safeParse(body).data?.PeakClientToken;
    if (request?.connectId !== keys.connectId || request.password !== keys.connectKey)
      return wrapperAnswer('PeakClientToken', BAD_CREDENTIALS);
    const token = `ct_demo_${String((issued += 1)).padStart(4, '0')}`;
    tokens.set(token, now() + DAY);
    return wrapperAnswer('PeakClientToken', OK, { token });
  }

  function isKnown(headers: Headers): boolean {
    const until = tokens.get(headers.get('client-token') ?? '') ?? 0;
    return now() < until && headers.get('user-token') === keys.userToken;
  }

  return {
    issue,
    /** Why a call is not let in; null when it is. */
    refusal(headers: Headers): Response | null {
      if (!isSigned(headers)) return topAnswer(BAD_SIGNATURE);
      if (isKnown(headers)) return null;
      if (refusal === 'top') return topAnswer(REFUSED);
      return wrapperAnswer('PeakReceipts', { ...REFUSED, resCode: '' }, { receipts: [] });
    },
    signature: (headers: Headers): Response | null =>
      isSigned(headers) ? null : topAnswer(BAD_SIGNATURE),
    /** One POST among at most five. */
    async inTurn(work: () => Promise<Response>): Promise<Response> {
      if (posts >= POSTS) return limitAnswer('concurrency', null);
      posts += 1;
      most = Math.max(most, posts);
      return work().finally(() => void (posts -= 1));
    },
    killTokens: (): void => tokens.clear(),
    refuseTokensBy: (how: TokenRefusal): void => void (refusal = how),
    tokensIssued: (): number => issued,
    mostPosts: (): number => most,
  };
}

/** `yyyyMMddHHmmss` in UTC as epoch milliseconds; 0 for anything else. */
function instantOf(stamp: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp);
  if (parts === null) return 0;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) || 0;
}
