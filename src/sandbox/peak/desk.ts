import { z } from 'zod';
import { listAnswer, OK, receiptRow, wrapperAnswer } from './answers.ts';
import type { Book } from './book.ts';
import { ACCOUNTS, type Catalogue, METHODS } from './catalogue.ts';

/** Asks until a queue is done. */
const POLLS = 2;

export type Desk = {
  read(path: string, query: URLSearchParams): Response | null;
  write(path: string, body: unknown): Response | null;
  ignoreFilters(ignore: boolean): void;
};

/** What the calls of a business read and write, by path in lower case. PEAK API reference. */
export function createDesk(book: Book, catalogue: Catalogue): Desk {
  const queues: Queues = new Map();
  let ignoring = false;

  /** A page of everything, whatever was asked, when filters are ignored. */
  function pageOf<Row>(all: (from: number, count: number) => Row[], query: URLSearchParams): Row[] {
    const count = Math.max(1, Number(query.get('limit') ?? 20));
    const page = ignoring ? 1 : Math.max(1, Number(query.get('page') ?? 1));
    return all((page - 1) * count, count);
  }

  function receipts(query: URLSearchParams): Response {
    const key = (['id', 'code', 'reference'] as const).find((name) => query.has(name));
    const rows =
      ignoring || key === undefined ? pageOf(book.page, query) : book.by(key, query.get(key) ?? '');
    return listAnswer('PeakReceipts', 'receipts', rows.map(receiptRow));
  }

  function queue(query: URLSearchParams): Response {
    const waiting = queues.get(query.get('queueId') ?? '');
    if (waiting === undefined)
      return wrapperAnswer('PeakReceipts', { resCode: '400', resDesc: 'SIM: queue not found' });
    waiting.left -= 1;
    return listAnswer('PeakReceipts', 'receipts', waiting.left < 0 ? waiting.rows : []);
  }

  function named(rows: readonly { code: string }[], query: URLSearchParams): object[] {
    const code = query.get('code');
    const found = rows.filter((row) => ignoring || code === null || row.code === code);
    return pageOf((from, count) => found.slice(from, from + count), query);
  }

  const reads: Readonly<Record<string, (query: URLSearchParams) => Response>> = {
    '/user': () => wrapperAnswer('PeakUser', OK, { name: 'Demo' }),
    '/receipts': receipts,
    '/receipts/list': receipts,
    '/receipts/queue': queue,
    '/contacts': (query) =>
      listAnswer('PeakContacts', 'contacts', named([...catalogue.contacts.values()], query)),
    '/products': (query) =>
      listAnswer('PeakProducts', 'products', named([...catalogue.products.values()], query)),
    '/products/list': (query) =>
      listAnswer('PeakProducts', 'products', named([...catalogue.products.values()], query)),
    '/paymentmethods': (query) =>
      listAnswer('PeakPaymentMethods', 'paymentMethods', named(METHODS, query)),
    '/dailyjournals/accountcode': () => listAnswer('PeakAccountCode', 'accountCode', ACCOUNTS),
  };

  const writes = writesOf(book, catalogue, queues);
  return {
    read: (path, query) => reads[path]?.(query) ?? null,
    write: (path, body) => writes[path]?.(body) ?? null,
    ignoreFilters: (ignore) => void (ignoring = ignore),
  };
}

type Queues = Map<string, { rows: object[]; left: number }>;
type Writes = Readonly<Record<string, (body: unknown) => Response>>;

function writesOf(book: Book, catalogue: Catalogue, queues: Queues): Writes {
  const create = (body: unknown): object[] => itemsOf(body, 'receipts').map(book.create);
  return {
    '/receipts': (body) => listAnswer('PeakReceipts', 'receipts', create(body)),
    '/receipts/allinone': (body) => listAnswer('PeakReceipts', 'receipts', create(body)),
    '/receipts/queue'(body) {
      const queueId = `queue-${queues.size + 1}`;
      queues.set(queueId, { rows: create(body), left: POLLS });
      return Response.json({ queueId });
    },
    '/receipts/void'(body) {
      const id = Void.safeParse(wrapperIn(body)).data?.receiptId ?? '';
      return wrapperAnswer('PeakReceipts', book.void(id) ?? OK);
    },
    '/contacts': (body) =>
      listAnswer(
        'PeakContacts',
        'contacts',
        itemsOf(body, 'contacts').map((item) => {
          const { code } = z.object({ code: z.string() }).catch({ code: '' }).parse(item);
          return book.refusalOf(code) ?? catalogue.addContact(item);
        }),
      ),
    '/products': (body) =>
      listAnswer('PeakProducts', 'products', itemsOf(body, 'products').map(catalogue.addProduct)),
  };
}

const Void = z.object({ receiptId: z.string() });
const Fields = z.record(z.string(), z.unknown());

/** The one wrapper of a body, `peakX` and `PeakX` alike. */
function wrapperIn(body: unknown): unknown {
  const entries = Object.entries(Fields.safeParse(body).data ?? {});
  return entries.find(([name]) => /^peak/i.test(name))?.[1];
}

function itemsOf(body: unknown, list: string): unknown[] {
  const items = Fields.safeParse(wrapperIn(body)).data?.[list];
  return Array.isArray(items) ? items : [];
}
