import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BACK, codeOf, openConnectShop, saidBy } from '../support/connect.ts';
import { nowhere } from '../support/nowhere.ts';
import { APP, BUSINESS } from '../support/nhanh.ts';

const CALLBACK = '/nhanhvn/connect/callback';

describe('coming back from Nhanh', () => {
  it('is refused while nobody waits, and for another account or app', async (t) => {
    const shop = await openConnectShop(t);

    const nobody = await shop.allow();
    await shop.fill(await shop.ask());
    const account = await shop.open(`${CALLBACK}/${APP}/1?accessCode=x`);
    const app = await shop.open(`${CALLBACK}/72629/385?accessCode=x`);
    const empty = await shop.open(`${CALLBACK}/${APP}/385`);

    assert.match(saidBy(nobody), /Không có kết nối nào đang chờ/);
    assert.match(saidBy(account), /Account Id 1 không phải tài khoản đang chờ/);
    assert.match(saidBy(app), /App Id 72629 không phải app đang chờ/);
    assert.match(saidBy(empty), /Chưa được cấp quyền/);
  });

  it('tells whoever asked in the chat what was refused, each once', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask(), { secret: 'another-secret-key' });
    await shop.hear();

    await shop.allow();
    await shop.allow();
    await shop.open(`${CALLBACK}/${APP}/1?accessCode=x`);
    await shop.open(`${CALLBACK}/${APP}/2?accessCode=x`);
    const heard = await shop.hear();

    assert.equal(heard.length, 2);
    assert.match(heard[0]?.text ?? '', /Secret Key/);
    assert.match(heard[1]?.text ?? '', /Account Id 1 không phải tài khoản đang chờ/);
  });

  it('shows a new code when the page is loaded again, and only the newest counts', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const back = shop.consent();

    const first = codeOf(await shop.open(back));
    const second = codeOf(await shop.open(back));
    const [old] = await shop.say(`mã kết nối ${first ?? ''}`);
    const [now] = await shop.say(`mã kết nối ${second ?? ''}`);

    assert.notEqual(first, second);
    assert.match(old?.text ?? '', /Mã không khớp/);
    assert.match(now?.text ?? '', /Đã kết nối Nhanh\.vn/);
  });

  it('names what was not ticked, and takes a grant that has it', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const permissions = ['product.list', 'customer.list'];
    const asked = { appId: APP, business: BUSINESS, returnLink: BACK };

    const some = await shop.open(shop.nhanh.consent({ ...asked, permissions }));
    const again = await shop.open(shop.consent());
    const now = await shop.confirm(again);

    assert.match(saidBy(some), /Nhanh không cho đọc đơn hàng.*Nhanh không cho đọc hóa đơn bán lẻ/s);
    assert.doesNotMatch(saidBy(some), /không cho đọc (?:sản phẩm|khách hàng)/);
    assert.match(some.html, /href="[^"]+oauth[^"]+">Kết nối Nhanh/);
    assert.doesNotMatch(saidBy(again), /không cho đọc/);
    assert.match(now?.text ?? '', /Đã kết nối Nhanh\.vn/);
  });

  it('tells a code that was used before, and one that is too old', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const first = shop.consent();
    const old = shop.consent();
    await shop.open(first);
    await shop.allow();

    const used = await shop.open(first);
    await shop.pass(10 * 60_000);
    const late = await shop.open(old);

    assert.match(saidBy(used), /Mã cấp quyền này đã được dùng/);
    assert.match(saidBy(late), /Nhanh chưa cấp quyền .*mã/i);
    assert.equal(codeOf(late), null);
  });

  it('explains a wrong Secret Key and a business that does not allow the API', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask(), { secret: 'not-the-secret-key' });
    const secret = await shop.allow();
    shop.nhanh.editBusiness(BUSINESS, { openApi: false });
    await shop.fill(await shop.askAnew());
    const closed = await shop.allow();

    assert.match(saidBy(secret), /Secret Key/);
    assert.match(saidBy(secret), /Chưa có gì được lưu/);
    assert.match(saidBy(closed), /Open API/);
    assert.equal(codeOf(closed), null);
  });

  it('takes the same code to Nhanh again after Nhanh could not be reached', async (t) => {
    const shop = await openConnectShop(t, { urls: nowhere });
    await shop.fill(await shop.ask());
    const back = shop.consent();

    const first = await shop.open(back);
    const second = await shop.open(back);

    for (const page of [first, second]) assert.match(saidBy(page), /Không liên lạc được/);
    assert.doesNotMatch(saidBy(second), /Mã cấp quyền này đã được dùng/);
  });

  it('is told of another redirect URL by Nhanh, as the page foresees', async (t) => {
    const shop = await openConnectShop(t);
    const page = await shop.fill(await shop.ask());

    shop.nhanh.editApp(APP, { redirectUrls: ['https://tenban.test/other'] });

    assert.throws(() => shop.consent(), /Redirect URL/);
    assert.match(saidBy(page), /Nếu Nhanh báo Redirect URL không hợp lệ/);
  });

  it('changes nothing when somebody only looks whether the address is there', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const back = new URL(shop.consent());

    const url = `http://127.0.0.1:${shop.tenban.port}${back.pathname}${back.search}`;
    const head = await fetch(url, { method: 'HEAD' });
    const granted = await shop.open(back.href);

    assert.equal(head.status, 200);
    assert.notEqual(codeOf(granted), null);
  });

  it('connects anew only once the sync is stopped', async (t) => {
    const shop = await openConnectShop(t, {
      connections: [
        {
          id: 'baan-suan-nhanh',
          shop: 'baan-suan',
          system: 'nhanh',
          secrets: {},
          options: { sync: 'on' },
        },
      ],
    });

    const [answer] = await shop.say('kết nối nhanh 385');

    assert.match(answer?.text ?? '', /đang đồng bộ nên chưa thay đổi/);
    assert.ok(answer?.buttons.some(({ label }) => label.length > 0));
  });
});
