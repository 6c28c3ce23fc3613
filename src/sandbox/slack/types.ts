/** Parts of blocks and views as they went over the wire. */
export type Node = { [property: string]: unknown };

export type User = { id: string; name: string; locale?: string; timeZone?: string };

export type Channel = {
  id: string;
  name: string;
  members: string[];
  /** Whether the bot is in it; it is, unless set. */
  bot?: boolean;
  private?: boolean;
};

/** One message of a channel, as its members see it. */
export type Message = {
  ts: string;
  channel: string;
  /** The user's id, or null for the bot. */
  user: string | null;
  text: string;
  blocks: Node[];
  /** The message it stands below. */
  thread?: string;
  edited?: true;
  /** The only one who sees it. */
  onlyFor?: string;
  metadata?: unknown;
};

/** A modal somebody has open, or a Home tab. */
export type OpenView = {
  id: string;
  hash: string;
  user: string;
  view: Node;
  /** Under inputs, by block, what the last answer complained about. */
  errors: { [block: string]: string };
};

/** How a delivery ended: an HTTP status (200 for an acknowledged envelope), or the reason Slack gives for a retry. */
export type Outcome = number | 'http_timeout' | 'connection_failed' | 'no_endpoint';

/** An event and how each delivery of it ended. */
export type SentEvent = { id: string; ts: string | null; outcomes: Outcome[] };

/** A command, tap or form, and what came back: the user sees an error unless the outcome is a 2xx. */
export type SentInteraction = { outcome: Outcome; answer: unknown };

/**
 * Something that goes wrong with calls to the API and to response addresses: `drop-request` never arrives, `drop-answer` is
 * carried out without an answer, `hang` never ends, `slow` takes `ms` longer. For `times` calls (all unless set) to paths
 * containing `path`.
 */
export type SlackFault = {
  kind: 'drop-answer' | 'drop-request' | 'hang' | '429' | '500' | 'slow' | 'flaky';
  path?: string;
  times?: number;
  /** `slow` only. */
  ms?: number;
  /** `flaky` only: the share of calls answered 429 or 500, from 0 to 1, and what decides which. */
  share?: number;
  seed?: number;
};

export type RequestEntry = {
  at: number;
  path: string;
  body: Node;
  /** Null while it has no answer. */
  status: number | null;
  /** Slack's error, which comes with status 200. */
  error: string | null;
};
