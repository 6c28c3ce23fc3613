import type { SimHubOrder, SimHubProduct, SimMember } from './types.ts';

/** Rows as CNV shows them: members as programs in use read them, orders and products as in Haravan. */

function iso(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}

/** Points are not reliable here, as in the real one: only the membership is. */
export function memberRow(member: SimMember): object {
  const [year, month, day] = member.birthday.split('-').map(Number);
  return {
    id: member.id,
    ref_id: member.ref,
    first_name: member.firstName,
    last_name: member.lastName,
    phone: member.phone,
    email: member.email,
    gender: member.gender || null,
    birthday_day: day ?? null,
    birthday_month: month ?? null,
    birthday_year: year || null,
    address: member.address,
    points: 0,
    created_at: iso(member.createdAt),
    updated_at: iso(member.updatedAt),
  };
}

export function membershipRow({ level, points }: SimMember): object {
  return { membership: { level_name: level, total_points: points, points, used_points: 0 } };
}

export function orderRow(order: SimHubOrder, member: SimMember | undefined): object {
  return {
    id: order.id,
    ref_id: order.ref,
    order_number: order.code,
    source: order.source,
    status: order.status,
    customer: member === undefined ? null : memberRow(member),
    address: order.address,
    line_items: order.lines.map(({ productId, title, quantity, price, discount }) => ({
      product_id: productId,
      title,
      quantity,
      price,
      total_discount: discount,
    })),
    total_price: order.total,
    total_discounts: order.discount,
    shipping_fee: order.shipFee,
    note: order.note,
    cancelled_at: order.status === 'cancelled' ? iso(order.updatedAt) : null,
    created_at: iso(order.createdAt),
    updated_at: iso(order.updatedAt),
  };
}

export function productRow(product: SimHubProduct): object {
  return {
    id: product.id,
    ref_id: product.ref,
    title: product.title,
    sku: product.sku,
    barcode: product.barcode,
    price: product.price,
    image: product.image,
    description: product.description,
    category_id: product.categoryId,
    status: product.status,
    created_at: iso(product.createdAt),
    updated_at: iso(product.updatedAt),
  };
}
