import type { Config } from '../../config.ts';
import type { Settings, SettingsFile } from '../../core/settings.ts';
import type { Simulated } from '../web/simulator.ts';

/** Two remote systems of a seeded shop that Tenban keeps in step, as the page shows them and breaks them. */
export type Pair = {
  /** Its id. */
  shop: string;
  systems: readonly { id: string; simulator: Simulated }[];
  settings: Pick<SettingsFile, 'connections' | 'apps'>;
  urls: Partial<Config['urls']>;
  rows(): PairRow[];
  /** Does what a person of the shop would do about an order in one of the systems. Throws an Error that says why not. */
  act(what: string, order: string, typed?: string): void | Promise<void>;
  /** What can be wrong with the systems beside single calls; its words are `break.<id>` of the page. */
  breaks: readonly Break[];
  /** Told once Tenban is there. */
  connect?(tenban: { settings: Settings }): void;
  close(): Promise<void>;
};

export type PairRow = {
  order: string;
  about: string;
  /** What each system says of it, in the system's own words. */
  at: readonly { system: string; state: string }[];
  /** What can be done about it there; the words are `act.<what>` of the page. */
  acts: readonly string[];
  /** One more, for which something has to be typed. */
  asks?: string;
};

export type Break = { id: string; isOn(): boolean; set(on: boolean): void };

/** A switch that remembers how it stands. */
export function switchOf(id: string, set: (on: boolean) => void): Break {
  let on = false;
  return {
    id,
    isOn: () => on,
    set(next) {
      on = next;
      set(next);
    },
  };
}
