import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { createTokens } from '../../src/engine/tokens.ts';

const key = randomBytes(32);

describe('tokens of buttons', () => {
  it('lead back to their id and fit every platform', () => {
    const tokens = createTokens([key]);
    const id = tokens.newId();

    const token = tokens.sign(id);

    assert.equal(tokens.read(token), id);
    assert.ok(token.length <= 64);
  });

  it('are refused when any character was edited', () => {
    const tokens = createTokens([key]);
    const token = tokens.sign(tokens.newId());

    for (let at = 0; at < token.length - 1; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      assert.equal(
        tokens.read(token.slice(0, at) + other + token.slice(at + 1)),
        null,
        `character ${at}`,
      );
    }
  });

  it('are refused when they are no tokens at all', () => {
    const tokens = createTokens([key]);

    for (const text of ['', 'refund chrg_test_1', '🙂'.repeat(100), tokens.newId()])
      assert.equal(tokens.read(text), null);
  });

  it('stay good while their key is the previous one, and die with it', () => {
    const old = createTokens([key]);
    const id = old.newId();
    const next = randomBytes(32);

    assert.equal(createTokens([next, key]).read(old.sign(id)), id);
    assert.equal(createTokens([next]).read(old.sign(id)), null);
  });
});
