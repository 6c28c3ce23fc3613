import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Bill } from '../../../src/clients/page365/schema.ts';
import type { ReceiptDraft } from '../../../src/clients/peak/payload.ts';
import { ReceiptOptions } from '../../../src/features/receipts/options.ts';
import { buildReceipt, type Refusal } from '../../../src/features/receipts/receipt.ts';
import { vatOnTop } from '../../../src/features/receipts/vat.ts';
import { billOf, lineOf, optionsOf, PAID_AT } from '../../support/bills.ts';

const contact = { id: 'contact-1', code: 'PG365-LINE' };

type Change = { bill?: Partial<Bill>; options?: Partial<ReceiptOptions>; seen?: number | null };

function build({ bill = {}, options = {}, seen = null }: Change = {}) {
  return buildReceipt({
    bill: billOf(bill),
    options: optionsOf(options),
    contact,
    shippedSeen: seen,
  });
}

function receiptOf(change: Change = {}): ReceiptDraft {
  const built = build(change);
  assert.ok('receipt' in built, JSON.stringify(built));
  return built.receipt;
}

function refusalOf(change: Change): Refusal {
  const built = build(change);
  assert.ok('refusal' in built, JSON.stringify(built));
  return built.refusal;
}

/** What PEAK makes of a draft. */
function countedByPeak({ lines, discount, vat }: ReceiptDraft): number {
  const net = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0) - discount;
  return vat === 'exclusive' ? net + vatOnTop(net) : net;
}

