import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, openConnectShop, saidBy } from '../support/connect.ts';
import { CHANNEL, COLLEAGUE, GROUP, OPERATOR, SLACK_OPERATOR } from '../support/shop.ts';
import { last, settled, words } from '../support/slack-talk.ts';

const CONNECTION = 'baan-suan-nhanh';

describe('who connects Nhanh', () => {
  it('is an owner, and another owner cannot confirm what they did not ask for', async (t) => {
    const shop = await openConnectShop(t);
    const { settings } = shop.tenban.house;
    const [operator] = await shop.say('kết nối nhanh 385', COLLEAGUE);
    await settings.update('people', 'Lek', (lek) =>
      lek === null ? null : { ...lek, roles: { 'baan-suan': 'owner' } },
    );
    await shop.fill(await shop.ask());
    const page = await shop.allow();

    const [owner] = await shop.say(`mã kết nối ${codeOf(page) ?? ''}`, COLLEAGUE);
    const nothing = await settings.get('connections', CONNECTION);
    const mine = await shop.confirm(page);

    assert.doesNotMatch(operator?.text ?? '', /Redirect URL/);
    assert.match(owner?.text ?? '', /Nok đã yêu cầu liên kết này nên chỉ Nok xác nhận được/);
    assert.equal(nothing, null);
    assert.match(mine?.text ?? '', /Đã kết nối Nhanh\.vn/);
  });

  it('may begin anew, and the page of the one before leads nowhere', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const before = await shop.allow();

    await shop.askAnew();
    const answer = await shop.confirm(before);
    const back = await shop.allow();

    assert.match(answer?.text ?? '', /Nhanh chưa cấp quyền/);
    assert.match(saidBy(back), /Không có kết nối nào đang chờ/);
  });

  it('goes on after a restart, wherever it was', async (t) => {
    const shop = await openConnectShop(t);
    const path = await shop.ask();

    await shop.restart();
    await shop.fill(path);
    await shop.restart();
    const page = await shop.allow();
    await shop.restart();
    const answer = await shop.confirm(await shop.signIn(page));

    assert.equal(codeOf(page)?.length, 9);
    assert.match(answer?.text ?? '', /đang chờ sản phẩm thử/);
  });

  it('asks for the Account Id when it was not given', async (t) => {
    const shop = await openConnectShop(t);

    const [question] = await shop.say('kết nối nhanh');
    const [answer] = await shop.say('385');

    assert.match(question?.text ?? '', /Bước 1: .*Cấu hình chung/);
    assert.match(answer?.text ?? '', /callback\/72629\/385/);
  });

  it('is told that CNV is missing when nobody signed in there', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());

    const answer = await shop.confirm(await shop.allow());

    const kept = await shop.tenban.house.settings.get('connections', CONNECTION);
    assert.match(answer?.text ?? '', /Đã kết nối Nhanh\.vn nhưng chưa có CNV Loyalty/);
    assert.equal(kept?.options['sync'], 'off');
  });

  it('does the same from Slack, in English', async (t) => {
    const shop = await openConnectShop(t, { locale: 'en' });
    const alone = shop.slack.direct(SLACK_OPERATOR);
    await shop.slack.command(SLACK_OPERATOR, alone, 'connect nhanh 385');
    const card = words(last(await settled(shop, alone)));
    const path = /\/connect\/[\w-]+/.exec(card.replaceAll('/connect/callback', ''))?.[0] ?? '';

    await shop.fill(path);
    const page = await shop.signIn(await shop.allow());
    await shop.slack.command(SLACK_OPERATOR, alone, `connect code ${codeOf(page) ?? ''}`);
    const done = words(last(await settled(shop, alone)));

    assert.match(card, /Connect Nhanh\.vn to CNV Loyalty for Baan Suan/);
    assert.match(saidBy(page), /CNV Loyalty: signed in/);
    assert.match(done, /Nhanh\.vn connected, waiting for the test product/);
  });

  it('is shown no link where others read, and what was under way goes on', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const page = await shop.signIn(await shop.allow());

    await shop.line.say(OPERATOR, '@Tenban kết nối nhanh 385', { group: GROUP });
    const [group] = await shop.hear(GROUP);
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'connect nhanh 385');
    const channel = words(last(await settled(shop)));
    const answer = await shop.confirm(page);

    for (const said of [JSON.stringify(group?.entry.message), channel]) {
      assert.match(said, /Người khác ở đây có thể mở liên kết kết nối[\s\S]*chat riêng/);
      assert.doesNotMatch(said, /\/connect\//);
    }
    assert.match(answer?.text ?? '', /đang chờ sản phẩm thử/);
  });

  it('sees the sign-in at CNV refused in words', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const page = await shop.allow();
    const link = /state=([\w-]+)/.exec(page.html)?.[1] ?? '';

    const wrong = await shop.open(`/cnv/connect/callback?code=nonsense&state=${link}`);
    const foreign = await shop.open('/cnv/connect/callback?code=nonsense&state=guess');

    assert.match(saidBy(wrong), /CNV không chấp nhận đăng nhập/);
    assert.match(saidBy(foreign), /Không có kết nối nào đang chờ/);
  });

  it('has to be an administrator at CNV, and may sign in again as one', async (t) => {
    const shop = await openConnectShop(t);
    await shop.fill(await shop.ask());
    const page = await shop.allow();

    shop.cnv.administrator(false);
    const refused = await shop.signIn(page);
    const [told] = await shop.hear();
    shop.cnv.administrator(true);
    const right = await shop.signIn(refused);

    assert.match(saidBy(refused), /Tài khoản CNV không có quyền này/);
    assert.match(told?.text ?? '', /Đăng nhập bằng tài khoản admin của Loyalty Hub/);
    assert.match(saidBy(right), /CNV Loyalty: đã đăng nhập/);
  });
});
