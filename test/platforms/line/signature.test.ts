import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { verifySignature } from '../../../src/platforms/line/signature.ts';

const body = Buffer.from('{"destination":"U0","events":[]}');
const sign = (secret: string): string => createHmac('sha256', secret).update(body).digest('base64');

describe('verifySignature', () => {
  it('accepts a signature made with the secret', () => {
    assert.equal(verifySignature(body, sign('new'), ['new']), true);
  });

  it('accepts the old secret while both are given', () => {
    assert.equal(verifySignature(body, sign('old'), ['new', 'old']), true);
  });

  it('reads only the bytes of a view', () => {
    const pool = Buffer.concat([Buffer.from('xx'), body, Buffer.from('yy')]);

    const view = new Uint8Array(pool.buffer, pool.byteOffset + 2, body.length);

    assert.equal(verifySignature(view, sign('new'), ['new']), true);
  });

  for (const [what, signature] of [
    ['another secret', sign('other')],
    ['an empty header', ''],
    ['a missing header', undefined],
    ['hexadecimal', createHmac('sha256', 'new').update(body).digest('hex')],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.equal(verifySignature(body, signature, ['new']), false);
    });
  }

  it('refuses a body that was changed by a byte', () => {
    const changed = Buffer.from(body.toString().replace('U0', 'U1'));

    assert.equal(verifySignature(changed, sign('new'), ['new']), false);
  });
});
