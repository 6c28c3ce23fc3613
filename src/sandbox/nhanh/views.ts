import { lineTotal, type Store } from './store.ts';
import type { SimBill, SimCategory, SimCustomer, SimLine, SimOrder, SimProduct } from './types.ts';

/** Rows as lists and webhooks of API 3.0 show them; the two differ. https://apidocs.nhanh.vn/v3 */

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function inventory({ available }: SimProduct): object {
  const depot = { remain: available, shipping: 0, holding: 0, damaged: 0, available };
  return { ...depot, transfering: 0, warranty: {}, depots: [{ id: 1, ...depot }] };
}

function productFields(product: SimProduct): object {
  const { id, parentId, code, barcode, name, price, image } = product;
  return {
    id,
    parentId,
    code,
    barcode,
    name,
    otherName: '',
    prices: { retail: price, import: 0, old: 0, wholesale: 0, avgCost: 0 },
    images: { avatar: image, others: [] },
    units: [],
    inventory: inventory(product),
    attributes: [],
    createdAt: seconds(product.createdAt),
    updatedAt: seconds(product.updatedAt),
  };
}

export function productRow(product: SimProduct): object {
  const { status, categoryId } = product;
  return { ...productFields(product), status, categoryId, brandId: null, type: 1 };
}

export function productHook(product: SimProduct, { categories }: Store): object {
  const category = categories.get(String(product.categoryId));
  return {
    ...productFields(product),
    status: String(product.status),
    category: { id: product.categoryId, code: category?.code ?? '', name: category?.name ?? '' },
    brand: [],
    type: { id: 1, name: 'Sản phẩm' },
  };
}

export function stockRow(product: SimProduct): object {
  return { id: product.id, typeId: 1, code: product.code, ...inventory(product) };
}

export function categoryRow({ id, parentId, code, name, order, status }: SimCategory): object {
  return { id, parentId, code, name, order, image: '', content: '', status };
}

function orderFields(order: SimOrder): { info: object; shippingAddress: object; channel: object } {
  const { id, depotId, type, status, description, privateDescription, returnFromId } = order;
  return {
    info: {
      id,
      depotId,
      type,
      status,
      description,
      privateDescription,
      returnFromId,
      createdAt: seconds(order.createdAt),
      updatedAt: seconds(order.updatedAt),
    },
    channel: { appOrderId: order.appOrderId, saleChannel: order.saleChannel },
    shippingAddress: {
      id: order.customerId,
      name: order.name,
      mobile: order.mobile,
      email: order.email,
      address: order.address,
    },
  };
}

/** Lists say a line's discount per unit, and its total. */
function lineFields(line: SimLine, product: SimProduct | undefined): object {
  const { quantity, price, discount } = line;
  return {
    code: product?.code ?? '',
    name: product?.name ?? '',
    quantity,
    price,
    priceAfterVAT: price,
    discount: quantity === 0 ? 0 : discount / quantity,
    discountAmount: discount,
    totalAmount: lineTotal(line),
  };
}

function toCollect({ lines, shipFee, transfer }: SimOrder): number {
  return lines.reduce((sum, line) => sum + lineTotal(line), shipFee - transfer);
}

export function orderRow(order: SimOrder, { products }: Store): object {
  const { info, ...rest } = orderFields(order);
  return {
    info: { ...info, createdById: 1, createdByName: 'Admin', handoverIds: [], tags: [] },
    ...rest,
    products: order.lines.map((line) => ({
      productId: line.productId,
      ...lineFields(line, products.get(String(line.productId))),
    })),
    carrier: { customerShipFee: order.shipFee, deliveryAt: null },
    payment: {
      usedPoints: [],
      discount: { percent: 0, amount: order.discount },
      transfer: { amount: order.transfer },
      codAmount: toCollect(order),
    },
    gifts: [],
  };
}

export function orderHook(order: SimOrder, { products }: Store): object {
  const { info, channel, shippingAddress } = orderFields(order);
  return {
    info: { ...info, createdBy: { id: 1, name: 'Admin' }, sale: [] },
    channel: { ...channel, trafficSource: [], appShopId: '' },
    shippingAddress,
    products: order.lines.map((line) => ({
      id: line.productId,
      ...lineFields(line, products.get(String(line.productId))),
    })),
    carrier: { sendCarrier: [], deliveryDate: '', customerShipFee: order.shipFee },
    payment: {
      discount: { type: 'cash', amount: order.discount },
      transfer: { amount: order.transfer },
      codAmount: toCollect(order),
    },
    ...(order.returnFromId > 0 && { originalOrder: { id: order.returnFromId } }),
  };
}

/** As API 2.0 sends it: flat, and without the customer and totals. https://apidocs.nhanh.vn/v2/webhooks/webhooks */
export function oldOrderHook({ id, appOrderId, depotId, lines }: SimOrder): object {
  const products = lines.map(({ productId, quantity, price }) => ({
    id: productId,
    quantity,
    price,
  }));
  return { orderId: id, shopOrderId: appOrderId, status: 'New', depotId, products };
}

export function customerRow(customer: SimCustomer): object {
  const { updatedAt, ...fields } = customer;
  return {
    ...fields,
    type: 1,
    code: '',
    level: [],
    group: [],
    totalAmount: 0,
    updatedAt: seconds(updatedAt),
  };
}

export function billRow(bill: SimBill, { products }: Store): object {
  const amount = bill.lines.reduce((sum, line) => sum + lineTotal(line), 0);
  const { id, type, mode, orderId, depotId } = bill;
  return {
    id,
    type,
    mode,
    orderId,
    depotId,
    date: dayOf(bill.createdAt),
    related: { type: 0, parentId: bill.parentId, billId: 0 },
    customer: { id: bill.customerId, name: bill.name, mobile: bill.mobile, address: '' },
    created: { id: 1, name: 'Admin', createdAt: seconds(bill.createdAt) },
    sale: [],
    products: bill.lines.map((line) => ({
      id: line.productId,
      ...lineFields(line, products.get(String(line.productId))),
      amount: lineTotal(line),
    })),
    payment: { amount, customerAmount: amount, discount: bill.discount, points: 0, usedPoints: [] },
    description: '',
    tags: [],
  };
}

/** Days are Vietnam's. */
export function dayOf(ms: number): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(ms);
  return moment.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString();
}
