import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createFakeClock } from './fake-clock.ts';
import { APPS, createSides, type Sides } from './loyalty.ts';
import { APP, BUSINESS, SECRET } from './nhanh.ts';
import { OPERATOR, type Options, openShop, type TestShop } from './shop.ts';

export const ACCOUNT = '385';
const ORIGIN = 'http://localhost';
export const BACK = `${ORIGIN}/nhanhvn/connect/callback/${APP}/${ACCOUNT}`;

export type Shown = { status: number; html: string; headers: Headers };

export type ConnectShop = TestShop &
  Sides & {
    /** Says in LINE that Nhanh is to be connected, and returns the path of the link that comes. */
    ask(user?: string): Promise<string>;
    /** Opens an address of ours as a browser does, a form with it when there is one. */
    open(address: string, form?: Record<string, string>): Promise<Shown>;
    /** Fills the page of a link in. */
    fill(path: string, wrong?: Record<string, string>): Promise<Shown>;
    /** Presses Đồng ý at Nhanh and follows back. */
    allow(): Promise<Shown>;
    /** The address that Đồng ý leads back to. */
    consent(): string;
  };

/** A shop that nobody connected yet, with Nhanh and CNV over real HTTP. */
export async function openConnectShop(
  t: TestContext,
  { clock = createFakeClock(), ...rest }: Options = {},
): Promise<ConnectShop> {
  const sides = createSides(clock);
  const servers = await Promise.all([sides.nhanh.listen(0), sides.cnv.listen(0)]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  sides.nhanh.editApp(APP, { redirectUrls: [BACK] });
  const at = { nhanh: servers[0].url, cnv: servers[1].url };
  const shop = await openShop(t, {
    clock,
    locale: 'vi',
    urls: { nhanh: at.nhanh, nhanhLogin: at.nhanh, cnv: at.cnv, cnvLogin: at.cnv },
    apps: APPS,
    ...rest,
  });

  async function open(address: string, form?: Record<string, string>): Promise<Shown> {
    const { pathname, search } = new URL(address, ORIGIN);
    const response = await fetch(`http://127.0.0.1:${shop.tenban.port}${pathname}${search}`, {
      redirect: 'manual',
      headers: { 'accept-language': 'vi' },
      ...(form !== undefined && { method: 'POST', body: new URLSearchParams(form) }),
    });
    const next = response.headers.get('location');
    if (next !== null) return open(next);
    return { status: response.status, html: await response.text(), headers: response.headers };
  }

  function consent(): string {
    return sides.nhanh.consent({ appId: APP, business: BUSINESS, returnLink: BACK });
  }

  return {
    ...shop,
    ...sides,
    open,
    consent,
    async ask(user = OPERATOR) {
      const [answer] = await shop.say(`kết nối nhanh ${ACCOUNT}`, user);
      const sent = JSON.stringify(answer?.entry.message ?? null);
      const path = /"uri":"[^"]*(\/connect\/[\w-]+)"/.exec(sent)?.[1];
      assert.ok(path !== undefined, answer?.text ?? 'nothing was said');
      return path;
    },
    fill: (path, wrong = {}) =>
      open(path, { account: ACCOUNT, app: APP, secret: SECRET, ...wrong }),
    allow: () => open(consent()),
  };
}

/** The code that a page shows; null when it shows none. */
export function codeOf({ html }: Shown): string | null {
  return /<p class="code">([^<]+)<\/p>/.exec(html)?.[1] ?? null;
}

/** What a page says, without its marks. */
export function saidBy({ html }: Shown): string {
  const body = html.slice(html.indexOf('<main>'));
  return body
    .replaceAll(/<script>.*?<\/script>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}
