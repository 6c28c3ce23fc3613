/** A message object as it went over the wire. */
export type MessageObject = { type: string; [property: string]: unknown };

/** One thing in a chat, as its members see it. */
export type ChatEntry = {
  id: string;
  /** Epoch ms. */
  at: number;
  /** The user's id, or null for the bot. */
  user: string | null;
  via: 'typed' | 'tap' | 'reply' | 'push';
  message: MessageObject;
  /** Taken back by its sender. */
  unsent?: true;
};

/** How a delivery ended: an HTTP status, or LINE's reason in its error statistics. `held` waits to be overtaken. */
export type WebhookOutcome =
  | number
  | 'request_timeout'
  | 'could_not_connect'
  | 'no_webhook'
  | 'held';

export type SentEvent = {
  /** webhookEventId. */
  id: string;
  /** The message's id, for taking it back; null when the event has no message. */
  message: string | null;
  outcomes: WebhookOutcome[];
};

/**
 * Something that goes wrong with calls to the API: `drop-request` never arrives, `drop-answer` is carried out without an
 * answer, `hang` never ends, `slow` takes `ms` longer. For `times` calls (all unless set) to paths containing `path`.
 */
export type LineFault = {
  kind: 'drop-answer' | 'drop-request' | 'hang' | '429' | '500' | 'slow' | 'flaky';
  path?: string;
  times?: number;
  /** `slow` only. */
  ms?: number;
  /** `flaky` only: the share of calls answered 429 or 500, from 0 to 1, and what decides which. */
  share?: number;
  seed?: number;
};

/** Something that goes wrong, or is switched on, with webhooks. */
export type WebhookFaults = {
  /** Events that were not answered with 2xx come again, marked; off by default, as in LINE's console. */
  redelivery: boolean;
  /** How many more times each event arrives. */
  duplicates: number;
  /** Every other event is overtaken by the one after it. */
  reorder: boolean;
};

export type RequestEntry = {
  at: number;
  method: string;
  path: string;
  retryKey: string | null;
  body: unknown;
  /** Null while it has no answer. */
  status: number | null;
};

export type User = { id: string; name: string; language?: string };
export type Group = { id: string; name: string; members: string[] };

export type WebhookEvent = {
  type: string;
  mode: 'active';
  timestamp: number;
  webhookEventId: string;
  deliveryContext: { isRedelivery: boolean };
  source: { type: 'user'; userId: string } | { type: 'group'; groupId: string; userId?: string };
  replyToken?: string;
  [property: string]: unknown;
};
