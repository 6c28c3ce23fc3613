import type { NhanhBill } from '../../clients/nhanh/bill.ts';
import type { NhanhOrder } from '../../clients/nhanh/order.ts';
import { originRef, readOrigin } from '../../core/echo.ts';
import type { Choice } from './decide.ts';
import { rowId } from './row.ts';

/** Where an order stands, in the words that CNV is given. */
export type SaleStatus = 'open' | 'complete' | 'cancelled' | 'returned';

export type Buyer = {
  id: string | null;
  name: string | null;
  phone: string | null;
  /** As Nhanh has it. */
  mobile: string | null;
  email: string | null;
  address: string | null;
};

/** A sale of Nhanh, an order or a bill at the counter, as CNV is to have it. Amounts in dong. */
export type Sale = {
  /** Its row. */
  row: string;
  ref: string;
  code: string;
  /** CNV's own id where CNV made it. */
  cnv: string | null;
  buyer: Buyer;
  phone: string;
  status: SaleStatus;
  lines: { product: string; name: string; quantity: number; price: number; total: number }[];
  total: number;
  shipFee: number | null;
  /** Epoch ms. */
  createdAt: number | null;
  updatedAt: number | null;
};

type Stopped = Extract<Choice, { act: 'hold' | 'skip' }>;
export type ReadSale = { sale: Sale } | Stopped;

/** Home delivery, at the counter, pre-order. https://apidocs.nhanh.vn/v3/modelconstant */
const SALES = new Set([1, 2, 3]);
/** Returned by the customer, in part. */
const RETURNS = new Set([14, 16]);

const STATUSES = new Map<number, SaleStatus>([
  [60, 'complete'],
  [61, 'cancelled'],
  [63, 'cancelled'],
  [64, 'cancelled'],
  [68, 'cancelled'],
  [72, 'returned'],
  [74, 'returned'],
]);

/** Delivered is complete; failed, cancelled and sold out are cancelled; all on the way, and back, is open until it is there. */
export function saleStatus(status: number | null): SaleStatus {
  return STATUSES.get(status ?? 0) ?? 'open';
}

/** An order of Nhanh, whichever channel it came by. One that only gives back is not known to be taken by CNV. */
export function saleOfOrder(order: NhanhOrder): ReadSale {
  const type = order.type ?? 1;
  if (RETURNS.has(type)) return hold('return-not-known');
  if (!SALES.has(type)) return { act: 'skip', reason: 'not-a-sale' };
  const origin = readOrigin(order.appOrderId);
  return saleOf(order, {
    row: rowId('order', order.id),
    ref: originRef('nhanh', order.id),
    cnv: origin?.system === 'cnv' ? origin.id : null,
    status: saleStatus(order.status),
  });
}

/** A sale at the counter. Goods that left for an order are that order's. */
export function saleOfBill(bill: NhanhBill): ReadSale {
  if (bill.order !== null) return { act: 'skip', reason: 'of-an-order' };
  if (bill.kind === 'return') return hold('return-not-known');
  const about = { row: rowId('bill', bill.id), ref: originRef('nhanh', `bill-${bill.id}`) };
  const sale = { ...bill, shipFee: null, updatedAt: bill.createdAt };
  return saleOf(sale, { ...about, cnv: null, status: 'complete' });
}

type Goods = Pick<
  NhanhOrder,
  'id' | 'customer' | 'lines' | 'total' | 'shipFee' | 'createdAt' | 'updatedAt'
>;

function saleOf(goods: Goods, about: Pick<Sale, 'row' | 'ref' | 'cnv' | 'status'>): ReadSale {
  const { customer: buyer, createdAt, updatedAt, shipFee } = goods;
  if (buyer.mobile === null) return { act: 'skip', reason: 'no-buyer' };
  if (buyer.phone === null) return hold('phone-unreadable');
  if (goods.lines.length === 0) return hold('no-lines');
  const lines = goods.lines.flatMap(readLine);
  if (lines.length < goods.lines.length || goods.total === null) return hold('total-unknown');
  const { phone } = buyer;
  const rest = { lines, total: goods.total, shipFee, createdAt, updatedAt };
  return { sale: { ...about, code: goods.id, buyer, phone, ...rest } };
}

function readLine(line: NhanhOrder['lines'][number]): Sale['lines'] {
  const { product, name, quantity, price, total } = line;
  if (product === null || total === null || quantity <= 0) return [];
  return [{ product, name: name ?? '', quantity, price: price ?? total / quantity, total }];
}

function hold(reason: Extract<Stopped, { act: 'hold' }>['reason']): Stopped {
  return { act: 'hold', reason, missing: [] };
}
