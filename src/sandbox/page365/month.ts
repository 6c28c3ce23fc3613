import { createChance } from '../chance.ts';
import { type Flaw, FLAWS, type MonthPlan, type SimBill, type SimLine } from './types.ts';

/** The bills of a planned month, made when they are looked at: nothing of them is kept. */
export type Month = {
  first: number;
  count: number;
  createdAt(number: number): number;
  flaw(number: number): Flaw | null;
  bill(number: number): SimBill;
};

/** The same words many times: names of products are not unique in Page365. */
const GOODS = ['เสื้อยืดคอกลม', 'เสื้อยืดคอกลม', 'กางเกงเล', 'กระเป๋าผ้า', 'ผ้าพันคอ', 'หมวกสาน'];
const PRICES = [19_900, 25_000, 35_000, 12_950, 9_900, 45_000];
const CHANNELS = ['FbCustomer', 'LineAtCustomer', 'IgCustomer', 'KronosCustomer'];
const SHIPPINGS = [0, 3_500, 5_000];
/** Seconds from a bill to its payment at most. */
const PAID_WITHIN = 4 * 3_600;
const SPREAD = 0x9e3779b1;

export function planMonth({ month, bills, bad = 0, seed = 1, from = 1 }: MonthPlan): Month {
  const begin = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const start = begin.toZonedDateTime('Asia/Bangkok').epochMilliseconds;
  const end = begin.add({ months: 1 }).toZonedDateTime('Asia/Bangkok').epochMilliseconds;
  const last = end - 1000;

  const chanceOf = (number: number): (() => number) =>
    createChance((seed * 1_000_003 + Math.imul(number, SPREAD)) | 0);

  function createdAt(number: number): number {
    if (bills === 1) return start;
    const seconds = (last - start) / 1000;
    return start + 1000 * Math.floor(((number - from) * seconds) / (bills - 1));
  }

  function flaw(number: number): Flaw | null {
    const chance = chanceOf(number);
    if (chance() >= bad) return null;
    return FLAWS[Math.floor(chance() * FLAWS.length)] ?? null;
  }

  function bill(number: number): SimBill {
    const chance = chanceOf(-number);
    const good = goodBill(number, createdAt(number), chance);
    const what = flaw(number);
    return what === null ? good : { ...good, ...FLAWED[what](good) };
  }

  return { first: from, count: bills, createdAt, flaw, bill };
}

function goodBill(number: number, createdAt: number, chance: () => number): SimBill {
  const pick = <T>(from: readonly T[], otherwise: T): T =>
    from[Math.floor(chance() * from.length)] ?? otherwise;
  const lines = Array.from({ length: 1 + Math.floor(chance() * 3) }, (): SimLine => {
    const name = pick(GOODS, '');
    const sku = chance() < 0.7 ? `SKU-${GOODS.indexOf(name)}` : null;
    return { name, quantity: 1 + Math.floor(chance() * 3), price: pick(PRICES, 0), sku };
  });
  const goods = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const discount = chance() < 0.3 ? 2_000 : chance() < 0.5 ? 0 : null;
  const shipping = pick(SHIPPINGS, 0);
  const total = goods - (discount ?? 0) + shipping;
  return {
    id: idOf(number),
    number,
    stage: 'shipped',
    createdAt,
    paidAt: createdAt + 1000 * Math.floor(chance() * PAID_WITHIN),
    lines,
    discount,
    shipping,
    total,
    paid: total,
    vat: Math.round((total * 7) / 107),
    vatIncluded: true,
    account: chance() < 0.6 ? '7' : '8',
    buyer: { id: `5${number}`, name: `Demo Buyer ${number}`, type: pick(CHANNELS, '') },
  };
}

const FLAWED: Readonly<Record<Flaw, (bill: SimBill) => Partial<SimBill>>> = {
  'one-satang-short': ({ total }) => ({ paid: total - 1 }),
  'no-account': () => ({ account: null }),
  'no-paid-date': () => ({ paidAt: null }),
  'zero-total': ({ lines }) => ({
    lines: lines.map((line) => ({ ...line, price: 0 })),
    discount: null,
    shipping: 0,
    total: 0,
    paid: 0,
    vat: 0,
  }),
  transferred: () => ({ stage: 'transferred' }),
  'paid-not-shipped': () => ({ stage: 'paid' }),
  'wrong-total': ({ total }) => ({ total: total + 1_000, paid: total + 1_000 }),
  voided: () => ({ stage: 'voided' }),
};

/** Ids are not the numbers that people see. */
export function idOf(number: number): string {
  return String(900_000 + number);
}
