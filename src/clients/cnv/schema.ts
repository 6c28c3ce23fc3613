import { z } from 'zod';
import { vietnamesePhone } from '../../core/parse/phone.ts';
import { Amount, block, Id, Reference, rows, Words } from '../../lib/loose.ts';

/** ISO 8601 as epoch ms. */
const Moment = Words.transform((text) => {
  if (text === null || !/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  return Temporal.Instant.from(text).epochMilliseconds;
});

const Phone = Words.transform((written) => (written === null ? null : vietnamesePhone(written)));

const GENDERS = new Map([
  ['male', 'male' as const],
  ['female', 'female' as const],
]);

/** A member, as programs in use read it. Points may be missing or 0 here: only the membership counts. */
export const CnvCustomer = z
  .object({
    id: Id,
    ref_id: Words,
    first_name: Words,
    last_name: Words,
    phone: Phone,
    email: Words,
    gender: Words,
    birthday_day: Amount,
    birthday_month: Amount,
    birthday_year: Amount,
    address: Words,
    created_at: Moment,
    updated_at: Moment,
  })
  .transform((row) => ({
    id: row.id,
    /** The partner's own id, where a partner wrote it. */
    ref: row.ref_id,
    name: nameOf(row),
    phone: row.phone,
    email: row.email,
    gender: GENDERS.get(row.gender ?? '') ?? null,
    birthday: birthdayOf(row),
    address: row.address,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
export type CnvCustomer = z.infer<typeof CnvCustomer>;

/** Vietnamese order: the family name first. */
function nameOf(row: { first_name: string | null; last_name: string | null }): string | null {
  const name = [row.last_name, row.first_name].filter((part) => part !== null).join(' ');
  return name === '' ? null : name;
}

function birthdayOf(row: {
  birthday_day: number | null;
  birthday_month: number | null;
  birthday_year: number | null;
}): string | null {
  const { birthday_year: year, birthday_month: month, birthday_day: day } = row;
  if (!year || !month || !day) return null;
  return [String(year).padStart(4, '0'), pad(month), pad(day)].join('-');
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

const Line = z
  .object({
    product_id: Reference,
    sku: Words,
    title: Words,
    name: Words,
    quantity: Amount,
    price: Amount,
    total_discount: Amount,
  })
  .transform((row) => ({
    product: row.product_id,
    sku: row.sku,
    name: row.title ?? row.name,
    quantity: row.quantity ?? 0,
    price: row.price,
    /** Of the whole line. */
    discount: row.total_discount ?? 0,
  }));

/** An order, named as in Haravan: how CNV itself writes one was not seen. Null is what was not said. Amounts in dong. */
export const CnvOrder = z
  .object({
    id: Id,
    order_number: Words,
    ref_id: Words,
    source: Words,
    status: Words,
    customer: block({
      id: Reference,
      first_name: Words,
      last_name: Words,
      phone: Phone,
      email: Words,
    }),
    phone: Phone,
    address: Words,
    line_items: rows(Line),
    total_price: Amount,
    total_discounts: Amount,
    shipping_fee: Amount,
    note: Words,
    cancelled_at: Moment,
    created_at: Moment,
    updated_at: Moment,
  })
  .transform((row) => ({
    id: row.id,
    code: row.order_number,
    /** The partner's own id, where a partner wrote it: what Tenban wrote from Nhanh comes back with it. */
    ref: row.ref_id,
    source: row.source,
    status: row.status,
    cancelled: row.cancelled_at !== null || row.status === 'cancelled',
    customer: {
      id: row.customer.id,
      name: nameOf(row.customer),
      phone: row.customer.phone ?? row.phone,
      email: row.customer.email,
    },
    address: row.address,
    lines: row.line_items,
    total: row.total_price,
    discount: row.total_discounts,
    shipFee: row.shipping_fee,
    note: row.note,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
export type CnvOrder = z.infer<typeof CnvOrder>;

export const CnvProduct = z
  .object({
    id: Id,
    ref_id: Words,
    title: Words,
    name: Words,
    sku: Words,
    barcode: Words,
    price: Amount,
    status: Words,
    updated_at: Moment,
  })
  .transform((row) => ({
    id: row.id,
    ref: row.ref_id,
    name: row.title ?? row.name,
    sku: row.sku,
    barcode: row.barcode,
    price: row.price,
    active: row.status !== 'inactive',
    updatedAt: row.updated_at,
  }));
export type CnvProduct = z.infer<typeof CnvProduct>;

/** What a member has, of one call to the membership. */
export const CnvMembership = z
  .object({
    membership: z.object({
      level_name: Words,
      total_points: Amount,
      points: Amount,
      used_points: Amount,
    }),
  })
  .transform(({ membership: row }) => ({
    level: row.level_name,
    points: row.points,
    totalPoints: row.total_points,
    usedPoints: row.used_points,
  }));
export type CnvMembership = z.infer<typeof CnvMembership>;

/** The answer to a write is not known: an id where there is one. */
export const Written = z.unknown().transform((body): { id: string | null } => {
  const found = WrittenId.safeParse(body);
  return { id: found.success ? found.data : null };
});
const WithId = z.object({ id: Id });
const WrittenId = z.union([
  WithId.transform(({ id }) => id),
  z.record(z.string(), z.unknown()).transform((body, context) => {
    const inside = Object.values(body).map((value) => WithId.safeParse(value));
    const found = inside.find(({ success }) => success)?.data?.id;
    if (found === undefined) context.addIssue('no id');
    return found ?? '';
  }),
]);
