import type { z } from 'zod';
import type { AlertDesk } from './alert-desk.ts';
import type { Raise } from './alert.ts';
import type { Appeal, Approvals, Elsewhere, Stake } from './approval.ts';
import type { Desks } from './desks.ts';
import type { NewFile } from './file.ts';
import type { Json } from './json.ts';
import type { Lexicon } from './lexicon.ts';
import type { OperationRow } from './ledger.ts';
import type { Crew, Linking } from './linking.ts';
import type { Action, Input, Message } from './message.ts';
import type { Money } from './money.ts';
import type { Operation } from './operation.ts';
import type { Numerals } from './parse/numerals.ts';
import type { Channel } from './people.ts';
import type { Locale, Person, Role, Settings, Shop } from './settings.ts';
import type { Text } from './text.ts';

/** What any command may know, also one that a stranger may use. */
export type OpenContext = {
  now: Temporal.Instant;
  locale: Locale;
  channel: Channel;
  person: Person | null;
  /** The shops where the person has a role. */
  shops: readonly Shop[];
  /** Every command the person may use here: what help shows. */
  offered: readonly AnyCommand[];
  settings: Settings;
  /** Words and signs beside digits, for reading amounts. */
  numerals: Numerals;
  lexicon: Lexicon;
  /** How accounts become known. */
  linking: Linking;
};

/** What a command about a shop may know. It reads no clock, sends nothing and saves nothing except through this. */
export type Context = OpenContext &
  Desks & {
    shop: Shop;
    person: Person;
    /** The alerts of this shop; of all shops the command is about, when it is about several. */
    alerts: AlertDesk;
    /** What Tenban itself did to a subject, newest first. */
    history(subject: string): Promise<OperationRow[]>;
  };

/** What a running command may do besides. It is run again after a crash, so every effect goes through `once`. */
export type RunContext = Context & {
  /** Unique for this request, the same when it is run again. */
  execution: string;
  /**
   * Makes the effect happen once and returns its result, also when an earlier run made it; null when a person decided
   * that it had happened. Throws when the outcome is not known yet: the command is then run again later.
   */
  once<Result extends Json>(operation: Operation<Result>): Promise<Result | null>;
  /** Runs an unfinished execution again now. False when there is none by that name in this shop. */
  recheck(execution: string): Promise<boolean>;
  /** Records a person's decision on an outcome that could not be read. False when it is no longer open. */
  decide(decision: Decision): Promise<boolean>;
  crew: Crew;
  /** Keeps a file for a week; its address, which nobody can guess. */
  keepFile(file: NewFile): Promise<string>;
  /** Says that something is wrong in this shop: an alert, or one more occurrence of one. */
  raise(alert: Omit<Raise, 'shop'>): Promise<void>;
  /** What was wrong is no longer: ends the alert, if there is one. */
  settle(cause: Pick<Raise, 'kind' | 'cause'>): Promise<void>;
  /** Requests of this shop that wait for a second person. */
  approvals: Approvals;
  /** Who approved this request, by name; null when nobody had to. */
  approver: string | null;
};

/** What a person found out about one attempt of an operation. */
export type Decision = {
  operation: string;
  attempt: number;
  outcome: 'done' | 'send-again' | 'give-up';
};

export type Question = {
  field: string;
  text: Text;
  lines?: Text[];
  choices?: { label: Text; value: string }[];
};

/**
 * `seen` names everything the person relied on when reading the preview: when it differs at the tap, nothing is done
 * and the new preview is shown.
 */
export type Planned<Plan> = {
  plan: Plan;
  seen: string;
  /** What the confirm button asks for, where the words that were given mean something else to another reader. */
  input?: Input;
  message: Message;
  /** The button that does it. */
  confirm: { label: Text; danger?: true };
  /** Offered between doing it and leaving it. */
  more?: Action[];
  leave: { label: Text; said: Text };
  /** Missing where no limit is about it. */
  guarded?: Guarded;
};

/**
 * What limits are about, and what a second person is shown when one is needed. `stake` is null for what loosens a rule: that
 * always needs one.
 */
export type Guarded = Appeal & { stake: PlannedStake | null };

