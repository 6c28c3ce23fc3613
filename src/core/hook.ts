import type { Json } from './json.ts';
import type { Mark } from './order.ts';
import type { Settings, Shop } from './settings.ts';
import type { WebhookAnswer, WebhookRequest } from './webhook.ts';

/**
 * An address that a connected system posts to. What it says is a hint: it may come late, twice or never, so it only marks
 * what has to be read again and makes a cycle due.
 */
export type Hook = {
  /** The remote system. */
  source: string;
  /** `:name` stands for one part of the path and arrives in `params`. */
  path: string;
  /** Null: nobody here is meant, or the sender is not who it says. Reads settings and changes nothing. */
  read(request: WebhookRequest, desk: HookDesk): Promise<Heard | null>;
};

export type HookDesk = {
  now: Temporal.Instant;
  settings: Settings;
  /** The client of a shop's connection, to check and read with. Throws UserError when the shop has none. */
  client(shop: Shop, system: string): Promise<object>;
};

/** What was understood, written in one transaction before the sender is answered. */
export type Heard = {
  answer?: WebhookAnswer;
  /** Rows to change. */
  marks?: Mark[];
  /** Cycles that are due now: a run's kind on a connection. */
  cycles?: { kind: string; connection: string; shop: string }[];
  /** Duties to be done: a kind, once per key; `at` in epoch ms. */
  later?: { shop: string; kind: string; key: string; at: number; payload: Json }[];
};
