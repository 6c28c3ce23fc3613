import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { createShelf, type Shelf } from '../web/shelf.ts';
import { simulate } from '../web/simulator.ts';
import { doneAnswer, ordersAnswer, pageAnswer, refusedAnswer } from './answers.ts';
import type { AupaySimulator, MallSimOrder, MallWrite } from './types.ts';

const KEY_LIVES = 90 * 24 * 3_600_000;
/** Rows of a page at most. */
const LARGEST_PAGE = 1_000;
/** The mall's own codes where they are known; SIM… are ours for those that are not. */
const REFUSALS = {
  auth: { code: '0002', message: '認証に失敗しました' },
  shop: { code: 'CME0022', message: 'SIM: shopIdが正しくありません。' },
  missing: { code: 'SIM0001', message: '[orderId]必須入力項目です' },
  noOrder: { code: 'SIM0002', message: 'SIM: 指定の取引が存在しません。' },
  cancelled: { code: 'SIM0003', message: '指定の取引はキャンセル済みです。' },
  carrier: { code: 'SIM0004', message: '[shippingCarrier]使用できない値です。' },
  date: { code: 'SIM0005', message: '[shippingDate]必須入力項目です' },
  status: { code: 'SIM0006', message: '[orderStatus]使用できない値です。' },
};
const CARRIERS = new Set(['1', '2', '4', '5', '6', '7', '9']);
const NOT_SETTABLE = new Set([
  '',
  'キャンセル',
  'キャンセル受付中',
  '不正取引審査中',
  '審査保留',
  '審査NG',
]);

export type AupayOptions = {
  clock: Clock;
  shopId: string;
  key: string;
  /** Calls that come closer together than so many milliseconds are turned away; 0 lets all pass. */
  pace?: number;
};

const Update = z.object({
  request: z.object({
    shopId: z.coerce.string(),
    orderId: z.string().default(''),
    shippingDate: z.string().default(''),
    shippingCarrier: z.string().default(''),
    shippingNumber: z.string().default(''),
    orderStatus: z.string().default(''),
  }),
});
type Update = z.infer<typeof Update>['request'];

/** au PAY マーケット's Wow! manager in memory, for one shop. */
export function createAupaySimulator(options: AupayOptions): AupaySimulator {
  const { clock } = options;
  const gate = createGate(options);
  const shelf = createShelf<MallSimOrder>('order', () => simulated.changed());
  const desk = createDesk(options, shelf);

  async function answer(request: Request): Promise<Response> {
    const refusal = gate.refusal(request);
    if (refusal !== null) return refusal;
    const url = new URL(request.url);
    const name = url.pathname.replace('/wmshopapi/', '');
    return request.method === 'GET'
      ? desk.read(name, url.searchParams)
      : desk.write(name, await request.text());
  }

  const said = { tooMany: () => pageAnswer(503), broken: () => pageAnswer(502) };
  const simulated = simulate(clock, { answer, said });
  return {
    ...simulated,
    seed: (given) => shelf.put(given.id, { ...fresh(clock.now().epochMilliseconds), ...given }),
    order: shelf.need,
    edit: (id, change) => void shelf.edit(id, change),
    remove: shelf.remove,
    orders: shelf.all,
    writes: desk.writes,
    allow: gate.allow,
    issueKey: gate.issueKey,
    maintain: gate.maintain,
    beforeWrite: desk.beforeWrite,
  };
}

/** Who is let in, and when. */
function createGate({ clock, key: first, pace = 0 }: AupayOptions) {
  const now = (): number => clock.now().epochMilliseconds;
  let key = { value: first, until: now() + KEY_LIVES };
  let allowed = true;
  let window: { from: number; to: number } | null = null;
  let last = -Infinity;
  return {
    refusal(request: Request): Response | null {
      if (window !== null && now() >= window.from && now() < window.to) return pageAnswer(502);
      if (now() - last < pace) return pageAnswer(503);
      last = now();
      const right = request.headers.get('authorization') === `Bearer ${key.value}`;
      return allowed && right && now() < key.until ? null : refusedAnswer(REFUSALS.auth, 401);
    },
    allow: (is: boolean): void => void (allowed = is),
    issueKey: (value: string): void => void (key = { value, until: now() + KEY_LIVES }),
    maintain: (next: { from: number; to: number } | null): void => void (window = next),
  };
}

