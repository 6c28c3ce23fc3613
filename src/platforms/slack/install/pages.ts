import type { InstallDesk } from '../../../core/installation.ts';
import type { Page } from '../../../core/page.ts';
import type { Locale } from '../../../core/settings.ts';
import { text, type Values } from '../../../core/text.ts';
import { localeAccepted } from '../../../lib/accept-language.ts';
import { type PlainPage, plainPage } from '../../../lib/plain-page.ts';
import { browserOf, keepBrowser } from './browser.ts';
import { type ComeBack, comeBack, type Outcome } from './come-back.ts';
import { SCOPES } from './scopes.ts';
import { createStates, newBrowserKey } from './state.ts';

const INSTALL = '/slack/install';
const RETURN = '/slack/oauth_redirect';

type InstallOptions = Omit<ComeBack, 'states' | 'desk' | 'redirectUri'> & {
  stateSecret: string;
  /** Where browsers reach us. */
  baseUrl: string;
  /** Where Slack asks people whether they allow the app. */
  loginUrl: string;
};

/** What stands on the page of each outcome, and whether it offers another try. */
const PAGES = {
  done: { status: 200, lines: ['next', 'link'], again: false },
  cancelled: { status: 200, lines: ['nothing'], again: true },
  invalid: { status: 400, lines: ['nothing', 'why'], again: true },
  expired: { status: 400, lines: ['nothing'], again: true },
  used: { status: 400, lines: ['why'], again: true },
  failed: { status: 502, lines: ['nothing', 'code'], again: true },
} satisfies { [kind in Outcome['kind']]: { status: number; lines: string[]; again: boolean } };

/**
 * `/slack/install` leads to Slack, which leads back to `/slack/oauth_redirect`: that counts once, and only for a flow that
 * the same browser began here in the last ten minutes. https://docs.slack.dev/authentication/installing-with-oauth
 */
export function createInstallPages(options: InstallOptions, desk: InstallDesk): Page[] {
  const { clientId, baseUrl, loginUrl, clock } = options;
  const states = createStates({ secret: options.stateSecret, clock });
  const redirectUri = new URL(RETURN, baseUrl).href;

  function allowUrl(state: string): string {
    const url = new URL('/oauth/v2/authorize', loginUrl);
    const scope = SCOPES.join(',');
    const query = { client_id: clientId, scope, redirect_uri: redirectUri, state };
    url.search = new URLSearchParams(query).toString();
    return url.href;
  }

  async function offer(request: Request): Promise<Response> {
    const browser = browserOf(request) ?? newBrowserKey();
    const { say, draw } = drawerFor(desk, request);
    return draw('offer', {
      status: 200,
      lines: ['what', 'rights', 'time'],
      link: { label: say('installing.offer.action'), url: allowUrl(states.issue(browser)) },
      headers: keepBrowser(browser, baseUrl),
    });
  }

  async function result(request: Request): Promise<Response> {
    const outcome = await comeBack({ ...options, states, desk, redirectUri }, request);
    const { say, draw } = drawerFor(desk, request);
    const { kind, ...values } = outcome;
    const { status, lines, again } = PAGES[kind];
    const link = { label: say('installing.again'), url: new URL(INSTALL, baseUrl).href };
    return draw(kind, { status, lines, values, ...(again && { link }) });
  }

  return [
    { path: INSTALL, answer: offer },
    { path: RETURN, answer: result },
  ];
}

type Look = Pick<PlainPage, 'status' | 'link' | 'headers'> & { lines: string[]; values?: Values };

/** Draws pages in the language of a browser; a page's words are below its own name. */
function drawerFor(desk: InstallDesk, request: Request) {
  const locale: Locale = localeAccepted(request.headers.get('accept-language'), desk.fallback);
  const say = (key: string, values?: Values): string => desk.say(text(key, values), locale);
  function draw(kind: string, { lines, values, ...look }: Look): Promise<Response> {
    const part = (name: string): string => say(`installing.${kind}.${name}`, values);
    return plainPage({ ...look, locale, title: part('title'), lines: lines.map(part) });
  }
  return { say, draw };
}
