import { createHash } from 'node:crypto';
import { html } from 'hono/html';

export type SignInParts = { now(): number; clientId: string; clientSecret: string };

const CODE_LIFE = 600_000;
const TOKEN_SECONDS = 2_592_000;

/** CNV's sign-in, as programs in use know it: a code for the redirect address, and a token for the code. */
export function createSignIn({ now, clientId, clientSecret }: SignInParts) {
  const codes = new Map<string, { redirectUri: string; until: number }>();
  const tokens = new Map<string, number>();
  let made = 0;

  function random(): string {
    made += 1;
    return createHash('sha256').update(`cnv ${made}`).digest('hex');
  }

  function consent({ redirectUri, state }: { redirectUri: string; state: string }): string {
    const code = random();
    codes.set(code, { redirectUri, until: now() + CODE_LIFE });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', state);
    return back.href;
  }

  async function page(request: Request, query: URLSearchParams): Promise<Response> {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== clientId || !URL.canParse(redirectUri))
      return new Response('invalid client_id or redirect_uri', { status: 400 });
    if (request.method === 'POST') {
      const location = consent({ redirectUri, state: query.get('state') ?? '' });
      return new Response(null, { status: 302, headers: { location } });
    }
    const scopes = (query.get('scope') ?? '').split(',');
    const body = await html`<!doctype html>
      <html lang="vi">
        <meta name="viewport" content="width=device-width" /><title>CNV</title>
        <h1>Tenban muốn truy cập tài khoản CNV</h1>
        <ul>
          ${scopes.map((scope) => html`<li>${scope}</li>`)}
        </ul>
        <form method="post"><button>Đồng ý</button></form>
      </html>`;
    return new Response(String(body), { headers: { 'content-type': 'text/html; charset=utf-8' } });
  }

  function exchange(query: URLSearchParams): Response {
    const code = codes.get(query.get('code') ?? '');
    const right =
      query.get('client_id') === clientId && query.get('client_secret') === clientSecret;
    const alive = code !== undefined && now() < code.until;
    if (!right || !alive || code.redirectUri !== query.get('redirect_uri'))
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    codes.delete(query.get('code') ?? '');
    const token = random();
    tokens.set(token, now() + TOKEN_SECONDS * 1000);
    return Response.json({ access_token: token, expires_in: TOKEN_SECONDS });
  }

  return {
    consent,
    page,
    exchange,
    knows: (token: string): boolean => now() < (tokens.get(token) ?? 0),
    end: (): void => tokens.clear(),
  };
}
