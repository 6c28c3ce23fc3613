import type { Simulated } from '../web/simulator.ts';

/** A line as it was booked; amounts in satang. */
export type SimReceiptLine = {
  description: string;
  quantity: number;
  price: number;
  vatType: number;
  /** Code of the product or of the account. */
  booked: string;
};

/** A receipt as PEAK keeps it. Amounts in satang. */
export type SimReceipt = {
  id: string;
  code: string;
  reference: string;
  tags: string[];
  remark: string;
  status: 'approved' | 'void';
  /** `yyyyMMdd`. */
  issuedDate: string;
  paymentDate: string;
  paymentMethod: string;
  contact: string;
  taxInvoice: boolean;
  taxStatus: number;
  discount: number;
  total: number;
  vat: number;
  /** Empty when the simulator is told to keep receipts small. */
  lines: SimReceiptLine[];
  /** Who made it: Tenban through the API, PEAK's own connector, or somebody by hand. */
  by: 'api' | 'connector' | 'hand';
};

export type SimContact = { id: string; code: string; name: string };
export type SimProduct = { id: string; code: string; name: string };
export type SimMethod = {
  id: string;
  code: string;
  name: string;
  type: number;
  bankName: string;
  accountNumber: string;
};
export type SimAccount = { code: string; name: string };

/** An item's own answer. */
export type Said = { resCode: string; resDesc: string };

/** How a refused token reads: 600 at the top, or an empty list that calls itself nothing in particular. */
export type TokenRefusal = 'top' | 'empty-list';

export type PeakSimulator = Simulated & {
  receipts(): SimReceipt[];
  receiptsOf(reference: string): SimReceipt[];
  /** A receipt that was not made through the API. */
  seedReceipt(receipt: Partial<SimReceipt> & Pick<SimReceipt, 'by'>): SimReceipt;
  /** As somebody voiding it in PEAK. */
  voidReceipt(id: string): void;
  contacts(): SimContact[];
  products(): SimProduct[];
  seedProduct(product: { code: string; name: string }): SimProduct;
  methods(): SimMethod[];
  /** ชื่อซ้ำได้ of products: on unless switched off. */
  allowDuplicateNames(allow: boolean): void;
  /** Ends every client token before its time. */
  killTokens(): void;
  refuseTokensBy(how: TokenRefusal): void;
  /** How many client tokens were handed out. */
  tokensIssued(): number;
  /** Whether the key of a look-up, and the page of a list, are taken notice of. */
  ignoreFilters(ignore: boolean): void;
  /** Whether `reference` of a new receipt is kept. */
  keepReferences(keep: boolean): void;
  /** Milliseconds that reads and writes take. */
  latency(ms: { reads?: number; writes?: number }): void;
  /**
   * What is said to an item, a receipt by its reference or a contact by its code, in place of making or voiding it; null lets
   * it pass. Makes batches partial.
   */
  refuseItems(refuse: ((item: string) => Said | null) | null): void;
  /** A share of calls is told to come again, or fails; of the writes that fail, half have had their effect. */
  unreliable(share: number, seed?: number): void;
  /** The most POSTs that ever ran at once. */
  mostPosts(): number;
};
