import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Settings } from '../../core/settings.ts';
import { createCnvSimulator } from '../cnv/simulator.ts';
import type { CnvSimulator } from '../cnv/types.ts';
import { createNhanhSimulator } from '../nhanh/simulator.ts';
import type { NhanhSimulator, ShopHands, SimProduct } from '../nhanh/types.ts';
import { type Pair, type PairRow, switchOf } from './types.ts';

const SHOP = 'nha-la';
const APP = '77042';
const BUSINESS = '70385';
/** The account at CNV, as the redirect address names it. */
const ACCOUNT = '385';
/** What a shop that CNV has told so may say that CNV takes. */
const TAKES = ['product', 'order', 'category'];
const GOODS = [
  { name: 'Bánh pía đậu xanh', price: 65_000 },
  { name: 'Trà atiso Đà Lạt', price: 48_000 },
];

type Both = { nhanh: NhanhSimulator; cnv: CnvSimulator; hands: ShopHands; secretKey: string };

/** Nhanh.vn and CNV Loyalty of the Vietnamese shop, not connected yet: an app without its addresses, and some goods. */
export async function openLoyaltyPair(clock: Clock, baseUrl: string): Promise<Pair> {
  const secretKey = randomBytes(24).toString('hex');
  const client = { clientId: 'tenban-sandbox', clientSecret: randomBytes(16).toString('hex') };
  const nhanh = createNhanhSimulator({ clock });
  const cnv = createCnvSimulator({ clock, ...client });
  nhanh.addApp({ appId: APP, secretKey });
  nhanh.addBusiness({ id: BUSINESS, name: 'Nhà Lá' });
  const both = { nhanh, cnv, hands: nhanh.shop(BUSINESS), secretKey };
  for (const goods of GOODS) both.hands.addProduct(goods);
  const servers = await Promise.all([nhanh.listen(0), cnv.listen(0)]);
  const [atNhanh, atCnv] = servers;
  let settings: Settings | null = null;
  return {
    shop: SHOP,
    systems: [
      { id: 'nhanh', simulator: nhanh },
      { id: 'cnv', simulator: cnv },
    ],
    settings: {
      connections: [],
      apps: { cnv: { secrets: client, options: {}, version: 1 } },
    },
    urls: {
      nhanh: atNhanh.url,
      nhanhLogin: atNhanh.url,
      cnv: atCnv.url,
      cnvLogin: atCnv.url,
    },
    connect: (tenban) => void (settings = tenban.settings),
    rows: () => [appRow(both), ...both.hands.products().map((product) => rowOf(both, product))],
    act: (what, order, typed = '') => act(both, { what, order, typed, baseUrl }),
    breaks: [
      switchOf('cnv-takes', (on) => void declare(settings, on)),
      switchOf('nhanh-closed', (on) => void nhanh.editBusiness(BUSINESS, { openApi: !on })),
      switchOf('hooks-lost', (on) => nhanh.hooks.faults.set({ loss: on ? 1 : 0 })),
    ],
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** CNV publishes no reference: what it takes beyond members is the shop's word, an option of its connection. */
async function declare(settings: Settings | null, on: boolean): Promise<void> {
  await settings?.update('connections', `${SHOP}-cnv`, (current) =>
    current === null
      ? null
      : { ...current, options: { ...current.options, takes: on ? TAKES : [] } },
  );
}

function appRow({ nhanh, secretKey }: Both): PairRow {
  const { redirectUrls, hooks } = nhanh.app(APP);
  return {
    order: APP,
    about: `App Tenban · Secret Key ${secretKey} · ${ACCOUNT}`,
    at: [
      { system: 'nhanh', state: redirectUrls[0] ?? 'Redirect URL –' },
      { system: 'nhanh', state: hooks.enabled ? 'Webhooks 3.0' : 'Webhooks –' },
    ],
    acts: [...(redirectUrls.length > 0 ? [] : ['save-redirect']), 'add-product'],
    ...(!hooks.enabled && { asks: 'enable-hooks' }),
  };
}

function rowOf({ cnv }: Both, { id, name, price }: SimProduct): PairRow {
  const there = cnv.products().find(({ ref }) => ref === `nhanh:${id}`);
  const money = (dong: number): string => `${dong.toLocaleString('vi-VN')} ₫`;
  return {
    order: String(id),
    about: name,
    at: [
      { system: 'nhanh', state: money(price) },
      { system: 'cnv', state: there === undefined ? '–' : money(there.price) },
    ],
    acts: ['raise-price'],
  };
}

type Wanted = { what: string; order: string; typed: string; baseUrl: string };

async function act({ nhanh, hands }: Both, { what, order, typed, baseUrl }: Wanted): Promise<void> {
  if (what === 'save-redirect')
    nhanh.editApp(APP, { redirectUrls: [`${baseUrl}/nhanhvn/connect/callback/${APP}/${ACCOUNT}`] });
  else if (what === 'enable-hooks') await enableHooks(nhanh, typed, baseUrl);
  else if (what === 'add-product')
    hands.addProduct({ name: `Sản phẩm thử ${hands.products().length + 1}`, price: 10_000 });
  else if (what === 'raise-price') {
    const product = hands.products().find(({ id }) => String(id) === order);
    if (product === undefined) throw new Error(`there is no product ${order}`);
    hands.editProduct(product.id, { price: product.price + 1_000 });
  } else throw new Error(`nothing is called ${what} here`);
}

async function enableHooks(nhanh: NhanhSimulator, token: string, baseUrl: string): Promise<void> {
  const url = `${baseUrl}/nhanhvn/hook/${APP}`;
  if (await nhanh.enableHooks(APP, { url, token: token.trim() })) return;
  throw new Error('Nhanh: Webhooks Verify Token 16–128 a-z A-Z 0-9, Callback URL phải trả về 200');
}
