import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compactDate,
  type ReceiptDraft,
  receiptPayload,
} from '../../../src/clients/peak/payload.ts';

const DRAFT: ReceiptDraft = {
  reference: 'page365:12045',
  code: null,
  issued: '2026-02-07',
  contact: { id: '00000000-0000-4000-8000-0000000000aa', code: 'PG365' },
  tags: ['page365:12045'],
  remark: 'Page365 12045',
  taxInvoice: true,
  vat: 'inclusive',
  discount: 2_000,
  lines: [
    { booked: { product: 'P00012' }, description: 'Cotton tee / M', quantity: 2, price: 25_000 },
    { booked: { account: '410101' }, description: 'Shipping', quantity: 1, price: 5_000 },
  ],
  payment: {
    date: '2026-02-05',
    method: { id: '00000000-0000-4000-8000-0000000000bb', code: 'BSV003' },
    amount: 53_000,
  },
};

describe('the payload of a receipt', () => {
  it('is what PEAK documents for a cash sale with VAT inside', () => {
    assert.deepEqual(receiptPayload(DRAFT), {
      reference: 'page365:12045',
      issuedDate: '20260207',
      dueDate: '20260207',
      contact: { id: '00000000-0000-4000-8000-0000000000aa', code: 'PG365' },
      tags: ['page365:12045'],
      remark: 'Page365 12045',
      istaxInvoice: 1,
      taxStatus: 1,
      discountTotal: 20,
      products: [
        {
          productCode: 'P00012',
          description: 'Cotton tee / M',
          quantity: 2,
          price: 250,
          discount: 0,
          vatType: 3,
        },
        {
          accountCode: '410101',
          description: 'Shipping',
          quantity: 1,
          price: 50,
          discount: 0,
          vatType: 3,
        },
      ],
      paidPayments: {
        paymentDate: '20260205',
        payments: [
          {
            paymentMethod: { id: '00000000-0000-4000-8000-0000000000bb', code: 'BSV003' },
            amount: 530,
          },
        ],
      },
    });
  });

  it('says how prices stand to the VAT, and names its number only when it has one', () => {
    const exclusive = receiptPayload({ ...DRAFT, vat: 'exclusive', code: 'PG365-12045' });
    const none = receiptPayload({ ...DRAFT, vat: 'none', taxInvoice: false });

    assert.deepEqual([exclusive['taxStatus'], exclusive['code']], [0, 'PG365-12045']);
    assert.deepEqual([none['istaxInvoice'], 'code' in none], [0, false]);
    assert.match(JSON.stringify(none['products']), /"vatType":1.*"vatType":1/);
  });

  it('never writes more than two decimals', () => {
    for (let satang = 0; satang < 10_000; satang += 1) {
      const { discountTotal } = receiptPayload({ ...DRAFT, discount: satang });
      assert.match(String(discountTotal), /^\d+(?:\.\d{1,2})?$/);
    }
  });

  it('refuses years of the Buddhist calendar and what is no date', () => {
    assert.throws(() => compactDate('2569-02-07'), /Gregorian/);
    assert.throws(() => compactDate('2026-02-30'), RangeError);
  });
});
