import type { SimLine } from '../page365/types.ts';

/** A bill of a fresh sandbox; amounts in satang. `paidAfter` in hours, null for one that nobody has paid. */
type SeedBill = {
  number: number;
  stage: string;
  hoursAgo: number;
  paidAfter: number | null;
  lines: SimLine[];
  shipping: number;
  paid?: number;
  account?: string | null;
};

function line(name: string, quantity: number, price: number): SimLine {
  return { name, quantity, price, sku: null };
}

/** A week at the Thai shop: most bills book themselves, the others show why one does not. */
export const BILLS: readonly SeedBill[] = [
  {
    number: 12_041,
    stage: 'shipped',
    hoursAgo: 80,
    paidAfter: 1,
    lines: [line('กระถางดินเผา', 2, 12_000)],
    shipping: 6_000,
  },
  {
    number: 12_042,
    stage: 'shipped',
    hoursAgo: 71,
    paidAfter: 2,
    lines: [line('ต้นไทรใบสัก', 1, 89_000)],
    shipping: 12_000,
  },
  {
    number: 12_043,
    stage: 'shipped',
    hoursAgo: 55,
    paidAfter: 0.5,
    lines: [line('ปุ๋ยละลายช้า 1 กก.', 3, 15_900), line('กรรไกรตัดกิ่ง', 1, 32_000)],
    shipping: 5_000,
  },
  {
    number: 12_044,
    stage: 'shipped',
    hoursAgo: 40,
    paidAfter: 1,
    lines: [line('บัวรดน้ำ 5 ลิตร', 1, 45_000)],
    shipping: 5_000,
    account: null,
  },
  {
    number: 12_045,
    stage: 'shipped',
    hoursAgo: 33,
    paidAfter: 1,
    lines: [line('ดินปลูกผสมพร้อมใช้', 2, 25_000)],
    shipping: 3_000,
    paid: 52_999,
  },
  {
    number: 12_046,
    stage: 'paid',
    hoursAgo: 20,
    paidAfter: 3,
    lines: [line('เมล็ดดาวเรือง', 10, 2_500)],
    shipping: 3_000,
  },
  {
    number: 12_047,
    stage: 'shipped',
    hoursAgo: 9,
    paidAfter: 1,
    lines: [line('ชั้นวางต้นไม้ 3 ชั้น', 1, 159_000)],
    shipping: 15_000,
  },
  {
    number: 12_048,
    stage: 'expired',
    hoursAgo: 8,
    paidAfter: null,
    lines: [line('กระถางแขวน', 4, 8_900)],
    shipping: 5_000,
    paid: 0,
  },
];
