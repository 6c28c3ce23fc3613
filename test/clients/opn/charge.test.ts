import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  buyerWaits,
  type Method,
  partialRefundsLeft,
  refundDeadline,
  refundSupport,
  remaining,
} from '../../../src/clients/opn/charge.ts';

function card(brand: string, financing: string | null = null): Method {
  return { kind: 'card', brand, lastDigits: '4242', financing };
}

function baht(amount: number) {
  return { amount, currency: 'THB' };
}

describe('remaining', () => {
  for (const [captured, refunded, left] of [
    [100_000, 0, 100_000],
    [100_000, 30_000, 70_000],
    [50_000, 50_000, 0],
    [0, 0, 0],
  ] as const) {
    it(`is ${left} after ${refunded} of ${captured} went back`, () => {
      const money = remaining({ captured: baht(captured), refunded: baht(refunded) });

      assert.deepEqual(money, baht(left));
    });
  }
});

describe('partialRefundsLeft', () => {
  for (const [partiallyRefundable, count, left] of [
    [true, 0, 15],
    [true, 14, 1],
    [true, 15, 0],
    [true, 16, 0],
    [false, 0, 0],
  ] as const) {
    it(`is ${left} after ${count} where partial refunds are ${partiallyRefundable ? '' : 'not '}taken`, () => {
      const found = partialRefundsLeft({ partiallyRefundable, refunds: { count } });

      assert.equal(found, left);
    });
  }
});

describe('refundDeadline', () => {
  const paidAt = '2026-01-01T05:00:00Z';
  for (const [brand, at] of [
    ['Visa', '2027-01-01T05:00:00Z'],
    ['MasterCard', '2027-01-01T05:00:00Z'],
    ['UnionPay', '2027-01-01T05:00:00Z'],
    ['JCB', '2026-06-10T05:00:00Z'],
    ['American Express', '2026-06-10T05:00:00Z'],
    ['Diners Club', '2026-06-10T05:00:00Z'],
  ] as const) {
    it(`is ${at} for ${brand}`, () => {
      const deadline = refundDeadline({ method: card(brand), paidAt });

      assert.equal(deadline, at);
    });
  }

  it('is not known for other methods', () => {
    const deadline = refundDeadline({ method: { kind: 'source', type: 'truemoney' }, paidAt });

    assert.equal(deadline, null);
  });

  it('is not there before anything was captured', () => {
    const deadline = refundDeadline({ method: card('Visa'), paidAt: null });

    assert.equal(deadline, null);
  });
});

describe('buyerWaits', () => {
  for (const [method, waits] of [
    [card('Visa', 'credit'), 'next-statement'],
    [card('Visa', 'debit'), 'debit'],
    [card('Visa', 'prepaid'), 'card'],
    [card('Visa'), 'card'],
    [{ kind: 'source', type: 'shopeepay' }, 'unknown'],
  ] as const) {
    it(`is ${waits} for ${JSON.stringify(method)}`, () => {
      const found = buyerWaits(method);

      assert.equal(found, waits);
    });
  }
});

describe('refundSupport', () => {
  for (const [type, full, partial] of [
    ['card', 'yes', 'yes'],
    ['installment_bay', 'yes', 'no'],
    ['installment_wlb_kbank', 'yes', 'no'],
    ['promptpay', 'unclear', 'unclear'],
    ['truemoney_jumpapp', 'yes', 'no'],
    ['shopeepay', 'yes', 'yes'],
    ['alipayplus_mpm', 'yes', 'unclear'],
    ['mobile_banking_ocbc', 'yes', 'unclear'],
    ['mobile_banking_scb', 'unclear', 'unclear'],
    ['wechat_pay', 'no', 'no'],
    ['something_new', 'unclear', 'unclear'],
  ] as const) {
    it(`says ${full} in full and ${partial} in part for ${type}`, () => {
      const support = refundSupport(type);

      assert.equal(support.full, full);
      assert.equal(support.partial, partial);
    });
  }
});
