import type { Bill } from '../../src/clients/page365/schema.ts';
import { ReceiptOptions } from '../../src/features/receipts/options.ts';

export const PAID_AT = Temporal.Instant.from('2026-02-05T21:00:00+07:00').epochMilliseconds;

/** A good bill of ฿530.00: two shirts, ฿20 off, ฿50 shipping. */
export function billOf(change: Partial<Bill> = {}): Bill {
  return {
    id: '912045',
    number: 12_045,
    url: '',
    stage: 'shipped',
    stageWord: 'shipped',
    createdAt: PAID_AT - 3_000_000,
    paidAt: PAID_AT,
    subtotal: 50_000,
    discount: 2_000,
    shipping: 5_000,
    total: 53_000,
    paid: 53_000,
    vat: 3_467,
    vatIncluded: true,
    buyer: { id: '55', name: 'Demo Buyer', channel: 'LineAtCustomer' },
    account: { id: '7', number: '123-4-56789-0', name: '', bank: 'kbank' },
    lines: [lineOf(2, 25_000)],
    ...change,
  };
}

export function lineOf(quantity: number, price: number, name = 'Cotton tee'): Bill['lines'][0] {
  return { name, variant: 'M', sku: 'TEE-M', quantity, price, subtotal: quantity * price };
}

export function optionsOf(change: Partial<ReceiptOptions> = {}): ReceiptOptions {
  return ReceiptOptions.parse({
    salesAccount: '410101',
    shippingAccount: '410107',
    paymentMethods: { '7': { id: 'method-7', code: 'BSV002' }, '8': { id: 'method-8', code: '' } },
    ...change,
  });
}
