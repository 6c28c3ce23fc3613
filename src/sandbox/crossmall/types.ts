import type { Simulated } from '../web/simulator.ts';

/** An order slip as CROSS MALL keeps it. Empty texts are what nobody has entered. */
export type SimOrder = {
  /** 管理番号, eight digits. */
  number: string;
  orderedAt: string;
  shopCode: string;
  shopName: string;
  /** The mall's number. */
  mallNumber: string;
  tracking: string;
  carrier: string;
  /** 発送日, `2026-01-15`. */
  shipDate: string;
  phase: string;
  management: 'normal' | 'held' | 'cancelled';
  /** 管理番号 of the parent it was bundled into. */
  bundledInto: string | null;
  bundleParent: boolean;
  updatedAt: string;
};

export type CrossMallSimulator = Simulated & {
  /** Adds an order, its unnamed facts as a freshly shipped one's; returns it. */
  seed(order: Partial<SimOrder> & { number: string }): SimOrder;
  order(number: string): SimOrder;
  /** As somebody doing it in CROSS MALL's own screens. */
  edit(number: string, change: Partial<SimOrder>): void;
  /** By 管理番号. */
  orders(): SimOrder[];
  /** Phase moves by the API, oldest first. */
  moves: { number: string; phase: string }[];
  /** Whether Tenban's address is on the list of those allowed. */
  allow(allowed: boolean): void;
};
