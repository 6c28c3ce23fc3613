import type { Simulated } from '../web/simulator.ts';

/** An order as au PAY マーケット keeps it. Empty texts are what was not set. */
export type MallSimOrder = {
  id: string;
  /** `2026/01/14 09:05`. */
  orderedAt: string;
  status: string;
  paymentStatus: 'Y' | 'N';
  shipStatus: 'Y' | 'N';
  /** `2026/01/15`. */
  shippingDate: string;
  carrier: string;
  tracking: string;
  shipBy: string;
  totalPrice: string;
};

export type MallWrite = { id: string; kind: 'ship' | 'status'; content: string; at: number };

export type AupaySimulator = Simulated & {
  seed(order: Partial<MallSimOrder> & { id: string }): MallSimOrder;
  order(id: string): MallSimOrder;
  /** As somebody doing it in Wow! manager. */
  edit(id: string, change: Partial<MallSimOrder>): void;
  /** The mall does not show it any more. */
  remove(id: string): void;
  orders(): MallSimOrder[];
  /** What the API wrote, oldest first. */
  writes: MallWrite[];
  /** Whether Tenban's address is registered. */
  allow(allowed: boolean): void;
  /** Makes a new key and ends the old one; it lives 90 days. */
  issueKey(key: string): void;
  /** HTML pages in place of answers between two instants, epoch milliseconds; null ends it. */
  maintain(window: { from: number; to: number } | null): void;
  /** Called before a write is carried out: the mall may change in between. */
  beforeWrite(hook: ((id: string) => void) | null): void;
};
