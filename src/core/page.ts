import type { Connecting } from './connecting.ts';
import type { Locale, Settings } from './settings.ts';
import type { Text } from './text.ts';

/** A page for people's browsers, by its path, of which `:name` stands for a part. A HEAD is answered like the GET. */
export type Page = {
  path: string;
  /** Whether forms may be posted to it. */
  posts?: true;
  answer(request: Request, params: Readonly<Record<string, string>>): Promise<Response>;
};

/** A page of a feature: what it says is data, and drawn in one way. It is not asked for a HEAD. */
export type FeaturePage = {
  path: string;
  posts?: true;
  /** A GET changes nothing unless it brings something that counts once: programs that look at links ask too. */
  answer(visit: Visit, desk: PageDesk): Promise<Sheet | SeeOther>;
};

export type Visit = {
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** What was filled in; null for a GET. */
  form: URLSearchParams | null;
};

export type PageDesk = { now: Temporal.Instant; settings: Settings; connecting: Connecting };

/** After a form: the browser asks for a page of ours, so that going back or reloading sends nothing again. */
export type SeeOther = { seeOther: string };

export type Sheet<Words = Text> = {
  status: number;
  /** The language of whoever it is for; the browser's unless set. */
  locale?: Locale;
  title: Words;
  blocks: Block<Words>[];
};

export type Block<Words = Text> =
  | { kind: 'words'; text: Words; tone?: 'warn' | 'good' }
  /** Numbered, each with something to copy where there is something. */
  | { kind: 'steps'; from?: number; items: { text: Words; copy?: string }[] }
  /** To be read and typed elsewhere. */
  | { kind: 'code'; label: Words; value: string }
  | { kind: 'link'; label: Words; url: string }
  | { kind: 'form'; submit: Words; fields: SheetField<Words>[] };

export type SheetField<Words = Text> = {
  name: string;
  label: Words;
  /** What is wrong with what was filled in. */
  problem?: Words;
  value?: string;
  /** Not shown while it is typed, and never filled in again. */
  secret?: true;
  digits?: true;
  /** A day, this one at the latest, as an ISO date. */
  latest?: string;
};
