import { type AxiosInstance, create } from 'axios';
import { Agent } from 'node:http';
import { TOKEN, ORDERS } from '../../src/clients/page365/queries.ts';
import { timeSignature, timeStamp } from '../../src/clients/peak/sign.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { inParallel } from '../../src/features/receipts/pool.ts';
import { booksKeys } from '../support/books.ts';

const AT_ONCE = 5;
const PAGE = 50;

/** The part of a bill that is sent on. */
type Node = {
  no: number;
  total: number;
  discount: number | null;
  shippingCost: number;
  paidAt: string;
  items: { name: string; quantity: number; price: number }[];
};
type Orders = {
  pageInfo: { hasNextPage: boolean; endCursor: string };
  nodes: Node[];
};

/**
 * What a backfill is compared with: the same calls with nothing but axios, five at once. Each page of bills, for each bill
 * a look whether its receipt is there and the receipt. Nothing is checked, stored or told. Returns the receipts made.
 */
export async function bareBooks(
  url: string,
  window: { from: string; to: string },
): Promise<number> {
  const http = create({ httpAgent: new Agent({ keepAlive: true }), proxy: false });
  const graphql = `${url}/v1.0/graphql`;
  const peak = `${url}/api/v1`;
  const ask = async (query: string, variables: object): Promise<Record<string, unknown>> =>
    (await http.post(graphql, { query, variables })).data.data;
  const { generateToken: token } = await ask(TOKEN, booksKeys.page365);
  const headers = await signedIn(http, peak);
  const method = (await http.get(`${peak}/paymentmethods`, { headers })).data.PeakPaymentMethods
    .paymentMethods[0].id;
  const contact = { code: 'BARE', name: 'Bare', type: 5 };
  await http.post(`${peak}/contacts`, { PeakContacts: { contacts: [contact] } }, { headers });
  let after: string | null = null;
  let made = 0;
  do {
    const variables = { since: window.from, until: window.to, first: PAGE, after, token };
    const { nodes, pageInfo } = asOrders((await ask(ORDERS, variables))['orders']);
    await inParallel(nodes, AT_ONCE, async (node) => {
      const reference = `bare:${node.no}`;
      await http.get(`${peak}/receipts`, { headers, params: { reference } });
      const receipts = [receiptOf(node, { reference, method })];
      const { data } = await http.post(
        `${peak}/receipts`,
        { PeakReceipts: { receipts } },
        { headers },
      );
      if (data.PeakReceipts.receipts[0].resCode === '200') made += 1;
    });
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return made;
}

/** The simulator's own answer, which the query has asked for field by field. */
function asOrders(value: unknown): Orders {
  return value as Orders;
}

async function signedIn(
  http: Pick<AxiosInstance, 'post'>,
  peak: string,
): Promise<Record<string, string>> {
  const { connectId, connectKey, userToken } = booksKeys.peak;
  const stamp = timeStamp(systemClock.now());
  const signed = { 'Time-Stamp': stamp, 'Time-Signature': timeSignature(stamp, connectId) };
  const body = { PeakClientToken: { connectId, password: connectKey } };
  const { data } = await http.post(`${peak}/clienttoken`, body, { headers: signed });
  return { ...signed, 'Client-Token': data.PeakClientToken.token, 'User-Token': userToken };
}

function receiptOf(
  { paidAt, items, discount, shippingCost, total }: Node,
  { reference, method }: { reference: string; method: string },
): object {
  const day = paidAt.slice(0, 10).replaceAll('-', '');
  const goods = items.map(({ name, quantity, price }) => ({ description: name, quantity, price }));
  const shipping = { description: 'Shipping', quantity: 1, price: shippingCost };
  const lines = shippingCost > 0 ? [...goods, shipping] : goods;
  return {
    reference,
    issuedDate: day,
    dueDate: day,
    contact: { code: 'BARE' },
    tags: [reference],
    istaxInvoice: 1,
    taxStatus: 1,
    discountTotal: discount ?? 0,
    products: lines.map((line) => ({ ...line, accountCode: '410101', vatType: 3 })),
    paidPayments: {
      paymentDate: day,
      payments: [{ amount: total, paymentMethod: { id: method } }],
    },
  };
}
