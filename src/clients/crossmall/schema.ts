import { z } from 'zod';

/** What is read of CROSS MALL's answers; elements that are empty or left out are the same. CROSS MALL API manual. */

const Word = z.string().default('');
/** A date as CROSS MALL writes it, `2026-01-15`; empty when none was entered. */
const DateOrNone = Word.transform((text) =>
  /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : null,
);
/** 管理区分. */
const Management = Word.transform(managementOf);

function managementOf(flag: string): 'normal' | 'held' | 'cancelled' {
  if (flag === '' || flag === '0') return 'normal';
  return flag === '1' ? 'held' : 'cancelled';
}

/** One order slip, 注文伝票. */
export const CrossMallOrder = z
  .object({
    order_number: z.string().min(1),
    order_date: Word,
    shop_code: Word,
    shop_name: Word,
    order_code: Word,
    delivery_number: Word,
    delivery_name: Word,
    delivery_date: DateOrNone,
    phase_name: Word,
    cancel_flag: Management,
    bundle_flag: Word,
    bundle_ahead_number: Word,
    updated_at: Word,
  })
  .transform((row) => ({
    /** 管理番号. */
    number: row.order_number,
    orderedAt: row.order_date,
    shopCode: row.shop_code,
    shopName: row.shop_name,
    /** 注文番号: the mall's own. */
    mallNumber: row.order_code,
    /** 配送番号. */
    tracking: row.delivery_number,
    /** 配送便. */
    carrier: row.delivery_name,
    /** 発送日, ISO date. */
    shipDate: row.delivery_date,
    /** 処理フェーズ. */
    phase: row.phase_name,
    /** 管理区分. */
    management: row.cancel_flag,
    /** The order it was bundled into (同梱), or null when it is a parent or was not bundled. */
    parent: parentOf(row),
    bundled: row.bundle_flag === '1',
    updatedAt: row.updated_at,
  }));
export type CrossMallOrder = z.infer<typeof CrossMallOrder>;

function parentOf(row: {
  order_number: string;
  bundle_flag: string;
  bundle_ahead_number: string;
}): string | null {
  const { order_number: own, bundle_flag: flag, bundle_ahead_number: ahead } = row;
  return flag === '1' && ahead !== '' && ahead !== own ? ahead : null;
}

export const Phase = z.object({ phase_name: z.string().min(1) }).transform((row) => row.phase_name);

const Status = z.object({
  GetStatus: z.string().optional(),
  UpdStatus: z.string().optional(),
  Message: Word,
});

/** Every answer: how it went, and its rows. */
export const Answer = z.object({
  ResultSet: z.object({
    ResultStatus: Status,
    Result: z.array(z.unknown()).default([]),
  }),
});