function instant(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

describe('the receipt of a bill', () => {
  it('has the goods, the shipping as a line, the discount and the payment', () => {
    assert.deepEqual(build(), {
      vat: 3_467,
      receipt: {
        reference: 'page365:12045',
        code: null,
        issued: '2026-02-05',
        contact,
        tags: ['page365:12045'],
        remark: 'Page365 12045',
        taxInvoice: true,
        vat: 'inclusive',
        discount: 2_000,
        lines: [
          {
            booked: { account: '410101' },
            description: 'Cotton tee / M',
            quantity: 2,
            price: 25_000,
          },
          {
            booked: { account: '410107' },
            description: 'ค่าจัดส่ง',
            quantity: 1,
            price: 5_000,
          },
        ],
        payment: {
          date: '2026-02-05',
          method: { id: 'method-7', code: 'BSV002' },
          amount: 53_000,
        },
      },
    });
  });

  it('has no shipping line where nothing was asked for shipping', () => {
    const bill = { shipping: 0, total: 48_000, paid: 48_000 };

    assert.equal(receiptOf({ bill, options: { shippingAccount: '' } }).lines.length, 1);
  });

  it('believes the bill about its VAT, or the settings', () => {
    const onTop = { vatIncluded: false, vat: 3_710, total: 56_710, paid: 56_710 };
    const none = { vatIncluded: false, vat: 0 };

    const modes = [
      receiptOf(),
      receiptOf({ bill: onTop }),
      receiptOf({ bill: none }),
      receiptOf({ bill: none, options: { vat: 'inclusive' } }),
      receiptOf({ options: { vat: 'none' } }),
    ].map(({ vat, taxInvoice }) => [vat, taxInvoice]);

    assert.deepEqual(modes, [
      ['inclusive', true],
      ['exclusive', true],
      ['none', false],
      ['inclusive', true],
      ['none', false],
    ]);
  });

  it('is of the day it was paid in Bangkok, to the second', () => {
    const before = receiptOf({ bill: { paidAt: instant('2026-01-31T23:59:59+07:00') } });
    const after = receiptOf({ bill: { paidAt: instant('2026-02-01T00:00:00+07:00') } });

    assert.deepEqual([before.issued, before.payment.date], ['2026-01-31', '2026-01-31']);
    assert.deepEqual([after.issued, after.payment.date], ['2026-02-01', '2026-02-01']);
  });

  it('is of the day it was first seen shipped where the settings say so, else of the day it was paid', () => {
    const options = { date: 'shipped' } as const;

    const seen = receiptOf({ options, seen: instant('2026-03-01T00:30:00+07:00') });
    const older = receiptOf({ options });

    assert.deepEqual([seen.issued, seen.payment.date], ['2026-03-01', '2026-02-05']);
    assert.equal(older.issued, '2026-02-05');
  });

  it('is numbered by PEAK, or by the bill', () => {
    const options = { numbering: 'bill', numberPrefix: 'PG-' } as const;

    assert.equal(receiptOf().code, null);
    assert.equal(receiptOf({ options }).code, 'PG-12045');
  });

  it('names products where goods are booked as products', () => {
    const [goods, shipping] = receiptOf({ options: { goods: 'product' } }).lines;

    assert.deepEqual(goods?.booked, { named: 'Cotton tee', code: 'TEE-M', account: '410101' });
    assert.deepEqual(shipping?.booked, { account: '410107' });
  });

  const refused: [string, Change, Refusal][] = [
    ['no day of payment was entered', { bill: { paidAt: null } }, { reason: 'NO_PAYMENT_DETAIL' }],
    ['no bank account was entered', { bill: { account: null } }, { reason: 'NO_PAYMENT_DETAIL' }],
    [
      'one satang is missing',
      { bill: { paid: 52_999 } },
      { reason: 'AMOUNT_MISMATCH', paid: 52_999, total: 53_000, difference: 1 },
    ],
    [
      'one satang too much was paid',
      { bill: { paid: 53_001 } },
      { reason: 'AMOUNT_MISMATCH', paid: 53_001, total: 53_000, difference: 1 },
    ],
    [
      'it comes to nothing',
      { bill: { lines: [], discount: 0, shipping: 0, total: 0, paid: 0 } },
      { reason: 'ZERO_TOTAL' },
    ],
    [
      'lines, discount and shipping do not make its total',
      { bill: { shipping: 4_999 } },
      { reason: 'TOTAL_DOES_NOT_ADD_UP', made: 52_999, total: 53_000, difference: 1 },
    ],
    [
      'VAT on top would come to something else',
      { options: { vat: 'exclusive' } },
      { reason: 'TOTAL_DOES_NOT_ADD_UP', made: 56_710, total: 53_000, difference: 3_710 },
    ],
    [
      'VAT on top of the bill is to be called inside',
      {
        bill: { vatIncluded: false, vat: 3_710, total: 56_710, paid: 56_710 },
        options: { vat: 'inclusive' },
      },
      { reason: 'TOTAL_DOES_NOT_ADD_UP', made: 53_000, total: 56_710, difference: 3_710 },
    ],
    [
      'a line is not so many times its price',
      { bill: { lines: [{ ...lineOf(3, 16_667), subtotal: 50_000 }] } },
      { reason: 'STRANGE_LINE', line: 'Cotton tee' },
    ],
    [
      'no payment method was chosen for its bank account',
      { bill: { account: { id: 'constructor', number: '', name: '', bank: '' } } },
      { reason: 'PAYMENT_METHOD_UNMAPPED', account: 'constructor' },
    ],
    [
      'no account was chosen for shipping',
      { options: { shippingAccount: '' } },
      { reason: 'ACCOUNT_UNMAPPED', account: 'shipping' },
    ],
  ];
  for (const [why, change, refusal] of refused)
    it(`is refused when ${why}`, () => {
      assert.deepEqual(refusalOf(change), refusal);
    });

  it('always comes to exactly the total of the bill, or is refused', () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: 99 }), price: satang(500_000) });
    const bills = fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 12 }),
      discount: satang(20_000),
      shipping: satang(20_000),
      vat: fc.constantFrom('inclusive', 'exclusive', 'none'),
      off: fc.constantFrom(0, 0, 0, 1, -1),
    });

    fc.assert(
      fc.property(bills, ({ lines, discount, shipping, vat, off }) => {
        const goods = lines.map(({ quantity, price }) => lineOf(quantity, price));
        const net = goods.reduce((sum, { subtotal }) => sum + subtotal, 0) - discount + shipping;
        const right = vat === 'exclusive' ? net + vatOnTop(net) : net;
        const total = right + off;
        const bill = billOf({ lines: goods, discount, shipping, total, paid: total });

        const built = buildReceipt({
          bill,
          options: optionsOf({ vat }),
          contact,
          shippedSeen: PAID_AT,
        });

        if ('refusal' in built) return assert.ok(off !== 0 || total <= 0, built.refusal.reason);
        assert.equal(off, 0);
        assert.equal(countedByPeak(built.receipt), total);
        assert.equal(built.receipt.payment.amount, total);
        assert.ok(Number.isSafeInteger(built.vat) && built.vat >= 0);
      }),
      { numRuns: 500 },
    );
  });
});

function satang(max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max });
}
