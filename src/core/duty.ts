import type { z } from 'zod';
import type { Raise } from './alert.ts';
import type { Connecting } from './connecting.ts';
import type { Json } from './json.ts';
import type { OrderReads } from './order.ts';
import type { Settings, Shop } from './settings.ts';

/** Something a feature does in a shop when its time comes, such as a reminder: `Context.later` says when. */
export type Duty<Payload extends Json, Uses extends object> = {
  /** A word of its own: due rows carry it. */
  kind: string;
  /** Remote systems it talks to; each arrives in the context as a client of the shop's connection. */
  uses: readonly (keyof Uses & string)[];
  payload: z.ZodType<Payload>;
  /** May be done again after a crash. UpstreamError: it is tried again later. */
  due(payload: Payload, context: DutyContext & Uses): Promise<DutyEnd<Payload>>;
};

export type DutyContext = {
  now: Temporal.Instant;
  shop: Shop;
  settings: Settings;
  /** The orders of this shop. */
  orders: OrderReads;
  /** Writing to whoever connected the shop. */
  connecting: Pick<Connecting, 'baseUrl' | 'tell'>;
};

/** What it leaves behind in one transaction. With `next` it is due again, then (epoch ms) and with that payload. */
export type DutyEnd<Payload> = {
  raise?: Omit<Raise, 'shop'>[];
  settle?: Pick<Raise, 'kind' | 'cause'>[];
  next?: { at: number; payload: Payload };
};

/** Any duty, its types forgotten: what the registry holds. */
export type AnyDuty = Duty<Json, object>;

/** Helps the types only. */
export function defineDuty<Payload extends Json, Uses extends object>(
  duty: Duty<Payload, Uses>,
): AnyDuty {
  return duty as unknown as AnyDuty;
}
