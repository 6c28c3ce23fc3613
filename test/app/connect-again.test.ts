import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ConnectShop, codeOf, linkIn, openConnectShop, saidBy } from '../support/connect.ts';
import { APP, BUSINESS } from '../support/nhanh.ts';
import { COLLEAGUE, GROUP, OPERATOR } from '../support/shop.ts';

const CONNECTION = 'baan-suan-nhanh';

async function makeOwner({ tenban }: ConnectShop): Promise<void> {
  await tenban.house.settings.update('people', 'Lek', (lek) =>
    lek === null ? null : { ...lek, roles: { 'baan-suan': 'owner' } },
  );
}

/** What is said to somebody, all of it. */
async function heard(shop: ConnectShop, user: string): Promise<string> {
  return (await shop.hear(user)).map(({ text }) => text).join('\n');
}

describe('connecting Nhanh that was left', () => {
  it('goes on with what was typed, without asking for the Account Id again', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());

    const answers = await shop.say('kết nối nhanh');
    const page = await shop.open(linkIn(answers));
    const granted = await shop.allow();

    assert.match(answers.at(-1)?.text ?? '', /bước 3\/5/);
    assert.match(answers.at(-1)?.text ?? '', new RegExp(`App Id ${APP} với Account Id 385`));
    assert.match(saidBy(page), new RegExp(`Kết nối app ${APP}`));
    assert.match(saidBy(granted), new RegExp(`doanh nghiệp ${BUSINESS}`));
  });

  it('shows the code again on its page, by a button only, and that one counts', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const first = await shop.signIn(await shop.allow());

    const answers = await shop.say('kết nối nhanh');
    const path = linkIn(answers);
    const looked = await shop.open(path);
    const second = await shop.open(path, {});
    const [old] = await shop.say(`mã kết nối ${codeOf(first) ?? ''}`);
    const done = await shop.confirm(second);

    assert.match(answers.at(-1)?.text ?? '', /bước 4\/5/);
    assert.equal(codeOf(looked), null);
    assert.match(old?.text ?? '', /Mã không khớp/);
    assert.match(done?.text ?? '', /đang chờ sản phẩm thử/);
  });

  it('lasts an hour from the last time it was asked for', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    await shop.pass(50 * 60_000);
    await shop.say('kết nối nhanh');
    await shop.pass(50 * 60_000);

    const page = await shop.allow();

    assert.notEqual(codeOf(page), null);
  });

  it('begins with another account when that is named', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());

    const [answer] = await shop.say('kết nối nhanh 400');
    const back = await shop.allow();

    assert.match(answer?.text ?? '', /callback\/72629\/400/);
    assert.match(saidBy(back), /Không có kết nối nào đang chờ/);
  });

  it('is refused in a group before anything is asked', async (t) => {
    const shop = await openConnectShop(t);

    await shop.line.say(OPERATOR, '@Tenban kết nối nhanh', { group: GROUP });

    assert.match(await heard(shop, GROUP), /Người khác ở đây có thể mở liên kết kết nối/);
  });
});

describe('two people who connect Nhanh', () => {
  it('are told of each other, and one may take over from the other', async (t) => {
    const shop = await openConnectShop(t);
    await makeOwner(shop);
    const path = await shop.ask();
    await shop.fill(path);

    const [busy] = await shop.say('kết nối nhanh 385', COLLEAGUE);
    const mine = await shop.tap('Làm tiếp việc này', COLLEAGUE);
    const told = await heard(shop, OPERATOR);
    const back = await shop.allow();
    const [late] = await shop.say('kết nối nhanh');

    assert.match(busy?.text ?? '', /Nok đang kết nối Nhanh\.vn cho Baan Suan từ/);
    assert.match(mine.at(-1)?.text ?? '', /callback\/72629\/385/);
    assert.match(told, /Lek đã làm tiếp việc kết nối/);
    assert.match(saidBy(back), /Không có kết nối nào đang chờ/);
    assert.match(late?.text ?? '', /Lek đang kết nối Nhanh\.vn/);
  });

  it('of two shops cannot use the same app or account at once', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const { settings } = shop.tenban.house;
    await settings.update('people', 'Lek', (lek) =>
      lek === null ? null : { ...lek, roles: { rival: 'owner' } },
    );

    const path = linkIn(await shop.say('kết nối nhanh 385', COLLEAGUE));
    const account = await shop.fill(path);
    const app = await shop.fill(path, { account: '400' });

    assert.match(saidBy(account), /Account Id này đã kết nối với cửa hàng khác/);
    assert.match(saidBy(app), /App này đã kết nối với cửa hàng khác/);
    assert.equal(await settings.get('connections', CONNECTION), null);
  });
});

describe('CNV’s own connector to Nhanh', () => {
  it('is off since a day up to today, which is kept and shown', async (t) => {
    const shop = await openConnectShop(t);
    const path = await shop.ask();
    const form = await shop.open(path);
    const tomorrow = await shop.fill(path, { off: '2026-11-26' });
    await shop.fill(path, { off: '2026-11-20' });
    await shop.confirm(await shop.signIn(await shop.allow()));

    const [status] = await shop.say('trạng thái nhanh');

    const kept = await shop.tenban.house.settings.get('connections', CONNECTION);
    assert.match(form.html, /type="date"\s+value="2026-11-25"\s+max="2026-11-25"/);
    assert.equal(tomorrow.status, 422);
    assert.equal(kept?.options['connectorOff'], '2026-11-20');
    assert.match(status?.text ?? '', /Kết nối Nhanh của chính CNV: đã ngừng từ 20\/11\/2026/);
  });
});
