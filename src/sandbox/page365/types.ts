import type { Simulated } from '../web/simulator.ts';

/** A line of a bill; `price` in satang for one. Without a `sku` it is free text. */
export type SimLine = { name: string; quantity: number; price: number; sku: string | null };

/** A bill as Page365 keeps it. Amounts in satang, times in epoch milliseconds. */
export type SimBill = {
  id: string;
  number: number;
  stage: string;
  createdAt: number;
  paidAt: number | null;
  lines: SimLine[];
  discount: number | null;
  shipping: number;
  total: number;
  paid: number;
  vat: number;
  vatIncluded: boolean;
  /** Id of the bank account; null when nobody entered it. */
  account: string | null;
  buyer: { id: string; name: string; type: string };
};

/** What is wrong with a seeded bill. */
export const FLAWS = [
  'one-satang-short',
  'no-account',
  'no-paid-date',
  'zero-total',
  'transferred',
  'paid-not-shipped',
  'wrong-total',
  'voided',
] as const;
export type Flaw = (typeof FLAWS)[number];

/** A month of bills, always the same for the same plan: the first at 00:00:00 of its first day, the last at 23:59:59 of its last. */
export type MonthPlan = {
  /** `2026-01`, in Asia/Bangkok. */
  month: string;
  bills: number;
  /** Share of bills with a flaw, 0 to 1. */
  bad?: number;
  seed?: number;
  /** Number of the first bill; the others follow. */
  from?: number;
};

export type Notice = {
  key?: string;
  /** An older state of the bill than the one it is in: events may come in the wrong order. */
  bill?: SimBill;
  times?: number;
  /** Milliseconds until it is sent. */
  late?: number;
  /** What the signature is made over. */
  signed?: 'raw' | 'lower' | 'upper';
  signature?: 'right' | 'wrong';
};

export type Page365Simulator = Simulated & {
  seed(bill: Partial<SimBill> & { number: number }): SimBill;
  seedMonth(plan: MonthPlan): void;
  /** By its number; throws when there is none. */
  bill(number: number): SimBill;
  /** What is wrong with a bill of a seeded month; null for a good one. */
  flawOf(number: number): Flaw | null;
  /** As the shop doing it in Page365. */
  edit(number: number, change: Partial<Omit<SimBill, 'id' | 'number'>>): SimBill;
  count(): number;
  /** Ends every token before its time. */
  killTokens(): void;
  /** Whether voided and expired bills are spoken of at all. They are, unless switched off. */
  speakOfVoided(speak: boolean): void;
  /** In which zone `sinceCreatedAt` and `untilCreatedAt` count days, and whether the last day is part of it. */
  countDays(how: { zone: string; untilIncluded: boolean }): void;
  /** A share of calls is told to come again, or fails. */
  unreliable(share: number, seed?: number): void;
  /** Where webhooks go; null for nowhere. */
  webhook(url: string | null): void;
  /** Sends the webhook of a bill over HTTP; the statuses of the answers, 0 for none. */
  notify(number: number, notice?: Notice): Promise<number[]>;
  /** Body and header of a webhook, not sent. */
  noticeOf(number: number, notice?: Notice): { body: string; signature: string };
};
