import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { createShelf, type Shelf } from '../web/shelf.ts';
import { simulate } from '../web/simulator.ts';
import { doneAnswer, orderRow, refusedAnswer, rowsAnswer } from './answers.ts';
import type { CrossMallSimulator, SimOrder } from './types.ts';

/** Rows of an answer. CROSS MALL API manual, get_order. */
const PAGE = 100;
const ROOTS: Readonly<Record<string, string>> = {
  get_order: 'GetOrder',
  get_order_detail: 'GetOrderDetail',
  get_phase: 'GetPhase',
  upd_order_phase: 'UpdOrderPhase',
};

/** Texts of refusals: CROSS MALL's own are not published. */
const WORDS = {
  address: 'SIM: 接続元IPアドレスが許可されていません。',
  account: 'SIM: 会社コードが正しくありません。',
  signature: 'SIM: 署名が正しくありません。',
  order: 'SIM: 指定の注文が存在しません。',
  child: 'SIM: 同梱子の注文は指定できません。',
  phase: 'SIM: 指定の処理フェーズが存在しません。',
};

export type CrossMallOptions = {
  clock: Clock;
  account: string;
  key: string;
  /** The names of the account's 処理フェーズ. */
  phases: readonly string[];
};

/** CROSS MALL in memory, for one account. */
export function createCrossMallSimulator(options: CrossMallOptions): CrossMallSimulator {
  const { clock } = options;
  const moves: CrossMallSimulator['moves'] = [];
  const shelf = createShelf<SimOrder>('order', () => simulated.changed());
  const answers = answersFrom(options, shelf, move);
  let allowed = true;

  const now = (): string => stamp(clock);

  function move(number: string, phase: string): void {
    moves.push({ number, phase });
    shelf.edit(number, { phase, updatedAt: now() });
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, folder, name = ''] = url.pathname.split('/');
    const root = ROOTS[name];
    if (request.method !== 'GET' || folder !== 'webapi2' || root === undefined) return page(404);
    const refusal = refusalOf(options, url, allowed);
    if (refusal !== null) return refusedAnswer(root, refusal);
    return answers[name]?.(url.searchParams) ?? page(404);
  }

  const said = { tooMany: () => page(429), broken: () => page(500) };
  const simulated = simulate(clock, { answer, said });
  return {
    ...simulated,
    seed: (given) => shelf.put(given.number, { ...fresh(now()), ...given }),
    order: shelf.need,
    edit: (number, change) => void shelf.edit(number, { ...change, updatedAt: now() }),
    orders: () => shelf.all().toSorted(byNumber),
    moves,
    allow: (is) => void (allowed = is),
  };
}

type Answers = Readonly<Record<string, (query: URLSearchParams) => Response>>;

function answersFrom(
  { phases }: CrossMallOptions,
  shelf: Shelf<SimOrder>,
  move: (number: string, phase: string) => void,
): Answers {
  const named = (query: URLSearchParams): SimOrder | undefined =>
    shelf.get(query.get('order_number') ?? '');
  return {
    get_order: (query) => rowsAnswer('GetOrder', found(shelf.all(), query).map(orderRow)),
    get_order_detail(query) {
      const order = named(query);
      if (order === undefined) return rowsAnswer('GetOrderDetail', []);
      if (order.bundledInto !== null) return refusedAnswer('GetOrderDetail', WORDS.child);
      const line = { order_number: order.number, line_no: '1', item_code: 'demo-01', amount: '1' };
      return rowsAnswer('GetOrderDetail', [line]);
    },
    get_phase: () =>
      rowsAnswer(
        'GetPhase',
        phases.map((phase_name) => ({ phase_name })),
      ),
    upd_order_phase(query) {
      const order = named(query);
      const phase = query.get('after_phase_name') ?? '';
      if (order === undefined) return refusedAnswer('UpdOrderPhase', WORDS.order);
      if (!phases.includes(phase)) return refusedAnswer('UpdOrderPhase', WORDS.phase);
      move(order.number, phase);
      return doneAnswer('UpdOrderPhase');
    },
  };
}

/** The time in Japan, as CROSS MALL writes it. */
function stamp(clock: Clock): string {
  const time = clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();
  return time.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

function fresh(now: string): SimOrder {
  return {
    number: '',
    orderedAt: now,
    shopCode: '12',
    shopName: 'au PAY マーケット店',
    mallNumber: '',
    tracking: '123456789012',
    carrier: 'ヤマト宅急便',
    shipDate: now.slice(0, 10),
    phase: '',
    management: 'normal',
    bundledInto: null,
    bundleParent: false,
    updatedAt: now,
  };
}

/** The signature is over the query as it was sent, not sorted; it comes last. */
function refusalOf({ account, key }: CrossMallOptions, url: URL, allowed: boolean): string | null {
  if (!allowed) return WORDS.address;
  if (url.searchParams.get('account') !== account) return WORDS.account;
  const [query = '', signing = ''] = url.search.slice(1).split('&signing=');
  const right = createHash('md5')
    .update(query + key)
    .digest('hex');
  return signing === right ? null : WORDS.signature;
}

function found(orders: readonly SimOrder[], query: URLSearchParams): SimOrder[] {
  const number = query.get('order_number');
  const after = query.get('condition') === '1';
  const phase = query.get('phase_name');
  const code = query.get('order_code');
  return orders
    .filter((order) => phase === null || order.phase === phase)
    .filter((order) => code === null || order.mallNumber === code)
    .filter((order) => number === null || (after ? order.number > number : order.number === number))
    .toSorted(byNumber)
    .slice(0, PAGE);
}

function byNumber(a: SimOrder, b: SimOrder): number {
  return a.number < b.number ? -1 : 1;
}

function page(status: number): Response {
  return new Response(`<html><body>${status}</body></html>`, { status });
}
