import type { CnvCustomerDraft, CnvOrderDraft, CnvProductDraft } from '../../clients/cnv/writes.ts';
import type { CnvCustomer } from '../../clients/cnv/schema.ts';
import type { NhanhCustomer } from '../../clients/nhanh/customer.ts';
import type { NhanhProduct } from '../../clients/nhanh/product.ts';
import { originRef } from '../../core/echo.ts';
import type { Json } from '../../core/json.ts';
import { vietnamesePhone } from '../../core/parse/phone.ts';
import type { Buyer, Sale } from './sale.ts';

/** What is written, as pure functions of what was read. A field that was not said is left out: nothing overwrites with it. */

const STOPPED = 3;

export type ProductContent = Omit<CnvProductDraft, 'id' | 'category'>;

export function productContent(product: NhanhProduct): ProductContent {
  const { id, name, code, barcode, price, image, description, status } = product;
  return {
    ref: originRef('nhanh', id),
    name: name ?? code ?? id,
    ...(code !== null && { sku: code }),
    ...(barcode !== null && { barcode }),
    ...(price !== null && { price }),
    ...(image !== null && { image }),
    ...(description !== null && { description }),
    active: status !== STOPPED,
  };
}

/** One that was deleted in Nhanh is stopped at CNV, where orders still name it. */
export function goneContent(id: string, name: string | null): ProductContent {
  return { ref: originRef('nhanh', id), name: name ?? id, active: false };
}

export type CustomerContent = Omit<CnvCustomerDraft, 'ref'>;

/** The buyer as Nhanh knows them now, else as the sale names them. Of addresses only the line. */
export function customerContent(
  { phone, buyer }: Pick<Sale, 'phone' | 'buyer'>,
  customer: NhanhCustomer | null,
): CustomerContent {
  const name = customer?.name ?? buyer.name;
  const email = customer?.email ?? buyer.email;
  const address = customer?.address ?? buyer.address;
  const { gender = null, birthday = null } = customer ?? {};
  return {
    phone,
    // A number in the place of a name says nothing.
    ...(name !== null && vietnamesePhone(name) === null && { name }),
    ...(email !== null && { email }),
    ...(gender !== null && { gender }),
    ...(birthday !== null && { birthday }),
    ...(address !== null && { address }),
  };
}

/** Whether CNV has all of it: then passing it on would be an echo. */
export function isSameCustomer(content: CustomerContent, there: CnvCustomer): boolean {
  const { name, email, gender, birthday, address } = content;
  return (
    (name === undefined || name === there.name) &&
    (email === undefined || email === there.email) &&
    (gender === undefined || gender === there.gender) &&
    (birthday === undefined || birthday === there.birthday) &&
    (address === undefined || address === there.address)
  );
}

/** A member of CNV as Nhanh is given it, and as Nhanh will show it. */
export function memberContent(
  member: CnvCustomer & { phone: string },
): CustomerContent & { name: string } {
  const { phone, name, email, gender, birthday, address } = member;
  return {
    phone,
    name: name ?? phone,
    ...(email !== null && { email }),
    ...(gender !== null && { gender }),
    ...(birthday !== null && { birthday }),
    ...(address !== null && { address }),
  };
}

export function customerRef({ id }: Pick<Buyer, 'id'>, phone: string): string {
  return originRef('nhanh', id ?? phone);
}

/** What makes a sale another one: all of it but its buyer's own facts. */
export function saleContent({ row, phone, status, lines, total, shipFee }: Sale): Json {
  return { row, phone, status, lines, total, shipFee };
}

/** `products` are CNV's ids by Nhanh's; `code` is CNV's own for an order that was made there. */
export function orderDraft(
  sale: Sale,
  {
    id,
    products,
    code,
    now,
  }: { id: string | null; products: ReadonlyMap<string, string>; code: string | null; now: number },
): CnvOrderDraft {
  const { ref, phone, buyer, status, lines, total, shipFee, createdAt } = sale;
  return {
    id,
    ref,
    code: code ?? sale.code,
    phone,
    ...(buyer.name !== null && { customerName: buyer.name }),
    status,
    lines: lines.map(({ product, ...line }) => ({ ...line, product: products.get(product) ?? '' })),
    total,
    ...(shipFee !== null && { shipFee }),
    createdAt: createdAt ?? now,
  };
}
