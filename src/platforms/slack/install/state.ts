import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';

/** How long somebody may take between our page and the way back from Slack's. */
export const FLOW_LASTS = 10 * 60_000;

const RANDOM = /^[\w-]{43}$/;
const STATE = /^(?<flow>[\w-]{43})\.(?<until>\d{13})\.(?<mac>[\w-]{43})$/;

/** A flow that waits for its way back; `until` in epoch ms. */
type Flow = { flow: string; until: number };

export type States = {
  /** For the browser with this key. */
  issue(browser: string): string;
  /** The flow, unless the state was made up, is another browser's, or is too old. */
  read(state: string, browser: string | null): Flow | 'invalid' | 'expired';
};

/**
 * States of an installation: signed, so that nothing is kept until somebody comes back, and good only together with the
 * browser's key, so that nobody finishes what another began. https://www.rfc-editor.org/rfc/rfc6749#section-10.12
 */
export function createStates({ secret, clock }: { secret: string; clock: Clock }): States {
  const now = (): number => clock.now().epochMilliseconds;
  const macOf = (flow: string, until: string, browser: string): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['tenban slack install', flow, until, browser]))
      .digest('base64url');

  return {
    issue(browser) {
      const flow = newBrowserKey();
      const until = String(now() + FLOW_LASTS);
      return [flow, until, macOf(flow, until, browser)].join('.');
    },
    read(state, browser) {
      const { flow = '', until = '', mac = '' } = STATE.exec(state)?.groups ?? {};
      if (mac === '' || browser === null) return 'invalid';
      const wanted = Buffer.from(macOf(flow, until, browser));
      if (!timingSafeEqual(wanted, Buffer.from(mac))) return 'invalid';
      return now() < Number(until) ? { flow, until: Number(until) } : 'expired';
    },
  };
}

/** What a browser is known by, and flows too: 32 random bytes. */
export function newBrowserKey(): string {
  return randomBytes(32).toString('base64url');
}

export function isBrowserKey(text: string): boolean {
  return RANDOM.test(text);
}
