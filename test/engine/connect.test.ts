import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../src/core/errors.ts';
import { openShop } from '../support/shop.ts';

describe('connect', () => {
  it('makes a client once, and anew when the connection was replaced', async (t) => {
    const { house } = (await openShop(t)).tenban;
    const shop = await house.settings.get('shops', 'baan-suan');
    assert.ok(shop);
    const first = await house.connect(shop, 'opn');
    const again = await house.connect(shop, 'opn');

    const old = await house.settings.update('connections', 'baan-suan-opn', () => null);
    await house.settings.update('connections', 'baan-suan-opn', () => ({
      id: 'baan-suan-opn',
      shop: 'baan-suan',
      system: 'opn',
      secrets: { secretKey: 'skey_test_another0001' },
      options: {},
      version: 1,
    }));
    const replaced = await house.connect(shop, 'opn');

    assert.equal(old, null);
    assert.equal(again, first);
    assert.notEqual(replaced, first);
  });

  it('says which shop is not connected to what', async (t) => {
    const { house } = (await openShop(t)).tenban;
    const shop = await house.settings.get('shops', 'baan-suan');
    assert.ok(shop);

    await assert.rejects(
      house.connect(shop, 'peak'),
      (error: unknown) =>
        error instanceof UserError && error.text.key === 'refusals.no-connection.title',
    );
  });
});