/** What the shop's calls read and write. */
function createDesk({ clock, shopId }: AupayOptions, shelf: Shelf<MallSimOrder>) {
  const writes: MallWrite[] = [];
  let hook: ((id: string) => void) | null = null;

  function note(id: string, kind: MallWrite['kind'], content: string): void {
    writes.push({ id, kind, content, at: clock.now().epochMilliseconds });
  }

  function ship(known: MallSimOrder, update: Update): Response {
    const { shippingDate, shippingCarrier: carrier, shippingNumber: tracking } = update;
    if (!/^\d{4}[/-]?\d{2}[/-]?\d{2}$/.test(shippingDate)) return refusedAnswer(REFUSALS.date);
    if (!CARRIERS.has(carrier)) return refusedAnswer(REFUSALS.carrier);
    const digits = shippingDate.replaceAll(/\D/g, '');
    const date = `${digits.slice(0, 4)}/${digits.slice(4, 6)}/${digits.slice(6)}`;
    note(known.id, 'ship', `${date} ${carrier} ${tracking}`);
    shelf.edit(known.id, { shippingDate: date, carrier, tracking });
    return doneAnswer();
  }

  /** After 完了 the sale is fixed. */
  function setStatus(known: MallSimOrder, { orderStatus: status }: Update): Response {
    if (NOT_SETTABLE.has(status)) return refusedAnswer(REFUSALS.status);
    note(known.id, 'status', status);
    const fixed = status === '完了' ? ({ paymentStatus: 'Y', shipStatus: 'Y' } as const) : {};
    shelf.edit(known.id, { status, ...fixed });
    return doneAnswer();
  }

  return {
    writes,
    beforeWrite: (next: ((id: string) => void) | null): void => void (hook = next),
    read(name: string, query: URLSearchParams): Response {
      if (query.get('shopId') !== shopId) return refusedAnswer(REFUSALS.shop);
      if (name === 'searchTradeInfoListProc') return ordersAnswer(pageOf(shelf.all(), query));
      if (name !== 'searchTradeInfoProc') return pageAnswer(404);
      const id = query.get('orderId') ?? '';
      if (id === '') return refusedAnswer(REFUSALS.missing);
      return ordersAnswer([shelf.get(id)].filter((order) => order !== undefined));
    },
    write(name: string, body: string): Response {
      const parsed = Update.safeParse(new XMLParser({ parseTagValue: false }).parse(body));
      if (!parsed.success) return refusedAnswer(REFUSALS.missing);
      const update = parsed.data.request;
      if (update.shopId !== shopId) return refusedAnswer(REFUSALS.shop);
      if (update.orderId === '') return refusedAnswer(REFUSALS.missing);
      hook?.(update.orderId);
      const known = shelf.get(update.orderId);
      if (known === undefined) return refusedAnswer(REFUSALS.noOrder);
      if (known.status === 'キャンセル') return refusedAnswer(REFUSALS.cancelled);
      if (name === 'updateTradeInfoProc') return ship(known, update);
      return name === 'updateTradeStsProc' ? setStatus(known, update) : pageAnswer(404);
    },
  };
}

function fresh(now: number): MallSimOrder {
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Asia/Tokyo');
  const date = day.toPlainDate().toString().replaceAll('-', '/');
  return {
    id: '',
    orderedAt: `${date} 09:05`,
    status: '発送待ち',
    paymentStatus: 'N',
    shipStatus: 'N',
    shippingDate: '',
    carrier: '',
    tracking: '',
    shipBy: '',
    totalPrice: '3300',
  };
}

/** Days are those of the order, both included; `startCount` counts from 1. */
function pageOf(orders: readonly MallSimOrder[], query: URLSearchParams): MallSimOrder[] {
  const digits = (name: string): string => (query.get(name) ?? '').replaceAll(/\D/g, '');
  const [from, to] = [digits('startDate'), digits('endDate')];
  const start = Math.max(Number(query.get('startCount') ?? '1'), 1) - 1;
  const count = Math.min(Number(query.get('totalCount') ?? '100'), LARGEST_PAGE);
  const wanted = query.getAll('orderStatus');
  return orders
    .filter(({ orderedAt }) => {
      const day = orderedAt.slice(0, 10).replaceAll('/', '');
      return (from === '' || day >= from) && (to === '' || day <= to);
    })
    .filter(({ status }) => wanted.length === 0 || wanted.includes(status))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(start, start + count);
}
