import type { Simulated } from '../web/simulator.ts';

/** What Nhanh.vn keeps. Times are epoch milliseconds, amounts dong; empty texts are what was not entered. */

export type SimHooks = {
  enabled: boolean;
  url: string;
  token: string;
  version: 2 | 3;
  events: readonly string[];
};

/** As the developer's console at open.nhanh.vn has it. */
export type SimApp = {
  appId: string;
  secretKey: string;
  name: string;
  /** Trạng thái: Đang hoạt động. */
  active: boolean;
  redirectUrls: readonly string[];
  hooks: SimHooks;
};

export type SimBusiness = {
  id: string;
  name: string;
  /** "Allow Open API" in the general settings. */
  openApi: boolean;
  /** What the person at the consent page may hand on. */
  permissions: readonly string[];
  /** Depots that this person may see; none named means all. */
  depots: readonly number[];
};

export type SimProduct = {
  id: number;
  /** -1 stands alone, -2 is a parent, more is its parent. */
  parentId: number;
  code: string;
  barcode: string;
  name: string;
  status: 1 | 2 | 3 | 4;
  categoryId: number;
  price: number;
  image: string;
  available: number;
  createdAt: number;
  updatedAt: number;
};

export type SimCategory = {
  id: number;
  /** 0 at the top. */
  parentId: number;
  code: string;
  name: string;
  order: number;
  status: 1 | 2;
};

export type SimCustomer = {
  id: number;
  name: string;
  mobile: string;
  email: string;
  /** 0 not entered, 1 male, 2 female. */
  gender: 0 | 1 | 2;
  birthday: string;
  address: string;
  points: number;
  updatedAt: number;
};

/** `discount` is of the whole line. */
export type SimLine = { productId: number; quantity: number; price: number; discount: number };

export type SimOrder = {
  id: number;
  /** The app that wrote it and its own id there. */
  appId: string;
  appOrderId: string;
  depotId: number;
  type: number;
  status: number;
  saleChannel: number;
  returnFromId: number;
  customerId: number;
  name: string;
  mobile: string;
  email: string;
  address: string;
  description: string;
  privateDescription: string;
  lines: readonly SimLine[];
  discount: number;
  shipFee: number;
  transfer: number;
  createdAt: number;
  updatedAt: number;
  /** Null while it is there. */
  deletedAt: number | null;
};

export type SimBill = {
  id: number;
  /** 1 in, 2 out. */
  type: 1 | 2;
  /** 2 is retail. */
  mode: number;
  orderId: number;
  parentId: number;
  depotId: number;
  customerId: number;
  name: string;
  mobile: string;
  lines: readonly SimLine[];
  discount: number;
  createdAt: number;
};

/** One attempt to deliver a webhook. `outcome` is a status, or what happened instead of one. */
export type HookAttempt = {
  appId: string;
  event: string;
  attempt: number;
  outcome: number | 'no answer' | 'lost' | 'off';
  at: number;
};

/** What webhooks suffer on their way. */
export type HookFaults = {
  /** Copies sent besides. */
  duplicates: number;
  /** Each second one overtakes the one before it. */
  reorder: boolean;
  /** A share that never leaves, 0 to 1. */
  loss: number;
  /** Milliseconds before each first attempt. */
  delay: number;
};

/** What people in the shop do, each with the webhooks that follow. */
export type ShopHands = {
  addProduct(product: Partial<SimProduct> & { name: string }): SimProduct;
  editProduct(id: number, change: Partial<SimProduct>): SimProduct;
  removeProduct(id: number): void;
  /** No `updatedAt` changes, and webhooks come in batches. */
  setStock(id: number, available: number): void;
  addCategory(category: Partial<SimCategory> & { name: string }): SimCategory;
  /** The customer is found by the mobile number, or made. */
  addOrder(order: Partial<SimOrder> & Pick<SimOrder, 'name' | 'mobile' | 'lines'>): SimOrder;
  editOrder(id: number, change: Partial<SimOrder>): SimOrder;
  /** Part of it comes back: an order of type 16 is made. */
  returnPartly(id: number, lines: readonly SimLine[]): SimOrder;
  removeOrder(id: number): void;
  addCustomer(customer: Partial<SimCustomer> & Pick<SimCustomer, 'name' | 'mobile'>): SimCustomer;
  editCustomer(id: number, change: Partial<SimCustomer>): SimCustomer;
  /** At the counter: no webhook. */
  addBill(bill: Partial<SimBill> & Pick<SimBill, 'name' | 'mobile' | 'lines'>): SimBill;
  products(): SimProduct[];
  categories(): SimCategory[];
  /** Those that are there. */
  orders(): SimOrder[];
  customers(): SimCustomer[];
  bills(): SimBill[];
};

export type NhanhSimulator = Simulated & {
  addApp(app: Partial<SimApp> & Pick<SimApp, 'appId' | 'secretKey'>): SimApp;
  app(appId: string): SimApp;
  /** As somebody editing the app in the console; webhooks have their own switch. */
  editApp(appId: string, change: Partial<Omit<SimApp, 'appId' | 'hooks'>>): SimApp;
  /** Bật Webhooks: Nhanh asks the address first and refuses unless it answers 200. */
  enableHooks(
    appId: string,
    hooks: Partial<SimHooks> & Pick<SimHooks, 'url' | 'token'>,
  ): Promise<boolean>;
  disableHooks(appId: string): void;
  addBusiness(business: Partial<SimBusiness> & Pick<SimBusiness, 'id'>): SimBusiness;
  editBusiness(id: string, change: Partial<SimBusiness>): SimBusiness;
  /** As somebody at the consent page: where the browser is sent. Throws what the page says. */
  consent(asked: {
    appId: string;
    business: string;
    returnLink: string;
    /** What is ticked; all that the business has unless said. */
    permissions?: readonly string[];
  }): string;
  /** A token of API 2.0, as a shop got it before. */
  oldToken(appId: string, business: string): string;
  /** The shop removes the app: its tokens end, and the app is told. */
  uninstall(appId: string, business: string): void;
  shop(business: string): ShopHands;
  hooks: {
    faults: { set(change: Partial<HookFaults>): void; current(): HookFaults };
    /** Oldest first. */
    attempts: readonly HookAttempt[];
    /** Resolves when nothing is on its way; retries that wait for the clock do not count. */
    idle(): Promise<void>;
  };
};
