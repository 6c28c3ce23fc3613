import type { webApi } from '@slack/bolt';
import type { Clock } from '../../../core/clock.ts';
import { UpstreamError } from '../../../core/errors.ts';
import type { InstallDesk } from '../../../core/installation.ts';
import type { Log } from '../../../core/log.ts';
import { localeAccepted } from '../../../lib/accept-language.ts';
import { browserOf } from './browser.ts';
import { exchangeCode } from './exchange.ts';
import { SCOPES } from './scopes.ts';
import type { States } from './state.ts';

export type ComeBack = {
  states: States;
  desk: InstallDesk;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** Without a token of its own. */
  client: webApi.WebClient;
  clock: Clock;
  log: Log;
};

export type Outcome =
  | { kind: 'done'; name: string }
  | { kind: 'cancelled' | 'invalid' | 'expired' | 'used' }
  | { kind: 'failed'; code: string };

/**
 * What becomes of a browser that comes back from Slack. A flow ends with its first way back, however that went: a code is
 * asked for only after the flow was taken up, so that no second one can follow it.
 */
export async function comeBack(parts: ComeBack, request: Request): Promise<Outcome> {
  const query = new URL(request.url).searchParams;
  const flow = parts.states.read(query.get('state') ?? '', browserOf(request));
  if (flow === 'invalid' || flow === 'expired') return { kind: flow };
  if (!(await parts.desk.take(flow.flow, flow.until))) return { kind: 'used' };
  const error = query.get('error');
  const code = query.get('code');
  if (error === 'access_denied') return { kind: 'cancelled' };
  if (error !== null || code === null) return failed(parts, known(error ?? 'no_code'));
  try {
    return await install(parts, code, request);
  } catch (problem) {
    if (!(problem instanceof UpstreamError)) throw problem;
    return failed(parts, problem.code);
  }
}

async function install(parts: ComeBack, code: string, request: Request): Promise<Outcome> {
  const { desk, log } = parts;
  const { team, scopes, by, ...access } = await exchangeCode(parts, code);
  const missing = SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0)
    log.warn({ team: team.id, missing }, 'installed without rights that Tenban needs');
  await desk.admit({
    ...access,
    workspace: team.id,
    name: team.name,
    scopes: scopes.join(','),
    by: { platform: 'slack', team: team.id, id: by },
    locale: localeAccepted(request.headers.get('accept-language'), desk.fallback),
  });
  return { kind: 'done', name: team.name };
}

function failed({ log }: ComeBack, code: string): Outcome {
  log.warn({ code }, 'an installation came to nothing');
  return { kind: 'failed', code };
}

/** What stands in an address may be anything. */
function known(code: string): string {
  return /^[a-z_]{1,40}$/.test(code) ? code : 'unknown_error';
}
