/** An order of ours, as it is added to Nhanh; amounts in dong. https://apidocs.nhanh.vn/v3/order/add */
export type NewNhanhOrder = {
  /** Ours, never used before: Nhanh refuses a second one of the same app. */
  appOrderId: string;
  /** Where goods are reserved; null leaves that to the shop. */
  depot: string | null;
  /** Nhanh finds the customer by the phone, and makes one where there is none. */
  customer: { name: string; phone: string; email?: string; address?: string };
  /** `product` is Nhanh's id; `discount` is of the whole line. At most 500. */
  lines: readonly { product: string; quantity: number; price: number; discount: number }[];
  /** Of the whole order, on top of the lines'. */
  discount: number;
  shipFee?: number;
  /** Paid before by transfer. */
  transfer?: number;
  description?: string;
};

/** Only what is given changes. https://apidocs.nhanh.vn/v3/order/edit */
export type NhanhOrderEdit = {
  id: string;
  status?: NhanhEditStatus;
  description?: string;
  privateDescription?: string;
};
/** Confirmed, delivered, cancelled by the customer, cancelled by the system, returned. */
type NhanhEditStatus = 56 | 60 | 63 | 64 | 72;

/** https://apidocs.nhanh.vn/v3/customer/add */
export type NewNhanhCustomer = {
  name: string;
  phone: string;
  email?: string;
  gender?: 'male' | 'female';
  /** ISO date. */
  birthday?: string;
  address?: string;
  description?: string;
};

/** Delivered to the buyer. https://apidocs.nhanh.vn/v3/modelconstant */
const DELIVERY = 1;
const NEW = 54;
/** What the order says it comes from. */
const SOURCE = 'CNV Loyalty';

export function orderBody(order: NewNhanhOrder): object {
  const { customer, depot, shipFee, transfer, description } = order;
  return {
    info: {
      type: DELIVERY,
      status: NEW,
      ...(depot !== null && { depotId: Number(depot) }),
      ...(description !== undefined && { description }),
    },
    channel: { appOrderId: order.appOrderId, sourceName: SOURCE },
    shippingAddress: {
      name: customer.name,
      mobile: customer.phone,
      ...(customer.email !== undefined && { email: customer.email }),
      ...(customer.address !== undefined && { address: customer.address }),
      locationVersion: 'v1',
    },
    ...(shipFee !== undefined && { carrier: { customerShipFee: shipFee } }),
    products: order.lines.map(({ product, ...line }) => ({ id: Number(product), ...line })),
    payment: {
      discountAmount: order.discount,
      discountType: 'cash',
      ...(transfer !== undefined && { transferAmount: transfer }),
    },
  };
}

/** Nhanh takes an empty value for "erase this", so only what changes is sent. */
export function editBody({ id, ...changes }: NhanhOrderEdit): object {
  return { info: { id: Number(id), ...changes } };
}

export function customerBody(customer: NewNhanhCustomer): object {
  const { phone, gender, ...rest } = customer;
  const code = gender === 'male' ? 1 : 2;
  return { ...rest, mobile: phone, ...(gender !== undefined && { gender: code }) };
}
