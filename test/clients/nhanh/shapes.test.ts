import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NhanhBill } from '../../../src/clients/nhanh/bill.ts';
import { NhanhCustomer } from '../../../src/clients/nhanh/customer.ts';
import { NhanhOrder } from '../../../src/clients/nhanh/order.ts';
import { NhanhCategory, NhanhProduct } from '../../../src/clients/nhanh/product.ts';

const INFO = { id: 9001, depotId: 12, type: 1, status: 60, createdAt: 100, updatedAt: 200 };
const BUYER = { id: '77', name: 'Trần A', mobile: 84900000001, email: '', address: 'Hà Nội' };

const LISTED_ORDER = {
  info: { ...INFO, createdById: 5, createdByName: 'Admin', handoverIds: [] },
  channel: { appOrderId: 'CNV-1001', saleChannel: 10, marketting: [] },
  shippingAddress: BUYER,
  products: [
    {
      productId: 555001,
      code: 'TRA',
      name: 'Trà',
      quantity: 2,
      price: 50_000,
      discount: 5_000,
      discountAmount: 10_000,
      totalAmount: 90_000,
    },
  ],
  carrier: { customerShipFee: 15_000 },
  payment: { usedPoints: [], discount: { percent: 0, amount: 0 }, codAmount: 105_000 },
  gifts: [],
};

const HOOKED_ORDER = {
  info: { ...INFO, createdBy: { id: 5, name: 'Admin' }, sale: [] },
  channel: { appOrderId: 'CNV-1001', saleChannel: 10, trafficSource: [], appShopId: '' },
  shippingAddress: BUYER,
  products: [
    {
      id: 555001,
      code: 'TRA',
      name: 'Trà',
      quantity: 2,
      price: 50_000,
      discount: 5_000,
      vat: [],
      gifts: [],
    },
  ],
  carrier: { sendCarrier: [], deliveryDate: '', customerShipFee: 15_000 },
  payment: { discount: { type: 'cash', amount: 0 }, codAmount: 105_000 },
};

describe('an order', () => {
  it('reads the same from a list and from a webhook', () => {
    const listed = NhanhOrder.parse(LISTED_ORDER);
    const hooked = NhanhOrder.parse(HOOKED_ORDER);

    assert.deepEqual(hooked, listed);
    assert.equal(listed.total, 90_000);
    assert.equal(listed.customer.phone, '0900000001');
    assert.equal(listed.updatedAt, 200_000);
  });

  it('leaves what was not said null', () => {
    const order = NhanhOrder.parse({ info: { id: '9001', status: 63 } });

    assert.equal(order.status, 63);
    assert.equal(order.customer.phone, null);
    assert.equal(order.total, null);
    assert.equal(order.appOrderId, null);
    assert.deepEqual(order.lines, []);
  });

  it('names the order that it gives back', () => {
    const returned = { ...HOOKED_ORDER, originalOrder: { id: 8000 } };

    assert.equal(NhanhOrder.parse(returned).returnOf, '8000');
    assert.equal(NhanhOrder.parse({ info: { ...INFO, returnFromId: 8000 } }).returnOf, '8000');
    assert.equal(NhanhOrder.parse(LISTED_ORDER).returnOf, null);
  });

  it('has no total while a line has none', () => {
    const products = [{ productId: 1, quantity: 1, price: 10 }, { productId: 2 }];

    assert.equal(NhanhOrder.parse({ ...LISTED_ORDER, products }).total, null);
  });
});

const SAME_PRODUCT = {
  id: 555001,
  parentId: 555000,
  code: 'TRA-M',
  barcode: '',
  name: 'Trà M',
  prices: { retail: 50_000, old: 0, wholesale: 40_000 },
  images: { avatar: 'https://cdn.test/a.jpg', others: ['https://cdn.test/b.jpg'] },
  inventory: { remain: 9, available: '7', depots: [] },
  createdAt: 100,
  updatedAt: 200,
};

describe('a product', () => {
  it('reads the same from a list and from a webhook', () => {
    const listed = NhanhProduct.parse({
      ...SAME_PRODUCT,
      status: 2,
      categoryId: 31,
      brandId: 4,
      units: { name: 'hộp' },
    });
    const hooked = NhanhProduct.parse({
      ...SAME_PRODUCT,
      status: 'Active',
      category: { id: 31, code: 'N1', name: 'Trà' },
      brand: [],
      units: { name: 'hộp' },
    });

    assert.deepEqual(hooked, listed);
    assert.equal(listed.parent, '555000');
    assert.equal(listed.available, 7);
    assert.equal(listed.status, 2);
    assert.equal(listed.unit, 'hộp');
  });

  it('tells children, parents and those that stand alone apart', () => {
    const kinds = [555000, -1, -2].map((parentId) => {
      const { parent, isParent } = NhanhProduct.parse({ id: 1, parentId });
      return { parent, isParent };
    });

    assert.deepEqual(kinds, [
      { parent: '555000', isParent: false },
      { parent: null, isParent: false },
      { parent: null, isParent: true },
    ]);
  });

  it('leaves what was not said null', () => {
    const product = NhanhProduct.parse({ id: '1', images: [], prices: [], inventory: [] });

    assert.equal(product.price, null);
    assert.equal(product.available, null);
    assert.equal(product.category, null);
    assert.equal(product.name, null);
  });
});

describe('a category', () => {
  it('at the top has no parent', () => {
    const [top, child] = [0, 31].map((parentId) =>
      NhanhCategory.parse({ id: 32, parentId, name: 'Trà', status: 1 }),
    );

    assert.equal(top?.parent, null);
    assert.equal(child?.parent, '31');
  });
});

describe('a retail bill', () => {
  it('is a sale when goods go out and a return when they come in', () => {
    const kinds = [2, 1].map((type) => NhanhBill.parse({ id: 1, type, mode: 2 }).kind);

    assert.deepEqual(kinds, ['sale', 'return']);
  });

  it('has a buyer with one phone and lines with totals', () => {
    const bill = NhanhBill.parse({
      id: 4001,
      type: 2,
      date: '2026-11-25',
      customer: { id: 77, name: 'Trần A', mobile: '+84900000001' },
      created: { createdAt: 300 },
      products: [{ id: 555001, quantity: 2, price: 50_000, amount: 90_000, imei: [] }],
      payment: { amount: 90_000, usedPoints: [] },
    });

    assert.equal(bill.customer.phone, '0900000001');
    assert.equal(bill.createdAt, 300_000);
    assert.equal(bill.total, 90_000);
    assert.equal(bill.lines[0]?.total, 90_000);
  });
});

describe('a customer', () => {
  it('has the phone in its one spelling, beside what was typed', () => {
    const customer = NhanhCustomer.parse({
      id: 77,
      name: 'Trần A',
      mobile: 900000001,
      gender: '2',
      birthday: '1990-05-01',
      level: [],
    });

    assert.equal(customer.phone, '0900000001');
    assert.equal(customer.mobile, '900000001');
    assert.equal(customer.gender, 'female');
    assert.equal(customer.birthday, '1990-05-01');
    assert.equal(customer.level, null);
  });
});
