import type { AxiosAdapter } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createHttp, type Http, type HttpOptions } from '../../lib/http.ts';
import { createPace } from '../../lib/pace.ts';
import { parseXml } from '../../lib/xml.ts';
import { guesses } from './guesses.ts';
import { Answer, CrossMallOrder, Phase } from './schema.ts';
import { queryOf, sign } from './sign.ts';

/** Rows of an answer at most. CROSS MALL API manual, get_order. */
export const PAGE = 100;

/**
 * CROSS MALL's web API for one account (会社). Everything throws UpstreamError. Updates are GET requests too: one whose
 * answer was lost has the effect `unknown`, and nothing here sends it again.
 */
export type CrossMall = {
  /** One page of the orders in a phase, by 管理番号 ascending, after the one given; less than PAGE means the last. */
  inPhase(phase: string, after: string | null): Promise<CrossMallOrder[]>;
  /** Null when there is none by that 管理番号. */
  order(number: string): Promise<CrossMallOrder | null>;
  /** Every order with this number of the mall: more than one when it was split. */
  ofMall(mallNumber: string): Promise<CrossMallOrder[]>;
  /** The names of all 処理フェーズ. */
  phases(): Promise<string[]>;
  move(number: string, phase: string): Promise<void>;
  /** Cheapest call there is: whether account, key and address are accepted. */
  ping(): Promise<void>;
  /** How long after a lost answer its effect may still appear, milliseconds. */
  settle: number;
};

export type CrossMallOptions = {
  /** What stands before `/webapi2/`. */
  baseURL: string;
  /** 会社コード. */
  account: string;
  /** 認証鍵. */
  key: string;
  clock: Clock;
  log: Log;
  observe: HttpOptions['observe'];
  adapter?: AxiosAdapter;
  /** Milliseconds between calls; the guess table's unless set. */
  pace?: number | undefined;
  /** Milliseconds after which a lost answer has no effect any more; the guess table's unless set. */
  settle?: number | undefined;
  /** Milliseconds until an answer counts as lost; the guess table's unless set. */
  timeout?: number;
};

/** A client for one account. CROSS MALL API manual. */
export function createCrossMall(options: CrossMallOptions): CrossMall {
  const call = createCall(options);
  const orders = (params: Record<string, string>): Promise<CrossMallOrder[]> =>
    call('get_order', params, { row: CrossMallOrder });
  const phases = (): Promise<string[]> => call('get_phase', {}, { row: Phase });
  return {
    inPhase: (phase, after) =>
      orders({
        phase_name: phase,
        ...(after !== null && { order_number: after, condition: '1' }),
      }),
    async order(number) {
      const [found] = await orders({ order_number: number, condition: '0' });
      return found ?? null;
    },
    ofMall: (mallNumber) => orders({ order_code: mallNumber }),
    phases,
    async move(number, phase) {
      const params = { order_number: number, after_phase_name: phase };
      await call('upd_order_phase', params, { row: z.unknown(), writes: true });
    },
    async ping() {
      await phases();
    },
    settle: options.settle ?? guesses.settle.value,
  };
}

type Wanted<Row> = { row: z.ZodType<Row>; writes?: true };
type Calling = <Row>(
  name: string,
  params: Readonly<Record<string, string>>,
  wanted: Wanted<Row>,
) => Promise<Row[]>;

function createCall(options: CrossMallOptions): Calling {
  const http = createHttp({
    system: 'crossmall',
    baseURL: options.baseURL,
    headers: {},
    timeout: options.timeout ?? guesses.timeout.value,
    concurrency: 1,
    text: true,
    pace: createPace(options.clock, options.pace ?? guesses.pace.value),
    adapter: options.adapter,
    log: options.log,
    observe: options.observe,
    explain: () => null,
  });
  return async (name, params, { row, writes }) => {
    const query = sign(queryOf({ account: options.account, ...params }), options.key);
    const body = await ask(http, { name, query, writes });
    const answer = Answer.safeParse(body);
    const rows = answer.success ? z.array(row).safeParse(answer.data.ResultSet.Result) : answer;
    if (!answer.success || !rows.success) throw unreadable(writes, rows.error);
    const { GetStatus, UpdStatus, Message } = answer.data.ResultSet.ResultStatus;
    if ((writes ? UpdStatus : GetStatus) === 'success') return rows.data;
    throw new UpstreamError('crossmall', { effect: 'refused', code: 'refused', words: Message });
  };
}

type Asked = { name: string; query: string; writes: true | undefined };

async function ask(http: Http, { name, query, writes }: Asked): Promise<unknown> {
  const path = `/webapi2/${name}?${query}`;
  const text = await http({ name, method: 'GET', path, ...(writes && { writes }) });
  return parseXml(text, { root: /^(Get|Upd)\w+$/, lists: new Set(['Result']) });
}

function unreadable(writes: true | undefined, cause: unknown): UpstreamError {
  const effect = writes ? 'unknown' : 'none';
  return new UpstreamError('crossmall', { effect, code: 'unreadable_answer', cause });
}
