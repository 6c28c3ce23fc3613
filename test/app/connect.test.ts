import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, openConnectShop, saidBy } from '../support/connect.ts';
import { APP, BUSINESS, SECRET } from '../support/nhanh.ts';
import { COLLEAGUE } from '../support/shop.ts';

describe('connecting Nhanh', () => {
  it('goes from the words in the chat to a synced shop', async (t) => {
    const shop = await openConnectShop(t);

    const path = await shop.ask();
    const form = await shop.open(path);
    const page = await shop.fill(path);
    const granted = await shop.allow();
    const signedIn = await shop.signIn(granted);
    const before = await shop.tenban.house.settings.get('connections', 'baan-suan-nhanh');
    const [answer] = await shop.say(`mã kết nối ${codeOf(signedIn) ?? ''}`);

    assert.match(saidBy(form), /Account Id.*Redirect URL.*72629\/385.*Secret Key/);
    assert.match(saidBy(page), /callback\/72639\/385.*Đồng ý.*nhanhvn\/hook\/72639.*Verify Tokens/);
    assert.match(saidBy(signedIn), /đã đăng nhập/);
    assert.equal(before, null);
    assert.match(answer?.text ?? '', /Đã kết nối Nhanh\.vn, đang chờ sản phẩm thử/);
    const { settings, ledger } = shop.tenban.house;
    const nhanh = await settings.get('connections', 'baan-suan-nhanh');
    const cnv = await settings.get('connections', 'baan-suan-cnv');
    assert.ok(nhanh && cnv);
    assert.equal(nhanh.options['sync'], 'on');
    assert.equal(nhanh.options['businessId'], BUSINESS);
    assert.equal(settings.reveal(nhanh)['secretKey'], SECRET);
    const [audit] = await ledger.audit.list('baan-suan', 1, { action: 'connection.' });
    assert.equal(audit?.actor, 'Nok');
    await shop.pass(2_000);
    const runs = await ledger.runs.list('baan-suan-nhanh', 'loyalty.sync', 5);
    assert.ok(runs.length > 0);
  });

  it('tells links apart: used, late, replaced and unknown links', async (t) => {
    const shop = await openConnectShop(t);
    const first = await shop.ask();
    await shop.fill(first);

    const used = await shop.open(first);
    const second = await shop.askAnew();
    const third = await shop.ask();
    const replaced = await shop.open(second);
    await shop.pass(15 * 60_000);
    const late = await shop.open(third);
    const unknown = await shop.open('/connect/nobody-made-this');

    assert.match(saidBy(used), /Liên kết này đã được dùng/);
    assert.match(saidBy(replaced), /Đã có liên kết mới/);
    assert.match(saidBy(late), /Liên kết đã hết hạn sau 15 phút/);
    assert.match(saidBy(unknown), /Liên kết này không tồn tại/);
    assert.deepEqual(
      [used, replaced, late, unknown].map(({ status }) => status),
      [410, 410, 410, 404],
    );
  });

  it('keeps nothing that somebody else typed on the page', async (t) => {
    const shop = await openConnectShop(t);
    const path = await shop.ask();

    await shop.fill(path);
    const granted = await shop.allow();
    const [byOther] = await shop.say(`mã kết nối ${codeOf(granted) ?? ''}`, COLLEAGUE);
    const [guess] = await shop.say('mã kết nối ABCD-EFGH');

    assert.match(byOther?.text ?? '', /chủ cửa hàng|quyền/i);
    assert.match(guess?.text ?? '', /Mã không khớp/);
    assert.equal(await shop.tenban.house.settings.get('connections', 'baan-suan-nhanh'), null);
  });

  it('gives up after five wrong codes', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const code = codeOf(await shop.allow());

    for (let wrong = 0; wrong < 4; wrong += 1) await shop.say('mã kết nối ABCD-EFGH');
    const [fifth] = await shop.say('mã kết nối ABCD-EFGH');
    const [right] = await shop.say(`mã kết nối ${code ?? ''}`);

    assert.match(fifth?.text ?? '', /Sai mã quá nhiều lần/);
    assert.match(right?.text ?? '', /Nhanh chưa cấp quyền/);
  });

  it('says which field is wrong, an old token in the place of the key included', async (t) => {
    const shop = await openConnectShop(t);
    const path = await shop.ask();

    const token = await shop.fill(path, { secret: shop.nhanh.oldToken(APP, BUSINESS) });
    const app = await shop.fill(path, { app: 'my app' });
    const both = await shop.fill(path, { off: '2026-11-26' });
    const good = await shop.fill(path);

    assert.equal(token.status, 422);
    assert.match(saidBy(token), /Access Token, như token cũ của API V2/);
    assert.match(saidBy(app), /App Id là số/);
    assert.match(saidBy(both), /Ngừng kết nối đó trước/);
    assert.match(saidBy(good), /Kết nối app 72639/);
  });

  it('refuses an app and an account that another shop has', async (t) => {
    const taken = (options: object) => [
      { id: 'rival-nhanh', shop: 'rival', system: 'nhanh', secrets: {}, options },
    ];
    const apps = await openConnectShop(t, { connections: taken({ appId: APP }) });
    const account = await openConnectShop(t, { connections: taken({ accountId: '385' }) });
    const business = await openConnectShop(t, { connections: taken({ businessId: BUSINESS }) });

    const byApp = await apps.fill(await apps.ask());
    const byAccount = await account.fill(await account.ask());
    await business.fill(await business.ask());
    const byBusiness = await business.allow();

    assert.match(saidBy(byApp), /App này đã kết nối với cửa hàng khác/);
    assert.match(saidBy(byAccount), /Account Id này đã kết nối với cửa hàng khác/);
    assert.match(saidBy(byBusiness), /Doanh nghiệp Nhanh này đã kết nối/);
  });

  it('names the business on a page that no browser keeps', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());

    const page = await shop.open(shop.consent());

    assert.match(saidBy(page), new RegExp(`doanh nghiệp ${BUSINESS}`));
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });
});
