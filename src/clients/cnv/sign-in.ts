import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import { createHttp } from '../../lib/http.ts';
import { explainCnv } from './errors.ts';
import { guesses } from './guesses.ts';
import type { CnvOptions } from './send.ts';

/** A token and when it ends, epoch ms. */
export type CnvGrant = { accessToken: string; expiresAt: number };

export type SignIn = {
  /** Where somebody signs in to CNV; they come back to the redirect address with `code` and `state`. */
  loginLink(back: { redirectUri: string; state: string }): Promise<string>;
  /** Once, by the address that was given for it. */
  exchange(code: string, redirectUri: string): Promise<CnvGrant>;
};

const Answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().optional(),
});

/** CNV's sign-in (authorization code), as programs in use do it. */
export function createSignIn(options: CnvOptions): SignIn {
  const { app, clock } = options;
  const http = createHttp({
    system: 'cnv',
    baseURL: options.loginURL,
    headers: { Accept: 'application/json' },
    timeout: guesses.timeout.value,
    concurrency: 1,
    adapter: options.adapter,
    log: options.log,
    observe: options.observe,
    explain(status, body) {
      const meant = explainCnv(status, body, false);
      return meant === null || status === 429 ? meant : { ...meant, code: 'code-invalid' };
    },
  });
  return {
    async loginLink({ redirectUri, state }) {
      const { clientId } = await app();
      const link = new URL('/oauth', options.loginURL);
      link.searchParams.set('client_id', clientId);
      link.searchParams.set('redirect_uri', redirectUri);
      link.searchParams.set('response_type', 'code');
      link.searchParams.set('scope', guesses.scopes.value.join(','));
      link.searchParams.set('state', state);
      return link.href;
    },
    async exchange(code, redirectUri) {
      const { clientId, clientSecret } = await app();
      const query = {
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        code,
      };
      const path = '/oauth/token';
      const body = await http({ name: 'exchange', method: 'GET', path, query, writes: true });
      const answer = Answer.safeParse(body);
      if (!answer.success)
        throw new UpstreamError('cnv', { effect: 'unknown', code: 'unreadable_answer' });
      const { access_token: accessToken, expires_in: seconds } = answer.data;
      const life = seconds === undefined ? guesses.tokenLife.value : seconds * 1000;
      return { accessToken, expiresAt: clock.now().epochMilliseconds + life };
    },
  };
}
