import { z } from 'zod';
import { satangOf } from '../../lib/baht.ts';
import { guesses } from './guesses.ts';

/** What is read of Page365's answers. Page365 API reference, https://softbaked.github.io/api */

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? '');
const Baht = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((baht, problems) => {
    const satang = satangOf(baht ?? 0);
    if (satang !== null) return satang;
    problems.addIssue({ code: 'custom', message: 'not an amount' });
    return z.NEVER;
  });
/** Epoch milliseconds of an ISO 8601 time with its offset. */
const Time = z.string().transform((text, problems) => {
  const at = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : text + guesses.offset.value);
  if (!Number.isNaN(at)) return at;
  problems.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});
const Id = z.union([z.string().min(1), z.int()]).transform(String);

/** The documented stages, `voided` and `expired` of the older JSON, and `other` for a word nobody has met. */
export const STAGES = [
  'draft',
  'unpaid',
  'transferred',
  'paid',
  'shipped',
  'voided',
  'expired',
] as const;
export type Stage = (typeof STAGES)[number] | 'other';

const BankAccount = z
  .object({ id: Id, no: Text, name: Text, bankSlug: Text })
  .transform((account) => ({
    id: account.id,
    number: account.no,
    name: account.name,
    bank: account.bankSlug,
  }));
/** Where buyers pay to; `number` is the account's own. */
export type BankAccount = z.infer<typeof BankAccount>;

const Item = z
  .object({
    name: Text,
    quantity: z.number(),
    price: Baht,
    subtotal: Baht,
    variant: z.object({ name: Text, sku: Text, code: Text }).nullish(),
  })
  .transform((item) => ({
    name: item.name,
    variant: item.variant?.name ?? '',
    /** What the shop calls the variant: its SKU, else its code; empty for lines of free text. */
    sku: item.variant?.sku || item.variant?.code || '',
    quantity: item.quantity,
    price: item.price,
    subtotal: item.subtotal,
  }));

/** A bill. Amounts in satang, times in epoch milliseconds. There is no shipped time and no updated time. */
export const Bill = z
  .object({
    id: Id,
    no: z.int(),
    url: Text,
    stage: z.string(),
    createdAt: Time,
    paidAt: Time.nullish(),
    subtotal: Baht,
    discount: Baht,
    shippingCost: Baht,
    total: Baht,
    paidAmount: Baht,
    vat: Baht,
    vatIncluded: z.boolean().nullish(),
    customer: z.object({ id: Id, name: Text, type: Text }).nullish(),
    bankAccount: BankAccount.nullish(),
    items: z.array(Item).nullish(),
  })
  .transform((bill) => ({
    id: bill.id,
    /** The number people know it by. */
    number: bill.no,
    url: bill.url,
    stage: stageOf(bill.stage),
    /** The stage as Page365 wrote it. */
    stageWord: bill.stage,
    createdAt: bill.createdAt,
    paidAt: bill.paidAt ?? null,
    subtotal: bill.subtotal,
    discount: bill.discount,
    shipping: bill.shippingCost,
    total: bill.total,
    paid: bill.paidAmount,
    vat: bill.vat,
    /** Whether prices contain the VAT; null when the bill does not say. */
    vatIncluded: bill.vatIncluded ?? null,
    buyer: bill.customer
      ? { id: bill.customer.id, name: bill.customer.name, channel: bill.customer.type }
      : null,
    /** Where the buyer paid to; null when nobody entered it. */
    account: bill.bankAccount ?? null,
    lines: bill.items ?? [],
  }));
export type Bill = z.infer<typeof Bill>;
export type BillLine = Bill['lines'][number];

/** Days of creation in Asia/Bangkok, ISO dates, both included. */
export type Days = { from: string; to: string };
/** `unreadable` are ids of bills with something in them that nobody has met; `next` is the cursor for what follows, null at the end. */
export type BillPage = { bills: Bill[]; unreadable: string[]; next: string | null };

function stageOf(word: string): Stage {
  if (word === guesses.voided.value) return 'voided';
  return STAGES.find((stage) => stage === word) ?? 'other';
}

/** Whether Page365 positively says that the bill is voided. One that cannot be found or read is not. */
export function isVoided({ stage }: Pick<Bill, 'stage'>): boolean {
  return stage === 'voided';
}

/** One bill that cannot be read does not take the others of its page along. */
const Unreadable = z.object({ id: Id }).transform(({ id }) => ({ unreadable: id }));

export const Orders = z.object({
  orders: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(z.union([Bill, Unreadable])),
  }),
});
export const Order = z.object({ order: Bill.nullable() });
export const Accounts = z.object({ bankAccounts: z.array(BankAccount) });
export const Token = z.object({ generateToken: z.string().min(1) });

/** Every answer of a GraphQL server: data, or errors under the same status 200. https://spec.graphql.org/October2021/#sec-Response */
export const Answer = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({
        message: Text,
        extensions: z.object({ code: z.string().optional() }).nullish(),
      }),
    )
    .optional(),
});
