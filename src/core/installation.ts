import type { Identity, Locale } from './settings.ts';
import type { Text } from './text.ts';

/** A workspace that installed the app. `token` is cipher text. */
export type InstallationRow = {
  /** Platform and workspace: `slack:T0123`. */
  id: string;
  name: string;
  token: string;
  botUser: string;
  scopes: string;
  installedBy: string;
  installedAt: number;
};

export interface InstallationReads {
  get(id: string): Promise<InstallationRow | null>;
  list(): Promise<InstallationRow[]>;
}

export interface InstallationWrites extends InstallationReads {
  put(row: InstallationRow): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * The token for a workspace in plain; for `null`, what was sent before places knew their workspace, the token of the only
 * one there is. Null where the app is not installed.
 */
export type TokenOf = (workspace: string | null) => Promise<string | null>;

/** A workspace as it was just installed. `token` is in plain: it goes into cipher text and nowhere else. */
export type Installed = {
  workspace: string;
  name: string;
  token: string;
  botUser: string;
  scopes: string;
  by: Identity;
  /** The language of the browser. */
  locale: Locale;
};

/** What a platform's install pages need of the house. */
export type InstallDesk = {
  fallback: Locale;
  say(text: Text, locale: Locale): string;
  /** True for the first caller only, whichever process and whenever; `until`: when the flow is over anyway, epoch ms. */
  take(flow: string, until: number): Promise<boolean>;
  /** Puts the workspace in, in the place of an earlier installation, and writes to who did it. */
  admit(installed: Installed): Promise<void>;
};
