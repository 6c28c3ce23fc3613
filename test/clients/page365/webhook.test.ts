import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSignedByPage365, Page365Event } from '../../../src/clients/page365/webhook.ts';

const BODY = new TextEncoder().encode('{"key":"order.update","body":{"note":"ส่ง"}}');
const secretKey = 'demo_secret';

const MADE = {
  'as it is': 'ecd21d4bfb5c44a77ef6f9379b1310e3a4b1e9d1',
  'escaped in lower case': '7b5725f16b1ad282b72b307cb3627e3140caa411',
  'escaped in upper case': 'ea810ceb13aa7c4881e3c41703e9df2122029d80',
};

describe('a webhook of Page365', () => {
  for (const [how, made] of Object.entries(MADE))
    it(`is accepted when it was signed ${how}`, () => {
      assert.equal(isSignedByPage365(BODY, { signature: `sha1=${made}`, secretKey }), true);
    });

  it('is refused with another signature, none, or no key to check it with', () => {
    const right = `sha1=${MADE['as it is']}`;
    const wrong = `sha1=${'0'.repeat(40)}`;

    assert.equal(isSignedByPage365(BODY, { signature: wrong, secretKey }), false);
    assert.equal(isSignedByPage365(BODY, { signature: '', secretKey }), false);
    assert.equal(isSignedByPage365(BODY, { signature: MADE['as it is'], secretKey }), false);
    assert.equal(isSignedByPage365(BODY, { signature: right, secretKey: '' }), false);
  });

  it('is about a bill, also when it speaks of one of its lines', () => {
    const merchantToken = 'mt_demo';

    const bill = Page365Event.parse({ key: 'order.update', merchantToken, body: { id: '9' } });
    const line = Page365Event.parse({
      key: 'orderitem.create',
      merchantToken,
      body: { id: '1', orderId: 9 },
    });
    const other = Page365Event.parse({ key: 'customer.update', merchantToken, body: { id: '3' } });

    assert.deepEqual([bill.bill, line.bill, other.bill], ['9', '9', null]);
  });
});
