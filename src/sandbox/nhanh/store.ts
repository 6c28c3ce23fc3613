import { createShelf, type Shelf } from '../web/shelf.ts';
import type {
  SimBill,
  SimBusiness,
  SimCategory,
  SimCustomer,
  SimLine,
  SimOrder,
  SimProduct,
} from './types.ts';

/** What one business has. */
export type Store = {
  business: SimBusiness;
  products: Shelf<SimProduct>;
  /** Ids of products that were deleted: they stay in old orders only. */
  removed: Set<number>;
  categories: Shelf<SimCategory>;
  orders: Shelf<SimOrder>;
  customers: Shelf<SimCustomer>;
  bills: Shelf<SimBill>;
  /** Ids grow, through all kinds of rows. */
  nextId(): number;
};

export function createStore(business: SimBusiness, changed: () => void): Store {
  let id = Number(business.id) * 10;
  return {
    business,
    products: createShelf<SimProduct>('product', changed),
    removed: new Set(),
    categories: createShelf<SimCategory>('category', changed),
    orders: createShelf<SimOrder>('order', changed),
    customers: createShelf<SimCustomer>('customer', changed),
    bills: createShelf<SimBill>('bill', changed),
    nextId: () => (id += 1),
  };
}

/** What a line costs. */
export function lineTotal({ quantity, price, discount }: SimLine): number {
  return quantity * price - discount;
}

/** The customer with this mobile number; one is made where there is none, as Nhanh does with every order. */
export function customerFor(
  { customers, nextId }: Store,
  { name, mobile, email, address }: Pick<SimOrder, 'name' | 'mobile' | 'email' | 'address'>,
  now: number,
): SimCustomer {
  const found = customers.all().find((customer) => customer.mobile === mobile);
  if (found !== undefined) return found;
  const id = nextId();
  return customers.put(String(id), {
    id,
    name,
    mobile,
    email,
    address,
    gender: 0,
    birthday: '',
    points: 0,
    updatedAt: now,
  });
}

/** A discount of the whole order is spread over its lines, by what they cost. https://apidocs.nhanh.vn/v3/order/add */
export function spread(lines: readonly SimLine[], discount: number): SimLine[] {
  const sum = lines.reduce((total, line) => total + lineTotal(line), 0);
  let left = Math.min(discount, sum);
  return lines.map((line, index) => {
    const last = index === lines.length - 1;
    const share = last ? left : Math.floor((discount * lineTotal(line)) / Math.max(sum, 1));
    left -= share;
    return { ...line, discount: line.discount + share };
  });
}
