import type { HookEvent } from './rules.ts';
import { customerFor, spread, type Store } from './store.ts';
import type {
  ShopHands,
  SimBill,
  SimCategory,
  SimCustomer,
  SimOrder,
  SimProduct,
} from './types.ts';
import { orderHook, productHook, stockRow } from './views.ts';

export type Shop = { store: Store; hands: ShopHands };

/** Tells every app that the business granted. `old` is the shape of API 2.0. */
export type Tell = (business: string, event: HookEvent, data: unknown, old?: SimOrder) => void;

/** What people do in one shop. */
export function createShop(store: Store, { now, tell }: { now(): number; tell: Tell }): Shop {
  const parts = { store, now, tell: tellOf(store, tell) };
  const hands: ShopHands = {
    ...productHands(parts),
    ...orderHands(parts),
    ...buyerHands(parts),
    products: () => store.products.all().filter(({ id }) => !store.removed.has(id)),
    categories: store.categories.all,
    orders: () => store.orders.all().filter(({ deletedAt }) => deletedAt === null),
    customers: store.customers.all,
    bills: store.bills.all,
  };
  return { store, hands };
}

type Parts = { store: Store; now(): number; tell: ReturnType<typeof tellOf> };

function tellOf(store: Store, tell: Tell) {
  const { id } = store.business;
  return {
    product: (event: HookEvent, product: SimProduct) =>
      tell(id, event, productHook(product, store)),
    order: (event: HookEvent, order: SimOrder) => tell(id, event, orderHook(order, store), order),
    gone: (event: HookEvent, row: number) => tell(id, event, [row]),
    stock: (product: SimProduct) => tell(id, 'inventoryChange', stockRow(product)),
  };
}

type ProductHands = Pick<
  ShopHands,
  'addProduct' | 'editProduct' | 'removeProduct' | 'setStock' | 'addCategory'
>;

function productHands({ store, now, tell }: Parts): ProductHands {
  const { products, categories, removed, nextId } = store;
  return {
    addProduct(given) {
      const id = given.id ?? nextId();
      const fresh = { id, code: `SP${id}`, createdAt: now(), updatedAt: now() };
      const product = products.put(String(id), { ...PRODUCT, ...fresh, ...given });
      tell.product('productAdd', product);
      return product;
    },
    editProduct(id, change) {
      const product = products.edit(String(id), { ...change, updatedAt: now() });
      tell.product('productUpdate', product);
      return product;
    },
    removeProduct(id) {
      removed.add(products.need(String(id)).id);
      tell.gone('productDelete', id);
    },
    setStock: (id, available) => tell.stock(products.edit(String(id), { available })),
    addCategory(given) {
      const id = given.id ?? nextId();
      const category = { parentId: 0, code: `N${id}`, order: 0, status: 1 as const, ...given, id };
      return categories.put(String(id), category satisfies SimCategory);
    },
  };
}

const PRODUCT: Omit<SimProduct, 'id' | 'createdAt' | 'updatedAt'> = {
  parentId: -1,
  code: '',
  barcode: '',
  name: '',
  status: 2,
  categoryId: 0,
  price: 50_000,
  image: '',
  available: 100,
};

type OrderHands = Pick<ShopHands, 'addOrder' | 'editOrder' | 'returnPartly' | 'removeOrder'>;

function orderHands({ store, now, tell }: Parts): OrderHands {
  const { orders, nextId } = store;

  function put(given: Parameters<ShopHands['addOrder']>[0]): SimOrder {
    const id = given.id ?? nextId();
    const whole = { ...ORDER, createdAt: now(), updatedAt: now(), ...given, id };
    const { id: customerId } = customerFor(store, whole, now());
    const lines = spread(whole.lines, whole.discount);
    return orders.put(String(id), { ...whole, lines, customerId });
  }

  return {
    addOrder(given) {
      const order = put(given);
      tell.order('orderAdd', order);
      return order;
    },
    editOrder(id, change) {
      const order = orders.edit(String(id), { ...change, updatedAt: now() });
      tell.order('orderUpdate', order);
      return order;
    },
    returnPartly(id, lines) {
      const { name, mobile, depotId } = orders.need(String(id));
      const back = put({ name, mobile, depotId, lines, type: 16, status: 74, returnFromId: id });
      tell.order('orderPartialReturn', back);
      return back;
    },
    removeOrder(id) {
      orders.edit(String(id), { deletedAt: now() });
      tell.gone('orderDelete', id);
    },
  };
}

const ORDER: Omit<SimOrder, 'id' | 'name' | 'mobile' | 'lines' | 'createdAt' | 'updatedAt'> = {
  appId: '',
  appOrderId: '',
  depotId: 1,
  type: 1,
  status: 54,
  saleChannel: 1,
  returnFromId: 0,
  customerId: 0,
  email: '',
  address: '',
  description: '',
  privateDescription: '',
  discount: 0,
  shipFee: 0,
  transfer: 0,
  deletedAt: null,
};

type BuyerHands = Pick<ShopHands, 'addCustomer' | 'editCustomer' | 'addBill'>;

/** Neither customers nor bills have a webhook. */
function buyerHands({ store, now }: Parts): BuyerHands {
  const { customers, bills, nextId } = store;
  return {
    addCustomer(given) {
      const id = given.id ?? nextId();
      const customer: SimCustomer = { ...CUSTOMER, updatedAt: now(), ...given, id };
      return customers.put(String(id), customer);
    },
    editCustomer: (id, change) => customers.edit(String(id), { ...change, updatedAt: now() }),
    addBill(given) {
      const id = given.id ?? nextId();
      const buyer = { name: given.name, mobile: given.mobile, email: '', address: '' };
      const { id: customerId } = customerFor(store, buyer, now());
      const bill: SimBill = { ...BILL, createdAt: now(), customerId, ...given, id };
      return bills.put(String(id), bill);
    },
  };
}

const CUSTOMER: Omit<SimCustomer, 'id' | 'name' | 'mobile' | 'updatedAt'> = {
  email: '',
  gender: 0,
  birthday: '',
  address: '',
  points: 0,
};

const BILL: Omit<SimBill, 'id' | 'name' | 'mobile' | 'lines' | 'customerId' | 'createdAt'> = {
  type: 2,
  mode: 2,
  orderId: 0,
  parentId: 0,
  depotId: 1,
  discount: 0,
};
