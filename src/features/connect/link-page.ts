import { z } from 'zod';
import type { FeaturePage, PageDesk, SeeOther, Sheet, SheetField } from '../../core/page.ts';
import { text } from '../../core/text.ts';
import { pageAddress, sampleAddress } from './addresses.ts';
import { appPage } from './app-page.ts';
import {
  changeFlow,
  type Flow,
  flowOf,
  keys,
  type Link,
  linkBehind,
  placeOf,
  pointTo,
  useLink,
} from './flow.ts';
import { saying } from './sheets.ts';
import { takenBy, wantedBy } from './taken.ts';
import { nhanhOf } from './trial.ts';

/** What has to be filled in. An access token has 128 characters and more. https://apidocs.nhanh.vn/app */
const Filled = z.object({
  account: z.string().regex(/^\d{1,12}$/),
  app: z.string().regex(/^\d{1,12}$/),
  secret: z.string().regex(/^[\x21-\x7e]{8,127}$/),
  /** The day since when CNV's own connector to Nhanh does not run: two at once would write everything twice. */
  off: z.iso.date(),
});
type Filled = z.infer<typeof Filled>;
type Name = keyof Filled;
type Problems = Partial<Record<Name, string>>;

/**
 * `/connect/{token}`: the link from the chat, once; what it leads to stays open to the browser that filled it in. Nothing
 * that is typed here counts before a code was typed in the chat.
 */
export const linkPage: FeaturePage = {
  path: '/connect/:token',
  posts: true,
  async answer({ params, form }, desk) {
    const token = params['token'] ?? '';
    const page = await appPage(token, form !== null, desk);
    if (page !== null) return page;
    const link = await linkBehind(desk.connecting, token);
    const flow = link && (await flowOf(desk.connecting, link.shop));
    const refusal = refusalOf(link, flow, desk.now.epochMilliseconds);
    if (refusal !== null || flow === null) return refusal ?? saying('unknown', { status: 404 });
    return form === null
      ? formSheet(flow, desk, { account: flow.accountId })
      : take(token, { flow, form, desk });
  },
};

function refusalOf(link: Link | null, flow: Flow | null, now: number): Sheet | null {
  if (link === null) return saying('unknown', { status: 404 });
  const said = { status: 410, ...(flow !== null && { locale: flow.locale }) };
  if (link.used) return saying('used', said);
  if (link.until <= now) return saying('late', said);
  return flow?.id === link.flow ? null : saying('replaced', said);
}

type Given = { flow: Flow; form: URLSearchParams; desk: PageDesk };

async function take(token: string, { flow, form, desk }: Given): Promise<Sheet | SeeOther> {
  const { connecting } = desk;
  const given = {
    account: plainOf(form.get('account')),
    app: plainOf(form.get('app')),
    secret: (form.get('secret') ?? '').trim(),
    off: plainOf(form.get('off')),
  };
  const parsed = Filled.safeParse(given);
  const problems = parsed.success
    ? await problemsOf(parsed.data, flow, desk)
    : misfilled(parsed.error, given.secret);
  if (!parsed.success || Object.keys(problems).length > 0)
    return formSheet(flow, desk, { ...given, problems });
  if (!(await useLink(connecting, token)))
    return saying('used', { status: 410, locale: flow.locale });
  const page = connecting.newToken();
  await keepTyped(flow, { page, filled: parsed.data, desk });
  return { seeOther: pageAddress('', page) };
}

/** An access token in the place of the key is told apart: shops that used API 2.0 have one at hand. */
function misfilled({ issues }: z.ZodError, secret: string): Problems {
  const named = issues.map(({ path }) => [path[0], String(path[0])] as const);
  const problems: Problems = Object.fromEntries(named);
  return secret.length < TOKEN ? problems : { ...problems, secret: 'token' };
}

/** The least characters of an access token. */
const TOKEN = 128;

/** Digits in any width, without what was pasted around them. */
function plainOf(value: string | null): string {
  return (value ?? '').normalize('NFKC').trim();
}

async function problemsOf(
  { account, app, off }: Filled,
  { shop }: Flow,
  desk: PageDesk,
): Promise<Problems> {
  if (off > (await todayOf(shop, desk))) return { off: 'off' };
  const wanted = { shop, accountId: account, app };
  const taken = (await takenBy(desk.settings, wanted)) ?? (await wantedBy(desk.connecting, wanted));
  if (taken === 'account') return { account: 'account-taken' };
  return taken === 'app' ? { app: 'app-taken' } : {};
}

type Typed = { page: string; filled: Filled; desk: PageDesk };

async function keepTyped(flow: Flow, { page, filled, desk }: Typed): Promise<void> {
  const { connecting } = desk;
  const seal = (name: string, plain: string): string => connecting.seal(plain, placeOf(flow, name));
  const nhanh = await nhanhOf(connecting, flow, { app: filled.app, secretKey: filled.secret });
  const verifyToken = seal('verifyToken', nhanh.newVerifyToken());
  const app = {
    id: filled.app,
    secretKey: seal('secretKey', filled.secret),
    verifyToken,
    at: desk.now.epochMilliseconds,
    off: filled.off,
  };
  const next = await changeFlow(connecting, flow, (current) => ({
    ...current,
    accountId: filled.account,
    app,
    granted: null,
  }));
  if (next === null) return;
  await pointTo(connecting, keys.page(connecting.fingerprint(page)), next);
  await pointTo(connecting, keys.back(app.id, next.accountId), next);
  await pointTo(connecting, keys.app(app.id), next);
  await pointTo(connecting, keys.account(next.accountId), next);
}

/** The day it is in a shop, as an ISO date. */
async function todayOf(shop: string, { settings, now }: PageDesk): Promise<string> {
  const found = await settings.get('shops', shop);
  return now
    .toZonedDateTimeISO(found?.timeZone ?? 'UTC')
    .toPlainDate()
    .toString();
}

type Shown = Partial<Record<Name, string>> & { problems?: Problems };

async function formSheet(
  flow: Flow,
  desk: PageDesk,
  { problems = {}, ...shown }: Shown,
): Promise<Sheet> {
  const { baseUrl } = desk.connecting;
  const today = await todayOf(flow.shop, desk);
  const field = (name: Name, more: Partial<SheetField>): SheetField => ({
    name,
    label: text(`connect.field.${name}`),
    ...(problems[name] !== undefined && { problem: text(`connect.wrong.${problems[name]}`) }),
    ...(shown[name] !== undefined && { value: shown[name] }),
    ...more,
  });
  const account = shown.account ?? flow.accountId;
  return {
    status: Object.keys(problems).length > 0 ? 422 : 200,
    locale: flow.locale,
    title: text('connect.page.form.title'),
    blocks: [
      {
        kind: 'steps',
        items: [
          { text: text('connect.page.form.account') },
          { text: text('connect.page.form.create'), copy: sampleAddress(baseUrl, account) },
          { text: text('connect.page.form.off') },
          { text: text('connect.page.form.copy') },
        ],
      },
      {
        kind: 'form',
        submit: text('labels.connect.next'),
        fields: [
          field('account', { digits: true }),
          field('app', { digits: true }),
          field('secret', { secret: true }),
          field('off', { value: shown.off ?? today, latest: today }),
        ],
      },
      { kind: 'words', text: text('connect.page.form.kept') },
    ],
  };
}
