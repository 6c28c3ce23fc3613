/** How far a value can be trusted: Opn's own pages say so, recordings suggest it, others claim it, nobody knows. */
type Grade = 'documented' | 'inferred' | 'low-trust' | 'unknown';
export type Guess<Value> = { value: Value; grade: Grade; why: string };

type Answer = 'yes' | 'no' | 'unclear';
export type RefundSupport = { full: Answer; partial: Answer; days: number | null };

const gatewayRefunds = "the vendor's WooCommerce gateway refunds it";
const gatewayDoesNot = "the vendor's WooCommerce gateway does not refund it";

/**
 * Everything about Opn that is not certain, in one place, so that a fact learned from a live account is one line to
 * change. Times are milliseconds unless the name says days.
 */
export const guesses = {
  settle: {
    value: 30_000,
    grade: 'unknown',
    why: 'how late an effect may appear after its answer was lost is not published; three write time-outs',
  },
  readTimeout: {
    value: 10_000,
    grade: 'unknown',
    why: 'no answer times are published; somebody is waiting for a read',
  },
  writeTimeout: {
    value: 10_000,
    grade: 'unknown',
    why: 'card networks usually answer within seconds; reading back settles the rest',
  },
  concurrency: {
    value: 4,
    grade: 'unknown',
    why: 'https://docs.omise.co/api-rate-limiting names limits per address and account, no numbers',
  },
  refundDays: {
    value: 365,
    grade: 'documented',
    why: 'https://docs.omise.co/refunding-charges: days after capture; other methods may be shorter',
  },
  shortRefundDays: {
    value: 160,
    grade: 'documented',
    why: 'https://docs.omise.co/refunding-charges: JCB, American Express, Diners Club',
  },
  shortRefundBrands: {
    value: ['jcb', 'amex', 'americanexpress', 'diners', 'dinersclub'],
    grade: 'inferred',
    why: "the brand's letters in lower case; recordings show only Visa, MasterCard and UnionPay",
  },
  maxRefunds: {
    value: 15,
    grade: 'documented',
    why: 'https://docs.omise.co/refunding-charges: partial refunds per charge',
  },
  holdDays: {
    value: { usual: 7, byCountry: new Map([['JP', 29]]) },
    grade: 'documented',
    why: 'https://docs.omise.co/capture (29 in Japan; the errors page says 30); expires_at wins',
  },
  lapsedStatuses: {
    value: ['expired', 'reversed'],
    grade: 'unknown',
    why: 'https://docs.omise.co/capture says reversed in Japanese, the status list suggests expired',
  },
  partialCaptureCountries: {
    value: ['TH'],
    grade: 'documented',
    why: 'https://docs.omise.co/capture: accounts of Omise Thailand, pre_auth charges, once',
  },
  voidNeedsFullAmount: {
    value: true,
    grade: 'inferred',
    why: 'https://docs.omise.co/refunds-api: full refunds before settlement; a partial one recorded after 9 s was none',
  },
  feesReturnOnlyWithVoid: {
    value: true,
    grade: 'documented',
    why: 'https://www.omise.co/how-to-calculate-the-refund-and-dispute-fee/singapore: full card refunds before settlement',
  },
  debitWaitDays: {
    value: { from: 30, to: 60 },
    grade: 'documented',
    why: 'https://docs.omise.co/refunding-charges: debit cards; credit cards show it on the next statement',
  },
} satisfies Record<string, Guess<unknown>>;

/**
 * Whether a payment method can be refunded, for hints only: a charge's own `refundable` and `partially_refundable`
 * decide. A type ending in `*` is a family; the first match counts. `days` after payment, null when nobody says.
 */
export const refundHints: readonly (Guess<RefundSupport> & { types: readonly string[] })[] = [
  {
    types: ['card'],
    value: { full: 'yes', partial: 'yes', days: 365 },
    grade: 'documented',
    why: 'https://docs.omise.co/refunding-charges',
  },
  {
    types: ['installment_*'],
    value: { full: 'yes', partial: 'no', days: null },
    grade: 'documented',
    why: 'https://docs.omise.co/how-do-refunds-work-for-installment-payments; 30 days to a year, by bank',
  },
  {
    types: ['promptpay'],
    value: { full: 'unclear', partial: 'unclear', days: null },
    grade: 'low-trust',
    why: 'recorded as not refundable; a reseller promises refunds by bank transfer',
  },
  {
    types: ['truemoney*'],
    value: { full: 'yes', partial: 'no', days: 30 },
    grade: 'low-trust',
    why: `${gatewayRefunds}; partial and days are unofficial`,
  },
  {
    types: ['shopeepay*', 'duitnow_*', 'maybank_qr', 'paynow'],
    value: { full: 'yes', partial: 'yes', days: 180 },
    grade: 'low-trust',
    why: `${gatewayRefunds}; partial and days are unofficial (PayNow: six months)`,
  },
  {
    types: ['grabpay'],
    value: { full: 'yes', partial: 'yes', days: 90 },
    grade: 'low-trust',
    why: `${gatewayRefunds}; partial and three months are unofficial`,
  },
  {
    types: ['alipay*', 'gcash', 'dana', 'kakaopay', 'rabbit_linepay', 'mobile_banking_ocbc'],
    value: { full: 'yes', partial: 'unclear', days: null },
    grade: 'inferred',
    why: gatewayRefunds,
  },
  {
    types: ['boost', 'touch_n_go', 'atome', 'atome_qr', 'paypay'],
    value: { full: 'yes', partial: 'unclear', days: null },
    grade: 'inferred',
    why: gatewayRefunds,
  },
  {
    types: ['wechat_pay*'],
    value: { full: 'no', partial: 'no', days: null },
    grade: 'documented',
    why: 'recorded as not refundable in a Thai account',
  },
  {
    types: ['internet_banking_*', 'econtext'],
    value: { full: 'no', partial: 'no', days: null },
    grade: 'inferred',
    why: gatewayDoesNot,
  },
  {
    types: ['bill_payment*'],
    value: { full: 'no', partial: 'no', days: null },
    grade: 'documented',
    why: "https://docs.opn.ooo, help on bill payments: the merchant's own transfer",
  },
  {
    types: ['mobile_banking_*', 'fpx', 'direct_debit_*'],
    value: { full: 'unclear', partial: 'unclear', days: null },
    grade: 'low-trust',
    why: 'sources contradict each other',
  },
];
