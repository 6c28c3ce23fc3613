import { z } from 'zod';
import type { OrderRow } from '../../core/order.ts';
import { LINK_STATUSES, type LinkStatus, PROCESSES } from './link-status.ts';

const Shipment = z.object({ date: z.string(), carrier: z.string(), tracking: z.string() });

/** What is kept of an order beside its link status. */
const Detail = z.object({
  /** The mall's number. */
  mall: z.string(),
  /** 処理フェーズ where it was last seen. */
  phase: z.string(),
  /** 管理番号 of the order it is bundled into (同梱). */
  parent: z.string().nullable().default(null),
  /** 受注ステータス and 売上確定 as last read, and when (ISO). */
  mallStatus: z.string().nullable().default(null),
  saleFixed: z.boolean().default(false),
  readAt: z.string().nullable().default(null),
  /** 発送期限, ISO date. */
  shipBy: z.string().nullable().default(null),
  /** A write whose outcome is not known yet: its operation, and what it would have written. */
  doubt: z
    .object({ process: z.enum(PROCESSES), key: z.string(), shipment: Shipment.nullable() })
    .nullable()
    .default(null),
  /** A phase it still has to be moved to. */
  move: z.string().nullable().default(null),
  /** The alert cause of its last failure, to link the next one to. */
  failedIn: z.string().nullable().default(null),
});
export type Detail = z.infer<typeof Detail>;

export type OrderState = Omit<OrderRow, 'status' | 'detail'> & {
  status: LinkStatus;
  detail: Detail;
};

const Status = z.enum(LINK_STATUSES);

export function readOrder(row: OrderRow): OrderState {
  return { ...row, status: Status.parse(row.status), detail: Detail.parse(row.detail) };
}

/** An order seen for the first time: 空欄（未処理）. */
export function newOrder(
  about: Pick<OrderRow, 'connection' | 'order' | 'shop' | 'at'>,
  { mall, phase }: Pick<Detail, 'mall' | 'phase'>,
): OrderState {
  return { ...about, status: 'blank', detail: Detail.parse({ mall, phase }), version: 0 };
}

/** With another status from now on; the time counts only when it differs. */
export function withStatus(state: OrderState, status: LinkStatus, at: number): OrderState {
  return state.status === status ? state : { ...state, status, at };
}
