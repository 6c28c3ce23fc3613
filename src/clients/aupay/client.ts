import type { AxiosAdapter } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { type Call, createHttp, type HttpOptions } from '../../lib/http.ts';
import { createPace } from '../../lib/pace.ts';
import { parseXml, writeXml, type Xml } from '../../lib/xml.ts';
import { explainAupayError } from './errors.ts';
import { guesses } from './guesses.ts';
import { Answer, MallOrder } from './schema.ts';

/** What is told to the mall about a shipment. An empty tracking number is allowed, an empty date is not. */
export type Shipment = { date: string; carrier: string; tracking: string };

/**
 * au PAY マーケット for one shop, through Wow! manager's API: one call a second. Everything throws UpstreamError; codes
 * `auth`, `wrong-shop` and `cancelled` are ours, the others the mall's. A write whose answer was lost has the effect
 * `unknown`, and nothing here sends it again.
 */
export type Aupay = {
  /** Null when the mall has no such order. searchTradeInfoProc */
  order(id: string): Promise<MallOrder | null>;
  /** One page of the orders of these days (ISO, both included), from the given row, 1 being the first. searchTradeInfoListProc */
  orders(days: { from: string; to: string }, start: number): Promise<MallOrder[]>;
  /** 発送日, 配送会社, 配送お問い合せ番号. updateTradeInfoProc */
  ship(id: string, shipment: Shipment): Promise<void>;
  /** 受注ステータス：完了. updateTradeStsProc */
  complete(id: string): Promise<void>;
  /** Whether key, address and shop are accepted. */
  ping(): Promise<void>;
  /** How long after a lost answer its effect may still appear, milliseconds. */
  settle: number;
  /** Orders of a page of `orders` at most. */
  page: number;
};

export type AupayOptions = {
  /** What stands before `/wmshopapi/`. */
  baseURL: string;
  /** 会員番号. */
  shopId: string;
  /** The API key, which lives 90 days. */
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

/** A client for one shop. Wow! manager API利用説明書. */
export function createAupay(options: AupayOptions): Aupay {
  const { shopId } = options;
  const call = createCall(options);
  const page = guesses.page.value;

  function search(name: string, query: Record<string, string>): Promise<MallOrder[]> {
    return call({ name, method: 'GET', path: `/wmshopapi/${name}`, query: { shopId, ...query } });
  }

  async function update(name: string, fields: Record<string, string>): Promise<void> {
    const body = writeXml('request', { shopId, ...fields });
    await call({ name, method: 'POST', path: `/wmshopapi/${name}`, body });
  }

  const orders: Aupay['orders'] = ({ from, to }, start) =>
    search('searchTradeInfoListProc', {
      totalCount: String(page),
      startCount: String(start),
      startDate: compact(from),
      endDate: compact(to),
    });

  return {
    async order(id) {
      const found = await search('searchTradeInfoProc', { orderId: id });
      return found.find((order) => order.id === id) ?? null;
    },
    orders,
    ship: (id, { date, carrier, tracking }) =>
      update('updateTradeInfoProc', {
        orderId: id,
        shippingDate: date.replaceAll('-', '/'),
        shippingCarrier: carrier,
        shippingNumber: tracking,
      }),
    complete: (id) =>
      update('updateTradeStsProc', { orderId: id, orderStatus: guesses.completed.value }),
    async ping() {
      const today = options.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();
      await search('searchTradeInfoListProc', {
        totalCount: '1',
        startCount: '1',
        startDate: compact(today),
        endDate: compact(today),
      });
    },
    settle: options.settle ?? guesses.settle.value,
    page,
  };
}

function compact(date: string): string {
  return date.replaceAll('-', '');
}

function createCall(options: AupayOptions): (call: Call) => Promise<MallOrder[]> {
  const http = createHttp({
    system: 'aupay',
    baseURL: options.baseURL,
    headers: {
      Authorization: `Bearer ${options.key}`,
      'Content-Type': 'application/xml; charset=utf-8',
    },
    timeout: options.timeout ?? guesses.timeout.value,
    concurrency: 1,
    text: true,
    pace: createPace(options.clock, options.pace ?? guesses.pace.value),
    adapter: options.adapter,
    log: options.log,
    observe: options.observe,
    explain: async (_status, body) => explainAupayError(await readAnswer(body)),
  });
  return async (call) => {
    const answer = await readAnswer(await http(call));
    const read = Answer.safeParse(answer);
    if (!read.success) throw unreadable(call, read.error);
    if (read.data.result.status !== '0') {
      const failure = explainAupayError(answer) ?? { code: 'refused' };
      throw new UpstreamError('aupay', { effect: 'refused', ...failure });
    }
    const found = read.data.orderInfo.filter((row) => row !== '' && row !== null);
    const orders = z.array(MallOrder).safeParse(found);
    if (!orders.success) throw unreadable(call, orders.error);
    return orders.data;
  };
}

const LISTS = new Set(['orderInfo', 'detail', 'error']);

function readAnswer(body: unknown): Promise<Xml | null> {
  return parseXml(body, { root: /^response$/, lists: LISTS });
}

/** A page of HTML or nothing at all: a read is worth another try, what a write did is not known. */
function unreadable({ method }: Call, cause: unknown): UpstreamError {
  const effect = method === 'GET' ? 'none' : 'unknown';
  return new UpstreamError('aupay', { effect, code: 'unreadable_answer', cause });
}
