import { z } from 'zod';
import { badFields, failed, type Failure, okAnswer } from './answers.ts';
import type { Shop } from './hands.ts';

/** What an app may write. https://apidocs.nhanh.vn/v3/order/add */

const Text = z.string().default('');
const Amount = z.number().default(0);

const NewOrder = z.object({
  info: z
    .object({
      depotId: Amount,
      type: z.number().default(1),
      status: z.union([z.literal(54), z.literal(55), z.literal(56), z.literal(57)]).default(54),
      description: Text,
    })
    .prefault({}),
  channel: z.object({ appOrderId: z.string().min(1) }),
  shippingAddress: z.object({
    name: z.string().min(1),
    mobile: z.string().min(9),
    email: Text,
    address: Text,
  }),
  carrier: z.object({ customerShipFee: Amount }).prefault({}),
  products: z
    .array(
      z.object({
        id: z.number(),
        price: z.number().min(0),
        quantity: z.number().positive(),
        discount: Amount,
      }),
    )
    .min(1)
    .max(500),
  payment: z.object({ discountAmount: Amount, transferAmount: Amount }).prefault({}),
});

const OrderEdit = z.object({
  info: z.object({
    id: z.number(),
    status: z.number().optional(),
    description: z.string().optional(),
    privateDescription: z.string().optional(),
  }),
});

const Customers = z
  .array(
    z.object({
      name: z.string().min(1),
      mobile: z.string().min(9),
      email: Text,
      gender: z.union([z.literal(1), z.literal(2)]).optional(),
      birthday: Text,
      address: Text,
    }),
  )
  .min(1)
  .max(100);

/** Confirmed, delivered, cancelled twice, returned. */
const TARGETS = new Set([56, 60, 63, 64, 72]);
/** Delivered and returned orders stay as they are. */
const FINAL = new Set([60, 72]);

export type Writing = { shop: Shop; appId: string; depots: readonly number[]; body: unknown };

/** Null for an action that writes nothing. */
export function writeAction(action: string, writing: Writing): Response | Failure | null {
  if (action === 'order/add') return addOrder(writing);
  if (action === 'order/edit') return editOrder(writing);
  return action === 'customer/add' ? addCustomers(writing) : null;
}

function addOrder({ shop, appId, depots, body }: Writing): Response | Failure {
  const asked = NewOrder.safeParse(body);
  if (!asked.success) return wrongFields(asked.error);
  const { info, channel, shippingAddress, products, payment, carrier } = asked.data;
  if (info.depotId !== 0 && depots.length > 0 && !depots.includes(info.depotId))
    return failed('ERR_INVALID_DEPOT_ID', 'Invalid depotId');
  const missing = products.findIndex(({ id }) => shop.store.products.get(String(id)) === undefined);
  if (missing !== -1) return badFields({ [`products.${missing}.id`]: 'Sản phẩm không tồn tại' });
  const isDouble = shop.store.orders
    .all()
    .some((order) => order.appId === appId && order.appOrderId === channel.appOrderId);
  if (isDouble) return badFields({ 'channel.appOrderId': 'appOrderId đã tồn tại' });
  const { id } = shop.hands.addOrder({
    ...info,
    ...shippingAddress,
    appId,
    appOrderId: channel.appOrderId,
    saleChannel: 10,
    lines: products.map(({ id, ...line }) => ({ productId: id, ...line })),
    discount: payment.discountAmount,
    transfer: payment.transferAmount,
    shipFee: carrier.customerShipFee,
  });
  return okAnswer({ id, trackingUrl: `https://nhanh.vn/tracking/${id}` });
}

function editOrder({ shop, body }: Writing): Response | Failure {
  const asked = OrderEdit.safeParse(body);
  if (!asked.success) return wrongFields(asked.error);
  const { id, status, description, privateDescription } = asked.data.info;
  const order = shop.store.orders.get(String(id));
  if (order === undefined || order.deletedAt !== null)
    return badFields({ 'info.id': 'Đơn hàng không tồn tại' });
  if (FINAL.has(order.status) || (status !== undefined && !TARGETS.has(status)))
    return badFields({ 'info.status': 'Không thể chuyển sang trạng thái này' });
  shop.hands.editOrder(id, {
    ...(status !== undefined && { status }),
    ...(description !== undefined && { description }),
    ...(privateDescription !== undefined && { privateDescription }),
  });
  return okAnswer({ id });
}

/** One with a number that is there already is changed: what Nhanh does is not said. */
function addCustomers({ shop, body }: Writing): Response | Failure {
  const asked = Customers.safeParse(body);
  if (!asked.success) return wrongFields(asked.error);
  const rows = asked.data.map((fields) => {
    const known = shop.store.customers.all().find(({ mobile }) => mobile === fields.mobile);
    const draft = { ...fields, gender: fields.gender ?? (0 as const) };
    return known === undefined
      ? shop.hands.addCustomer(draft)
      : shop.hands.editCustomer(known.id, draft);
  });
  return okAnswer(rows.map(({ id, mobile }) => ({ id, mobile })));
}

function wrongFields({ issues }: z.ZodError): Failure {
  const fields = issues.map(({ path, message }) => [path.join('.') || 'data', message]);
  return badFields(Object.fromEntries(fields));
}
