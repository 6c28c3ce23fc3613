import type { Budget } from './budget.ts';
import type { Action, Input, Message } from './message.ts';
import type { Channel } from './people.ts';
import type { Identity, Locale } from './settings.ts';

/**
 * Where an answer goes. `reply` is a free answer that dies at `until` (epoch ms), good for one message unless it takes `many`;
 * without it the message is sent afresh.
 */
export type Address = {
  platform: string;
  conversation: string;
  kind: Channel['kind'];
  reply?: { token: string; until: number; many?: true };
  /** The account that is answered, where the platform can show something to it alone. */
  asker?: string;
};

/** For whom a message is drawn. The person's own settings win at the time of sending. */
export type Reader = { person: string | null; shop: string | null; locale: Locale };

/** What arrived, in one shape for every platform. */
export type Inbound = {
  event: string;
  /** When it happened, epoch ms. */
  at: number;
  identity: Identity | null;
  address: Address;
  /** Leave to open a form, where the platform has forms; dies at `until`, epoch ms. */
  trigger?: { id: string; until: number };
} & (
  | { kind: 'text'; text: string; addressed: boolean }
  | { kind: 'click'; token: string; value?: string }
  /** A form that was filled in. `token` is the one it was opened with, `values` by field name. */
  | { kind: 'form'; token: string; values: Input }
  | { kind: 'arrived' }
  /** Somebody looks at Tenban's own page, where the platform has one. */
  | { kind: 'home' }
  | { kind: 'unsent'; ref: string }
  /** The app was taken out of a workspace; `conversations` is how the texts of all its conversations begin. */
  | { kind: 'uninstalled'; workspace: string; conversations: string }
  | { kind: 'ignored'; what: string }
);

/** Words chosen and buttons signed: ready to be drawn. `token` is opaque and fits every platform's limit. */
export type DrawnAction = {
  label: string;
  style: 'primary' | 'danger' | 'plain';
  /** Asked on the spot before the tap counts, where the platform can. */
  confirm?: { title: string; text: string; yes: string; no: string };
} & ({ token: string } | { url: string });
export type Drawn = Omit<Message<string>, 'actions' | 'choices'> & {
  locale: Locale;
  actions: DrawnAction[];
  choices: DrawnAction[];
  /** Sentence for what did not fit: "and 12 more". */
  more(count: number): string;
};

/** A command's arguments as one form, words chosen. `token` comes back with the answer. */
export type DrawnForm = {
  locale: Locale;
  token: string;
  title: string;
  submit: string;
  close: string;
  fields: {
    name: string;
    label: string;
    hint?: string;
    optional: boolean;
    multiline: boolean;
    value?: string;
    choices?: { label: string; value: string }[];
  }[];
};

/** A form as it was filled in, before anything is stored. `values` by field name, empty where nothing was filled in. */
export type FilledForm = {
  token: string;
  /** The language it was drawn in; null when it does not say. */
  locale: Locale | null;
  values: Input;
};

/**
 * What is wrong with a filled-in form as far as it can be told at once, in its language and by the field it concerns;
 * null when it can be taken. Changes nothing.
 */
export type CheckForm = (form: FilledForm) => Promise<Input | null>;

export type Delivery = {
  address: Address;
  message: Drawn;
  /** Cards that go in the same send, the oldest first: fewer than the platform's `packs`. */
  more?: readonly Drawn[];
  /** A UUID fixed before the first attempt. */
  retryKey: string;
  /** When this delivery was first tried, epoch ms, or null when this is the first time. */
  firstAttemptAt: number | null;
};

/**
 * A chat platform. `send` throws UpstreamError; `parse` and `events` throw nothing but a refusal the platform's own
 * protocol knows. Drawing is pure and lives beside it.
 */
export interface Platform {
  readonly id: string;
  /** How many cards one send can take; one unless set. */
  readonly packs?: number;
  /** Splits a verified webhook body into events to be stored, in order. */
  events(body: Uint8Array): {
    account: string;
    event: string;
    ref: string | null;
    conversation: string;
    body: Uint8Array;
  }[];
  /** Reads one stored event. `receivedAt`: when it arrived here, epoch ms. */
  parse(body: Uint8Array, receivedAt: number): Inbound;
  /** `ref` names the sent message where it can be drawn anew. */
  send(delivery: Delivery): Promise<{ via: string; ref?: string }>;
  /** Draws a sent message anew in its place. Missing where a platform cannot. */
  redraw?(ref: string, message: Drawn): Promise<void>;
  /** Whether its own connection to us stands. Missing where it comes to us over HTTP. */
  connected?(): boolean | null;
  /** What may be sent this month, replies aside; throws UpstreamError. Missing where nothing is counted. */
  budget?(): Promise<Budget>;
  /** Opens a form; false when the trigger died meanwhile. Missing where a platform has no forms. */
  openForm?(form: DrawnForm, trigger: { id: string }): Promise<boolean>;
  /** Draws Tenban's own page for one account. Missing where a platform has none. */
  showHome?(identity: Identity, message: Drawn): Promise<void>;
  /** Shows that work has begun, where the platform can; never fails. */
  working(address: Address): Promise<void>;
  /** The language an unknown person uses, when the platform tells. */
  localeOf(identity: Identity): Promise<Locale | null>;
  /** What an account calls itself, when the platform tells: to show to people, never to decide by. */
  nameOf(identity: Identity): Promise<string | null>;
  /** Where to write to one account alone. */
  direct(identity: Identity): Address;
  /** A conversation as the settings name it; a thread is in its channel. */
  placeOf(conversation: string): { team?: string; channel: string };
}

/** Actions are stored before they are drawn; this ties one to its row. */
export type StoredAction = Action & { id: string };
