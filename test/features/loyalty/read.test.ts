import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CnvOrder } from '../../../src/clients/cnv/schema.ts';
import { NhanhBill } from '../../../src/clients/nhanh/bill.ts';
import { NhanhCustomer } from '../../../src/clients/nhanh/customer.ts';
import { NhanhOrder } from '../../../src/clients/nhanh/order.ts';
import { NhanhProduct } from '../../../src/clients/nhanh/product.ts';
import { customerContent, productContent } from '../../../src/features/loyalty/drafts.ts';
import { readHubOrder } from '../../../src/features/loyalty/hub-order.ts';
import { saleOfBill, saleOfOrder, saleStatus } from '../../../src/features/loyalty/sale.ts';

const LINE = { productId: 11, quantity: 2, price: 50_000, totalAmount: 90_000, name: 'Trà' };

function order({ info = {}, channel = {}, buyer = {}, products = [LINE] }: Given = {}): NhanhOrder {
  return NhanhOrder.parse({
    info: { id: 9001, status: 54, createdAt: 1_795_300_000, ...info },
    channel,
    shippingAddress: { id: 77, name: 'Trần Mai', mobile: '0901234567', ...buyer },
    products,
  });
}
type Given = { info?: object; channel?: object; buyer?: object; products?: object[] };

function outcomeOf(read: ReturnType<typeof saleOfOrder>): string {
  return 'sale' in read ? 'sale' : `${read.act} ${read.reason}`;
}

describe('a sale of Nhanh', () => {
  const cases: readonly (readonly [string, Given, string])[] = [
    ['an order to deliver', {}, 'sale'],
    ['an order without a type', { info: { type: null } }, 'sale'],
    ['a partial return', { info: { type: 16 } }, 'hold return-not-known'],
    ['a return', { info: { type: 14 } }, 'hold return-not-known'],
    ['a quotation', { info: { type: 10 } }, 'skip not-a-sale'],
    ['a transfer between depots', { info: { type: 15 } }, 'skip not-a-sale'],
    ['one without a number', { buyer: { mobile: '' } }, 'skip no-buyer'],
    ['one with a number that is none', { buyer: { mobile: '12' } }, 'hold phone-unreadable'],
    ['one without lines', { products: [] }, 'hold no-lines'],
    [
      'one whose line has no product',
      { products: [{ ...LINE, productId: 0 }] },
      'hold total-unknown',
    ],
    [
      'one whose line has no price',
      { products: [{ productId: 11, quantity: 1 }] },
      'hold total-unknown',
    ],
  ];
  for (const [name, given, wanted] of cases)
    it(`is read from ${name}`, () => {
      assert.equal(outcomeOf(saleOfOrder(order(given))), wanted);
    });

  it('knows which of its own CNV gets back', () => {
    const read = saleOfOrder(order({ channel: { appOrderId: 'cnv:500001' } }));

    assert.ok('sale' in read);
    assert.deepEqual([read.sale.cnv, read.sale.ref], ['500001', 'nhanh:9001']);
  });

  it('is matched by phone however that is written', () => {
    const phones = ['0901234567', '84901234567', '+84 901 234 567'].map((mobile) => {
      const read = saleOfOrder(order({ buyer: { mobile } }));
      return 'sale' in read ? read.sale.phone : null;
    });

    assert.deepEqual(new Set(phones), new Set(['0901234567']));
  });

  it('is complete, cancelled or returned when Nhanh says so, and open on the way', () => {
    const statuses = [54, 59, 71, 58, 60, 61, 63, 64, 68, 72, 74, 999, null].map(saleStatus);

    const open = ['open', 'open', 'open', 'open'];
    const ended = ['complete', 'cancelled', 'cancelled', 'cancelled', 'cancelled'];
    assert.deepEqual(statuses, [...open, ...ended, 'returned', 'returned', 'open', 'open']);
  });

  it('at the counter is no order’s, and its return is held', () => {
    const bill = (change: object): string =>
      outcomeOf(
        saleOfBill(
          NhanhBill.parse({
            id: 5,
            type: 2,
            customer: { name: 'Mai', mobile: '0901234567' },
            products: [{ id: 11, quantity: 1, price: 50_000, amount: 50_000 }],
            payment: { amount: 50_000 },
            ...change,
          }),
        ),
      );

    const read = [bill({}), bill({ orderId: 9 }), bill({ type: 1 })];

    assert.deepEqual(read, ['sale', 'skip of-an-order', 'hold return-not-known']);
  });
});

describe('what is written to CNV', () => {
  it('leaves out what Nhanh did not say', () => {
    const product = productContent(NhanhProduct.parse({ id: 11, name: 'Trà' }));

    assert.deepEqual(product, { ref: 'nhanh:11', name: 'Trà', active: true });
  });

  it('is the buyer as Nhanh knows them now, with the address in one line', () => {
    const customer = NhanhCustomer.parse({
      id: 77,
      name: 'Mai Mới',
      email: '',
      address: '12 Lê Lợi',
      gender: 2,
    });
    const read = saleOfOrder(order({ buyer: { email: 'mai@example.vn', address: 'cũ' } }));
    assert.ok('sale' in read);

    const content = customerContent(read.sale, customer);

    const rest = { email: 'mai@example.vn', gender: 'female', address: '12 Lê Lợi' };
    assert.deepEqual(content, { phone: '0901234567', name: 'Mai Mới', ...rest });
  });
});

describe('an order of CNV', () => {
  function read(change: object) {
    const line = { product_id: 1, quantity: 2, price: 50_000, total_discount: 10_000 };
    const customer = { phone: '+84901234567', last_name: 'Trần', first_name: 'Mai' };
    return readHubOrder(
      CnvOrder.parse({ id: 5, line_items: [line], total_price: 90_000, customer, ...change }),
    );
  }
  const outcome = (change: object): string => {
    const found = read(change);
    return 'order' in found ? `add ${found.order.discount}` : found.act;
  };
  const cases = [
    ['is added', {}, 'add 0'],
    ['is ours when it carries our reference', { ref_id: 'nhanh:9001' }, 'ours'],
    ['is left when it was cancelled before', { status: 'cancelled' }, 'skip'],
    [
      'may count its discount in its total',
      { total_discounts: 20_000, total_price: 70_000 },
      'add 20000',
    ],
    ['may count shipping in its total', { shipping_fee: 15_000, total_price: 105_000 }, 'add 0'],
    [
      'may count both',
      { shipping_fee: 15_000, total_discounts: 20_000, total_price: 85_000 },
      'add 20000',
    ],
    ['is held when its total does not add up', { total_price: 1 }, 'hold'],
    ['is held without a phone', { customer: {} }, 'hold'],
    ['is held without lines', { line_items: [] }, 'hold'],
  ] as const;
  for (const [name, change, wanted] of cases)
    it(name, () => {
      assert.equal(outcome(change), wanted);
    });
});
