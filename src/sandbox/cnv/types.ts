import type { Simulated } from '../web/simulator.ts';

/** What CNV Loyalty keeps, as far as it is known. Times are epoch milliseconds, amounts dong. */

export type SimMember = {
  id: number;
  /** The partner's own id, empty without a partner. */
  ref: string;
  firstName: string;
  lastName: string;
  phone: string;
  email: string;
  gender: 'male' | 'female' | '';
  /** ISO date. */
  birthday: string;
  address: string;
  points: number;
  level: string;
  createdAt: number;
  updatedAt: number;
};

export type SimHubLine = {
  productId: number;
  title: string;
  quantity: number;
  price: number;
  discount: number;
};

export type SimHubOrder = {
  id: number;
  ref: string;
  code: string;
  source: string;
  status: string;
  memberId: number;
  lines: readonly SimHubLine[];
  total: number;
  discount: number;
  shipFee: number;
  address: string;
  note: string;
  createdAt: number;
  updatedAt: number;
};

export type SimHubProduct = {
  id: number;
  ref: string;
  title: string;
  sku: string;
  barcode: string;
  price: number;
  image: string;
  description: string;
  categoryId: string;
  status: string;
  createdAt: number;
  updatedAt: number;
};

export type SimHubCategory = { id: number; ref: string; name: string; parentId: string };

/** Writes that the simulated CNV takes beyond members, whose call is known. */
export type HubWrite = 'order' | 'product' | 'category';

/** A write by the API, oldest first. */
export type HubWritten = {
  what: HubWrite | 'customer' | 'product-removal';
  id: number;
  body: object;
  at: number;
};

export type CnvSimulator = Simulated & {
  /** As somebody signing in and agreeing: where the browser is sent. */
  consent(asked: { redirectUri: string; state: string }): string;
  /** Ends every token. */
  endTokens(): void;
  /** What else it takes from now on; everything from the start. */
  takes(what: readonly HubWrite[]): void;
  /** Whether those who sign in are administrators; without, they may do nothing. */
  administrator(is: boolean): void;
  addMember(member: Partial<SimMember> & Pick<SimMember, 'phone'>): SimMember;
  editMember(id: number, change: Partial<SimMember>): SimMember;
  /** A sale in CNV's own app, to the member with this phone. */
  addOrder(
    order: Partial<SimHubOrder> & { phone: string; lines: readonly SimHubLine[] },
  ): SimHubOrder;
  editOrder(id: number, change: Partial<SimHubOrder>): SimHubOrder;
  members(): SimMember[];
  orders(): SimHubOrder[];
  products(): SimHubProduct[];
  categories(): SimHubCategory[];
  written: readonly HubWritten[];
};
