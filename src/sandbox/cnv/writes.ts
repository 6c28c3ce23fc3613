import type { z } from 'zod';
import { Category, Member, Order, Product } from './bodies.ts';
import { editRow, type Hub, memberFor, putMember, putOrder } from './store.ts';
import type { HubWrite, HubWritten, SimHubOrder, SimHubProduct, SimMember } from './types.ts';
import { memberRow, orderRow, productRow } from './views.ts';

type Write = { id: number | null; body: unknown };

/** Adds a member, or changes the one with the phone. Only what is given changes. */
export function writeMember(hub: Hub, body: unknown): Response {
  const asked = Member.safeParse(body);
  if (!asked.success) return wrong(asked.error);
  const { ref_id, first_name, last_name, sex, phone, ...rest } = asked.data;
  const change = given<SimMember>({
    ...rest,
    ref: ref_id,
    firstName: first_name,
    lastName: last_name,
    gender: sex,
  });
  const known = [...hub.members.values()].find((member) => member.phone === phone);
  const member =
    known === undefined
      ? putMember(hub, { ...change, phone })
      : editRow(hub, hub.members, { id: known.id, change });
  note(hub, 'customer', { id: member.id, body: asked.data });
  return Response.json({ customer: memberRow(member) });
}

export const WRITES: Readonly<Record<HubWrite, (hub: Hub, write: Write) => Response>> = {
  order: writeOrder,
  product: writeProduct,
  category: writeCategory,
};

function writeOrder(hub: Hub, { id, body }: Write): Response {
  const asked = Order.safeParse(body);
  if (!asked.success) return wrong(asked.error);
  const row = asked.data.order;
  const { first_name: firstName = '', last_name: lastName = '', phone } = row.customer;
  const member = memberFor(hub, { phone, firstName, lastName });
  const lines = row.line_items.map(({ product_id, total_discount, ...line }) => ({
    ...line,
    productId: product_id,
    discount: total_discount,
  }));
  const change = given<SimHubOrder>({
    ref: row.ref_id,
    code: row.order_number,
    source: row.source,
    status: row.status,
    total: row.total_price,
    discount: row.total_discounts,
    shipFee: row.shipping_fee,
  });
  const whole = { ...change, memberId: member.id, lines };
  if (id !== null && !hub.orders.has(id)) return absent();
  const order =
    id === null ? putOrder(hub, whole) : editRow(hub, hub.orders, { id, change: whole });
  note(hub, 'order', { id: order.id, body: row });
  return Response.json({ order: orderRow(order, member) });
}

function writeProduct(hub: Hub, { id, body }: Write): Response {
  const asked = Product.safeParse(body);
  if (!asked.success) return wrong(asked.error);
  const { ref_id: ref, category_id: categoryId, ...rest } = asked.data.product;
  const change = given<SimHubProduct>({ ...rest, ref, categoryId });
  if (id !== null && !hub.products.has(id)) return absent();
  const product =
    id === null ? putProduct(hub, change) : editRow(hub, hub.products, { id, change });
  note(hub, 'product', { id: product.id, body: asked.data.product });
  return Response.json({ product: productRow(product) });
}

function putProduct(hub: Hub, change: Partial<SimHubProduct>): SimHubProduct {
  const times = { createdAt: hub.now(), updatedAt: hub.now() };
  const product = { ...PRODUCT, ...times, ...change, id: hub.nextId() };
  hub.products.set(product.id, product);
  hub.changed();
  return product;
}

const PRODUCT: Omit<SimHubProduct, 'id' | 'createdAt' | 'updatedAt'> = {
  ref: '',
  title: '',
  sku: '',
  barcode: '',
  price: 0,
  image: '',
  description: '',
  categoryId: '',
  status: 'active',
};

function writeCategory(hub: Hub, { id, body }: Write): Response {
  const asked = Category.safeParse(body);
  if (!asked.success) return wrong(asked.error);
  const { ref_id: ref, name, parent_id: parentId } = asked.data.category;
  if (id !== null && !hub.categories.has(id)) return absent();
  const category = { id: id ?? hub.nextId(), ref, name, parentId };
  hub.categories.set(category.id, category);
  hub.changed();
  note(hub, 'category', { id: category.id, body: asked.data.category });
  return Response.json({ category });
}

export function removeProduct(hub: Hub, id: number): Response {
  if (!hub.products.delete(id)) return absent();
  hub.changed();
  note(hub, 'product-removal', { id, body: {} });
  return new Response(null, { status: 204 });
}

function note(
  hub: Hub,
  what: HubWritten['what'],
  { id, body }: { id: number; body: object },
): void {
  hub.written.push({ what, id, body, at: hub.now() });
}

/** Without the fields that were not sent. The cast: `fromEntries` forgets whose entries they are. */
function given<Row>(fields: { [Key in keyof Row]?: Row[Key] | undefined }): Partial<Row> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Row>;
}

function absent(): Response {
  return Response.json({ message: 'Not found' }, { status: 404 });
}

function wrong({ issues }: z.ZodError): Response {
  const errors = Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), [message]]));
  return Response.json({ errors }, { status: 422 });
}