/** `before`: the same done to the subject before. `elsewhere` is asked only where a day's limit needs it; times in epoch ms. */
export type PlannedStake = Omit<Stake, 'before'> & {
  before: Money;
  elsewhere(day: { from: number; to: number }): Promise<Elsewhere[]>;
};

/** A plan to confirm, a question, or something to decide first, such as "this was refunded an hour ago". */
export type Preview<Plan> = Planned<Plan> | { ask: Question } | { show: Message };

export type Field<Uses> = {
  name: string;
  /** Picked from what `ask` offers: asked for in the conversation also where there are forms, and in none of them. */
  picked?: true;
  /** May be left out; asked for only when nothing after it was given either. */
  optional?: true;
  /** Comes from what was typed or tapped only: never asked for, in no form. */
  unasked?: true;
  /** Takes all that is left of the text. */
  rest?: true;
  /** How many of these words, from the first, are this field's value; 0 when the first is not. One word unless set. */
  take?(words: readonly string[], numerals: Numerals): number;
  /** Any words fit: alone they do not show that Tenban is meant. */
  loose?: true;
  /** Whether a whole text could be its value, as far as can be told without asking anybody. What `input` says, unless set. */
  fits?(text: string, numerals: Numerals): boolean;
  /** What its values are called in every language: the group of `terms.<group>.<value>` in `locales/`. */
  terms?: string;
  /** All it can be, when that is a short list. */
  options?: readonly { label: Text; value: string }[];
  /** What a form has it picked from; anything else is typed in the conversation. */
  offers?(now: Temporal.Instant): readonly { label: Text; value: string }[];
  /**
   * The question when it is missing, or one about an earlier field that must be settled first; null leaves an optional
   * field out. Without it: the plain text `commands.<name>.ask.<field>`.
   */
  ask?(
    input: Input,
    context: Context & Uses,
  ): Promise<(Omit<Question, 'field'> & { field?: string }) | null>;
};

type Common<Uses> = {
  name: string;
  /** Moves money or writes books: never guessed from a misspelt name. */
  exact?: true;
  /** About all shops of the person at once unless one is named; `shop` is then the first. */
  everywhere?: true;
  /** May run by itself at set times: it changes nothing that cannot be changed back. */
  schedulable?: true;
  /** Reads its arguments from all that was said, its own name included; it may pass them to another command. */
  read?(said: string, lexicon: Lexicon): { command: string; input: Input };
  /** Not offered in help: only buttons lead to it. */
  hidden?: true;
  fields: readonly Field<Uses>[];
};

/**
 * A thing a person can do in a shop. Its words live in `locales/` under `commands.<name>`. `input` parses what was typed,
 * tapped or filled in, by field name; `preview` is there for everything that changes anything.
 */
export type ShopCommand<Given, Plan, Uses extends object> = Common<Uses> & {
  /** The least role. */
  role: Role;
  /** Remote systems it talks to; each arrives in the context as a client of the shop's connection. */
  uses: readonly (keyof Uses & string)[];
  /** Remote systems of which a shop must have one at least; any shop unless set. */
  about?: readonly string[];
  input: z.ZodType<Given>;
  preview?(given: Given, context: Context & Uses): Promise<Preview<Plan>>;
  run(plan: Plan, context: RunContext & Uses): Promise<Message>;
};

/** A thing anybody can do, known or not. */
export type OpenCommand<Given> = Common<object> & {
  role: null;
  input: z.ZodType<Given>;
  run(given: Given, context: OpenContext): Promise<Message>;
};

/** Any command, its types forgotten: what the registry holds. */
export type AnyShopCommand = ShopCommand<unknown, unknown, object>;
export type AnyCommand = AnyShopCommand | OpenCommand<unknown>;

/** Helps the types only. Without a preview a command runs on what it was given. */
export function defineCommand<Given, Plan = Given, Uses extends object = object>(
  command: ShopCommand<Given, Plan, Uses>,
): AnyShopCommand {
  return command as unknown as AnyShopCommand;
}

/** Helps the types only. */
export function defineOpenCommand<Given>(command: OpenCommand<Given>): OpenCommand<unknown> {
  return command;
}
