import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { assert as check, property, string } from 'fast-check';
import { createSecretBox, isSealed } from '../../src/settings/secret-box.ts';

const OLD = randomBytes(32);
const NEW = randomBytes(32);
const place = { owner: 'baan-suan-opn', name: 'secretKey' };

describe('a secret box', () => {
  it('opens what it sealed, whatever it is', () => {
    const box = createSecretBox({ current: OLD });

    check(
      property(string({ unit: 'grapheme' }), (plain) => {
        assert.equal(box.open(box.seal(plain, place), place), plain);
      }),
    );
  });

  it('names its key and never seals alike', () => {
    const box = createSecretBox({ current: OLD });
    const id = createHash('sha256').update(OLD).digest('hex').slice(0, 8);

    const sealed = [box.seal('x', place), box.seal('x', place)];

    assert.ok(sealed.every((text) => text.startsWith(`enc:v1:${id}:`) && isSealed(text)));
    assert.notEqual(sealed[0], sealed[1]);
  });

  it('opens nothing at another place', () => {
    const box = createSecretBox({ current: OLD });
    const sealed = box.seal('x', place);

    assert.equal(box.open(sealed, { ...place, owner: 'rival-opn' }), null);
    assert.equal(box.open(sealed, { ...place, name: 'webhookSecret' }), null);
    assert.equal(box.open(sealed, { owner: 'baan-suan', name: '-opnsecretKey' }), null);
  });

  it('opens nothing that was changed by one character', () => {
    const box = createSecretBox({ current: OLD });
    const sealed = box.seal('a secret of some length', place);
    const start = sealed.lastIndexOf(':') + 1;

    // The last character carries bits that base64 ignores.
    for (let index = start; index < sealed.length - 1; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      assert.equal(box.open(changed, place), null);
    }
  });

  it('opens nothing that is cut, foreign or plain', () => {
    const box = createSecretBox({ current: OLD });
    const sealed = box.seal('x', place);
    const wrong = ['', 'plain', 'enc:', 'enc:v2:00000000:AAAA', sealed.slice(0, 30)];

    assert.deepEqual(
      [...wrong, createSecretBox({ current: NEW }).seal('x', place)].map((text) =>
        box.open(text, place),
      ),
      Array.from({ length: 6 }, () => null),
    );
  });

  it('opens with previous keys and seals with the current one', () => {
    const old = createSecretBox({ current: OLD }).seal('x', place);
    const box = createSecretBox({ current: NEW, previous: [OLD] });

    const renewed = box.seal('x', place);

    assert.equal(box.open(old, place), 'x');
    assert.deepEqual([box.isCurrent(old), box.isCurrent(renewed)], [false, true]);
  });

  it('refuses a key that is too short, without showing it', () => {
    assert.throws(
      () => createSecretBox({ current: Buffer.from('short') }),
      /^RangeError: A secret key has 32 bytes, this one 5\.$/,
    );
  });
});
