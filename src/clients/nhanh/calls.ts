import type { AxiosAdapter } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Log } from '../../core/log.ts';
import { type Call, createHttp, type Refusal, type HttpOptions } from '../../lib/http.ts';
import { createRateLimit } from '../../lib/rate-limit.ts';
import { refusalOf } from './errors.ts';
import { guesses } from './guesses.ts';
import { outdated } from './legacy.ts';
import type { Page } from './windows.ts';

export type NhanhOptions = {
  /** The API's origin, such as `https://pos.open.nhanh.vn`. */
  baseURL: string;
  /** Where shops grant the app their data, such as `https://nhanh.vn`. */
  loginURL: string;
  appId: string;
  secretKey: string;
  /** Empty until the shop has granted the app. */
  business: string;
  accessToken: string;
  /** When the token ends, epoch ms; null when not known. */
  expiresAt: number | null;
  /** What webhooks are known by; empty until there is one. */
  verifyToken: string;
  clock: Clock;
  log: Log;
  observe: HttpOptions['observe'];
  adapter?: AxiosAdapter | undefined;
  /** How late an effect may show after its answer was lost, milliseconds; the guess table's unless set. */
  settle?: number | undefined;
};

type Asked = { body: unknown; writes?: true; open?: true };
type Listing = { filters: object; next: Json | null };

/** Ways to ask. An action is a path such as `order/list`. */
export type Calls = {
  /** `open` calls need no token: they are how one is had. */
  ask<Data>(action: string, schema: z.ZodType<Data>, asked: Asked): Promise<Data>;
  /** A page may be short though there is a next one; the cursor goes back exactly as it came. */
  list<Row>(action: string, row: z.ZodType<Row>, listing: Listing): Promise<Page<Row>>;
};

const Answer = z.object({
  data: z.unknown().optional(),
  paginator: z.object({ next: z.json().nullish() }).nullish().catch(null),
});

/** Calls of API 3.0 for one app and one business. https://apidocs.nhanh.vn/v3 */
export function createCalls(options: NhanhOptions): Calls {
  const send = createSend(options);

  async function ask<Data>(action: string, schema: z.ZodType<Data>, asked: Asked): Promise<Data> {
    const answer = Answer.safeParse(await send(action, asked));
    if (!answer.success) throw unreadable(asked, answer.error);
    const data = schema.safeParse(answer.data.data);
    if (!data.success) throw unreadable(asked, data.error);
    return data.data;
  }

  return {
    ask,
    async list(action, row, { filters, next }) {
      const paginator = { size: guesses.page.value, ...(next !== null && { next }) };
      const body = { filters, paginator };
      const answer = Answer.safeParse(await send(action, { body }));
      const rows = answer.success ? z.array(row).safeParse(answer.data.data ?? []) : answer;
      if (!answer.success || !rows.success) throw unreadable({ body }, rows.error);
      return { rows: rows.data, next: answer.data.paginator?.next ?? null };
    },
  };
}

/** What an answer that cannot be read says about a write is nothing. */
function unreadable({ writes }: Asked, cause: unknown): UpstreamError {
  const effect = writes ? 'unknown' : 'none';
  return new UpstreamError('nhanh', { effect, code: 'unreadable_answer', cause });
}

function createSend(options: NhanhOptions): (action: string, asked: Asked) => Promise<unknown> {
  const { appId, business, accessToken, expiresAt, clock } = options;
  const now = (): number => clock.now().epochMilliseconds;
  const { calls, ms } = guesses.rate.value;
  const patience = guesses.patience.value;
  const limit = createRateLimit(clock, { system: 'nhanh', calls, ms, patience });
  const refusal = (body: unknown) => refusalOf(body, { now: now(), expiresAt });
  const http = createHttp({
    system: 'nhanh',
    baseURL: options.baseURL,
    headers: { 'Content-Type': 'application/json' },
    timeout: guesses.timeout.value,
    concurrency: guesses.concurrency.value,
    pace: (call) => limit.turn(call.path),
    adapter: options.adapter,
    log: options.log,
    observe: options.observe,
    judge: refusal,
    explain: (_status, body) => wordsOf(refusal(body)),
  });

  async function counted(call: Call): Promise<unknown> {
    try {
      return await http(call);
    } catch (error) {
      if (error instanceof UpstreamError && error.status === 429 && error.code !== 'rate-full')
        limit.lock(call.path, now() + (error.retryAfter ?? guesses.lock.value));
      throw error;
    }
  }

  return async (action, { body, writes, open }) => {
    const old = outdated(options.baseURL);
    const code = old ?? (open || accessToken !== '' ? null : 'no-token');
    if (code !== null) throw new UpstreamError('nhanh', { effect: 'refused', code, status: 401 });
    return counted({
      name: action,
      method: 'POST',
      path: `/v3.0/${action}`,
      query: open ? { appId } : { appId, businessId: business },
      headers: open ? {} : { Authorization: accessToken },
      body,
      writes: writes ?? false,
    });
  };
}

/** Under a status of its own the status says what a failure did. */
function wordsOf(refusal: Refusal | null) {
  if (refusal === null) return null;
  const { effect: _, ...words } = refusal;
  return words;
}
