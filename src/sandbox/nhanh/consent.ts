import { html } from 'hono/html';
import type { Grants } from './grants.ts';
import type { NhanhRules } from './rules.ts';
import type { SimApp, SimBusiness } from './types.ts';

type Consents = {
  rules: NhanhRules;
  app(id: string): SimApp | undefined;
  businesses(): SimBusiness[];
  grants: Grants;
};
type Asked = { appId: string; returnLink: string };

/** Words on the page; Nhanh's own for a wrong link are not published. */
const WORDS = {
  app: 'Ứng dụng không tồn tại hoặc đã ngừng hoạt động',
  link: 'Redirect URL không hợp lệ: phải là https và có trong danh sách Redirect URL của app',
  business: 'Doanh nghiệp không tồn tại',
};

/** Nhanh's page where a shop ticks what the app may do. https://apidocs.nhanh.vn/app */
export function createConsent({ rules, app, businesses, grants }: Consents) {
  /** What is wrong with the link, if anything. */
  function problemOf({ appId, returnLink }: Asked): string | null {
    const known = app(appId);
    if (!known?.active) return WORDS.app;
    const listed = known.redirectUrls.includes(returnLink);
    return listed && isSafe(returnLink, rules) ? null : WORDS.link;
  }

  /** Where the browser goes. Throws the page's words. */
  function allow(asked: Asked & { business: string; permissions?: readonly string[] }): string {
    const problem = problemOf(asked);
    const business = businesses().find(({ id }) => id === asked.business);
    if (problem !== null || business === undefined) throw new Error(problem ?? WORDS.business);
    const wanted = asked.permissions ?? business.permissions;
    const permissions = business.permissions.filter((one) => wanted.includes(one));
    const back = new URL(asked.returnLink);
    const { id, depots } = business;
    const code = grants.allow({ appId: asked.appId, business: id, permissions, depots });
    back.searchParams.set('accessCode', code);
    return back.href;
  }

  async function answer(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url);
    const asked = {
      appId: searchParams.get('appId') ?? '',
      returnLink: searchParams.get('returnLink') ?? '',
    };
    const problem = problemOf(asked);
    if (problem !== null) return new Response(problem, { status: 400 });
    if (request.method === 'GET') return page(app(asked.appId)?.name ?? '', businesses());
    const form = new URLSearchParams(await request.text());
    const given = {
      ...asked,
      business: form.get('business') ?? '',
      permissions: form.getAll('permissions'),
    };
    return new Response(null, { status: 302, headers: { location: allow(given) } });
  }

  return { allow, answer };
}

async function page(name: string, shops: readonly SimBusiness[]): Promise<Response> {
  const rights = new Set(shops.flatMap(({ permissions }) => permissions));
  const body = await html`<!doctype html>
    <html lang="vi">
      <meta name="viewport" content="width=device-width" /><title>Nhanh.vn</title>
      <h1>Cấp quyền cho ứng dụng ${name}</h1>
      <form method="post">
        <p>
          <select name="business">
            ${shops.map((shop) => html`<option value="${shop.id}">${shop.name}</option>`)}
          </select>
        </p>
        ${[...rights].map(
          (right) =>
            html`<p>
              <label><input type="checkbox" name="permissions" value="${right}" /> ${right}</label>
            </p>`,
        )}
        <p><button name="decision" value="agree">Đồng ý</button></p>
      </form>
    </html>`;
  return new Response(String(body), { headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function isSafe(link: string, rules: NhanhRules): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, hostname } = new URL(link);
  const loopback = hostname === 'localhost' || hostname.startsWith('127.');
  return protocol === 'https:' || (rules.loopbackRedirects && loopback);
}
