/** What the simulator decides where Opn publishes nothing, and the published limits it enforces. */
export const choices = {
  /** From payment to settlement, milliseconds: until then a full card refund is a void. Banks decide; about the same day. */
  settle: 12 * 3_600_000,
  /** How long a QR or redirect waits for the buyer, days; recorded between 1 and 7. */
  sourceDays: 7,
  /** Status of an authorisation whose hold lapsed: Opn's pages disagree between this and `reversed`. */
  lapsedStatus: 'expired',
  /** Rows of a page when more than the maximum is asked for. */
  maxLimit: 100,
} as const;

/** Days an authorisation holds; 29 in Japan. https://docs.omise.co/capture */
export function holdDays(country: string): number {
  return country === 'JP' ? 29 : 7;
}

/** Partial captures are for accounts of Omise Thailand. https://docs.omise.co/capture */
export const partialCaptureCountry = 'TH';

/** Smallest and largest charge in the smallest unit. https://docs.omise.co/currency-and-amount */
export const chargeLimits: Readonly<Record<string, readonly [min: number, max: number]>> = {
  THB: [2_000, 15_000_000],
  JPY: [100, 6_000_000],
  MYR: [100, 10_000_000],
  SGD: [100, 2_000_000],
};

/** Fee rates in hundredths of a percent. 3.65 % and 1.65 % with 7 % VAT were recorded; the rest is a choice. */
export const rates = { card: 365, promptpay: 165, other: 365, vat: 700 } as const;

/** Refunds of 365 days, 160 for these brands (in letters as the cards below name them). https://docs.omise.co/refunding-charges */
export const refundDays = {
  usual: 365,
  short: 160,
  shortBrands: ['JCB', 'American Express', 'Diners Club'],
};
export const maxRefunds = 15;

/** How the simulated account refunds each source type; what is in neither list is not refundable. Instalments: in full. */
const sourceRefunds = {
  partial: [
    'duitnow_obw',
    'duitnow_qr',
    'grabpay',
    'maybank_qr',
    'paynow',
    'shopeepay',
    'shopeepay_jumpapp',
  ],
  full: [
    'alipay',
    'alipay_cn',
    'alipay_hk',
    'atome',
    'boost',
    'dana',
    'gcash',
    'kakaopay',
    'mobile_banking_ocbc',
    'paypay',
    'rabbit_linepay',
    'touch_n_go',
    'truemoney',
    'truemoney_jumpapp',
    'truemoney_qr',
  ],
};

/** What a payment method allows at best; null is a card. Only cards are voided and disputed here. */
export function methodOf(sourceType: string | null): {
  refunds: 'none' | 'full' | 'partial';
  voids: boolean;
  disputes: boolean;
} {
  if (sourceType === null) return { refunds: 'partial', voids: true, disputes: true };
  return { refunds: refundsOf(sourceType), voids: false, disputes: false };
}

function refundsOf(sourceType: string): 'none' | 'full' | 'partial' {
  if (sourceRefunds.partial.includes(sourceType)) return 'partial';
  const inFull = sourceType.startsWith('installment_') || sourceRefunds.full.includes(sourceType);
  return inFull ? 'full' : 'none';
}
