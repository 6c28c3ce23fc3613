import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkHook, readHook } from '../../../src/clients/nhanh/hook.ts';
import { outdated } from '../../../src/clients/nhanh/legacy.ts';

const TOKEN = 'abc123abc123abc1';

function bytes(body: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(body));
}

function check(body: object, authorization: string | null, verifyToken = TOKEN) {
  return checkHook(bytes(body), { authorization, verifyToken });
}

function hookOf(body: object) {
  return readHook(bytes({ businessId: 70001, ...body }))?.hook ?? null;
}

describe('the sender of a webhook', () => {
  it('is Nhanh when the header holds the verify token', () => {
    assert.equal(check({ event: 'webhooksEnabled' }, TOKEN), 'genuine');
  });

  it('is somebody else with another token or none', () => {
    for (const authorization of [null, '', 'Bearer x', `${TOKEN}1`, TOKEN.toUpperCase()])
      assert.equal(check({ event: 'orderAdd' }, authorization), 'forged');
  });

  it('is somebody else as long as there is no verify token', () => {
    assert.equal(check({ event: 'orderAdd', webhooksVerifyToken: '' }, '', ''), 'forged');
  });

  it('is API 2.0 when the token stands in the body', () => {
    assert.equal(check({ event: 'orderAdd', webhooksVerifyToken: TOKEN }, null), 'version-2');
    assert.equal(check({ event: 'orderAdd', webhooksVerifyToken: 'other' }, null), 'forged');
  });
});

describe('a webhook', () => {
  it('may be the health probe, of no business', () => {
    const read = readHook(bytes({ event: 'webhooksEnabled' }));

    assert.deepEqual(read, { business: null, hook: { kind: 'probe' } });
  });

  it('belongs to a business', () => {
    const read = readHook(bytes({ event: 'appUninstalled', businessId: 70001 }));

    assert.deepEqual(read, { business: '70001', hook: { kind: 'uninstalled' } });
  });

  it('tells of a product', () => {
    const hook = hookOf({ event: 'productAdd', data: { id: 1, name: 'Trà' } });

    assert.ok(hook?.kind === 'product');
    assert.equal(hook.change, 'added');
    assert.equal(hook.product.name, 'Trà');
  });

  it('tells of an order, and of goods that come back', () => {
    const data = { info: { id: 9001, status: 60 } };

    const changes = ['orderAdd', 'orderUpdate', 'orderPartialReturn'].map((event) => {
      const hook = hookOf({ event, data });
      return hook?.kind === 'order' ? [hook.change, hook.order.id] : null;
    });

    assert.deepEqual(changes, [
      ['added', '9001'],
      ['changed', '9001'],
      ['partly-returned', '9001'],
    ]);
  });

  it('tells of deletions in whatever list', () => {
    for (const data of [[1, '2'], { 0: 1, 1: 2 }])
      assert.deepEqual(hookOf({ event: 'productDelete', data }), {
        kind: 'gone',
        what: 'product',
        ids: ['1', '2'],
      });
  });

  it('tells of stock, many products at once', () => {
    const hook = hookOf({
      event: 'inventoryChange',
      data: [
        { id: 1, remain: 5, available: 4, damaged: 0, depots: [] },
        { id: 2, remain: 0, available: 0 },
      ],
    });

    assert.deepEqual(hook, {
      kind: 'stock',
      products: [
        { id: '1', remain: 5, available: 4 },
        { id: '2', remain: 0, available: 0 },
      ],
    });
  });

  it('of a kind that is not known is not lost', () => {
    assert.deepEqual(hookOf({ event: 'paymentReceived', data: {} }), {
      kind: 'other',
      event: 'paymentReceived',
    });
  });

  it('that cannot be read is none', () => {
    assert.equal(readHook(Buffer.from('{')), null);
    assert.equal(readHook(bytes([])), null);
    assert.equal(readHook(bytes({ event: 'orderAdd', data: { info: {} } })), null);
  });
});

describe('an address of the past', () => {
  it('is told by host and path', () => {
    const addresses = {
      'https://graph.nhanh.vn': 'v1-address',
      'https://open.nhanh.vn': 'v2-address',
      'https://pos.open.nhanh.vn/api': 'v2-address',
      'https://pos.open.nhanh.vn/api/product/search': 'v2-address',
      'https://pos.open.nhanh.vn': null,
      'http://127.0.0.1:4000': null,
      'no address': null,
    };

    for (const [address, code] of Object.entries(addresses))
      assert.equal(outdated(address), code, address);
  });
});
