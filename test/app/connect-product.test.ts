import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ConnectShop, openConnectShop } from '../support/connect.ts';

const SECOND = 1_000;

/** The shop says that CNV takes products. */
async function takeProducts({ tenban }: ConnectShop): Promise<void> {
  await tenban.house.settings.update('connections', 'baan-suan-cnv', (current) =>
    current === null
      ? null
      : { ...current, options: { ...current.options, takes: ['product'], settleSeconds: 1 } },
  );
}

async function pass(shop: ConnectShop, seconds: number): Promise<string> {
  for (let second = 0; second < seconds; second += 1) {
    await shop.nhanh.hooks.idle();
    await shop.pass(SECOND);
  }
  const heard = await shop.hear();
  return heard.map(({ text }) => text).join('\n');
}

describe('the test product', () => {
  it('is told of by itself once it is all the way in CNV', async (t) => {
    const shop = await openConnectShop(t);
    const page = await shop.fill(await shop.ask());
    const granted = await shop.signIn(await shop.allow());
    await shop.confirm(granted);
    await takeProducts(shop);
    const enabled = await shop.hook(page);

    shop.hands.addProduct({ name: 'Trà thử' });
    const heard = await pass(shop, 40);
    const later = await pass(shop, 40);

    assert.equal(enabled, true);
    assert.match(heard, /Sản phẩm thử “Trà thử” đã về CNV Loyalty/);
    assert.match(heard, /✓ Nhanh đã gửi\n✓ Tenban đã nhận\n✓ CNV đã có/);
    assert.equal(later, '');
  });

  it('is found behind everything else that changed since', async (t) => {
    const shop = await openConnectShop(t);
    const page = await shop.fill(await shop.ask());
    await shop.confirm(await shop.signIn(await shop.allow()));
    await takeProducts(shop);
    await shop.hook(page);
    const { ledger } = shop.tenban.house;
    const at = shop.clock.now().epochMilliseconds;
    const others = Array.from({ length: 1_100 }, (_, index) => `customer:${index}`);
    await ledger.write(async (tx) => {
      const row = { connection: 'baan-suan-nhanh', shop: 'baan-suan', detail: {}, version: 0 };
      for (const order of others) await tx.orders.put({ ...row, order, status: 'synced', at });
    });

    await shop.pass(SECOND);
    shop.hands.addProduct({ name: 'Trà thử' });
    const heard = await pass(shop, 40);

    assert.match(heard, /Sản phẩm thử “Trà thử” đã về CNV Loyalty/);
  });

  it('is looked for again whenever somebody asks, and told of once it is there', async (t) => {
    const shop = await openConnectShop(t);
    const page = await shop.fill(await shop.ask());
    await shop.confirm(await shop.signIn(await shop.allow()));
    await takeProducts(shop);
    await shop.hook(page);
    await shop.pass(3 * 60 * 60_000);
    await shop.hear();

    const again = await shop.say('kết nối nhanh');
    const asked = await shop.tap('Sản phẩm thử');
    shop.hands.addProduct({ name: 'Trà sen' });
    const told = await pass(shop, 40);
    const [later] = await shop.say('sản phẩm thử nhanh');

    assert.match(again.at(-1)?.text ?? '', /đang đồng bộ/);
    assert.match(asked.at(-1)?.text ?? '', /Chưa có sản phẩm thử nào từ Nhanh/);
    assert.match(told, /Sản phẩm thử “Trà sen” đã về CNV Loyalty/);
    assert.match(later?.text ?? '', /Sản phẩm thử “Trà sen” đã về CNV Loyalty/);
  });

  it('is missed after three minutes, with what to look at', async (t) => {
    const shop = await openConnectShop(t);
    await shop.connect();

    const early = await pass(shop, 150);
    const late = await pass(shop, 60);
    const again = await pass(shop, 300);

    assert.equal(early, '');
    assert.match(late, /Chưa có sản phẩm thử nào từ Nhanh/);
    assert.match(late, /app\/detail\?id=72639/);
    assert.equal(again, '');
  });

  it('names the leg that is missing: no webhook, or CNV does not take it', async (t) => {
    const silent = await openConnectShop(t);
    await silent.connect();
    await takeProducts(silent);
    silent.hands.addProduct({ name: 'Cà phê' });
    const unheard = await pass(silent, 560);
    const held = await openConnectShop(t);
    const page = await held.fill(await held.ask());
    await held.confirm(await held.signIn(await held.allow()));
    await held.hook(page);
    held.hands.addProduct({ name: 'Cà phê' });
    const kept = await pass(held, 240);

    assert.match(unheard, /“Cà phê” về mà không có webhook từ Nhanh/);
    assert.match(unheard, /○ Nhanh chưa gửi\n✓ Tenban đã nhận\n✓ CNV đã có/);
    assert.match(kept, /“Cà phê” chưa về CNV Loyalty/);
    assert.match(kept, /✓ Nhanh đã gửi\n✓ Tenban đã nhận\n○ CNV chưa có/);
  });
});
