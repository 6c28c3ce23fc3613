import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { openTenban } from '../../src/app.ts';
import { createFakeClock } from './fake-clock.ts';
import { recordingLog } from './log.ts';
import { APPS, createSides, type Sides } from './loyalty.ts';
import { APP, BUSINESS, SECRET } from './nhanh.ts';
import { type Answer, OPERATOR, type Options, openShop, type TestShop } from './shop.ts';

export const ACCOUNT = '385';
const ORIGIN = 'http://localhost';
export const BACK = `${ORIGIN}/nhanhvn/connect/callback/${APP}/${ACCOUNT}`;

export type Shown = { status: number; html: string; headers: Headers };

export type ConnectShop = TestShop &
  Sides & {
    /** Says in LINE that Nhanh is to be connected, and returns the path of the link that comes. */
    ask(user?: string): Promise<string>;
    /** Begins anew while something is under way, and returns the path of the new link. */
    askAnew(): Promise<string>;
    /** Opens an address of ours as a browser does, a form with it when there is one. */
    open(address: string, form?: Record<string, string>): Promise<Shown>;
    /** Fills the page of a link in. */
    fill(path: string, wrong?: Record<string, string>): Promise<Shown>;
    /** Signs in at CNV by the link of a page, and follows back. */
    signIn(page: Shown): Promise<Shown>;
    /** Presses Đồng ý at Nhanh and follows back. */
    allow(): Promise<Shown>;
    /** Types the code of a page in the chat. */
    confirm(page: Shown): Promise<Answer | undefined>;
    /** From the words in the chat to what it says once the code of the page was typed. */
    connect(): Promise<Answer | undefined>;
    /** Switches webhooks on in Nhanh's console, with what the page shows. */
    hook(page: Shown): Promise<boolean>;
    /** Stops Tenban and starts another on what it left. */
    restart(): Promise<void>;
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

  const running = { tenban: shop.tenban };

  async function open(address: string, form?: Record<string, string>): Promise<Shown> {
    const { pathname, search } = new URL(address, ORIGIN);
    const response = await fetch(`http://127.0.0.1:${running.tenban.port}${pathname}${search}`, {
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

  async function say(words: string, user = OPERATOR): Promise<Answer[]> {
    await shop.line.say(user, words);
    await running.tenban.house.queue.settled();
    return shop.hear(user);
  }

  const ask = async (user = OPERATOR): Promise<string> =>
    linkIn(await say(`kết nối nhanh ${ACCOUNT}`, user));

  async function askAnew(): Promise<string> {
    await ask();
    return linkIn(await shop.tap('Làm lại từ đầu'));
  }

  const fill = (path: string, wrong = {}): Promise<Shown> =>
    open(path, { account: ACCOUNT, app: APP, secret: SECRET, off: '2026-11-01', ...wrong });

  async function confirm(page: Shown): Promise<Answer | undefined> {
    const [answer] = await say(`mã kết nối ${codeOf(page) ?? ''}`);
    return answer;
  }

  /** Signs in at CNV by the link of a page. */
  async function signIn(page: Shown): Promise<Shown> {
    const { searchParams } = new URL(signInLink(page));
    const redirectUri = searchParams.get('redirect_uri') ?? '';
    return open(sides.cnv.consent({ redirectUri, state: searchParams.get('state') ?? '' }));
  }

  return {
    ...shop,
    ...sides,
    open,
    consent,
    say,
    ask,
    askAnew,
    fill,
    signIn,
    allow: () => open(consent()),
    confirm,
    async connect() {
      await fill(await ask());
      return confirm(await signIn(await open(consent())));
    },
    async hook(page) {
      const token = /<code>([0-9a-f]{32})<\/code>/.exec(page.html)?.[1] ?? '';
      const url = `http://127.0.0.1:${running.tenban.port}/nhanhvn/hook/${APP}`;
      return sides.nhanh.enableHooks(APP, { url, token });
    },
    async restart() {
      await running.tenban.stop();
      const { log } = recordingLog();
      running.tenban = await openTenban(shop.config, { log, clock });
      t.after(() => running.tenban.stop());
      shop.line.webhook(`http://127.0.0.1:${running.tenban.port}/line/webhook`);
    },
  };
}

/** The path of the link that was sent last. */
export function linkIn(answers: readonly Answer[]): string {
  const answer = answers.at(-1);
  const sent = JSON.stringify(answer?.entry.message ?? null);
  const path = /"uri":"[^"]*(\/connect\/[\w-]+)"/.exec(sent)?.[1];
  assert.ok(path !== undefined, answer?.text ?? 'nothing was said');
  return path;
}

/** Where a page leads to for signing in at CNV. */
function signInLink({ html }: Shown): string {
  const link = /href="([^"]*client_id[^"]*)"/.exec(html)?.[1] ?? '';
  return link.replaceAll('&amp;', '&');
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
