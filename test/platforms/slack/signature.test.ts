import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { verifySignature } from '../../../src/platforms/slack/signature.ts';

const NOW = Date.UTC(2026, 10, 25, 3);
const SECONDS = NOW / 1000;
const body = Buffer.from('command=%2Ftenban&text=%E0%B8%84%E0%B8%B7%E0%B8%99');

function signed(secret: string, { at = SECONDS, bytes = body } = {}) {
  const mac = createHmac('sha256', secret).update(`v0:${at}:`).update(bytes).digest('hex');
  return { body: bytes, signature: `v0=${mac}`, timestamp: String(at) };
}

describe('verifySignature', () => {
  it('accepts the documented example', () => {
    const example = {
      body: Buffer.from(
        'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
      ),
      signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      timestamp: '1531420618',
    };

    const ok = verifySignature(example, ['8f742231b10e8888abcd99yyyzzz85a5'], 1_531_420_618_000);

    assert.equal(ok, true);
  });

  it('accepts the old secret while both are given', () => {
    assert.equal(verifySignature(signed('old'), ['new', 'old'], NOW), true);
  });

  it('reads only the bytes of a view', () => {
    const pool = Buffer.concat([Buffer.from('xx'), body, Buffer.from('yy')]);
    const view = new Uint8Array(pool.buffer, pool.byteOffset + 2, body.length);

    assert.equal(verifySignature({ ...signed('s'), body: view }, ['s'], NOW), true);
  });

  for (const [what, at, accepted] of [
    ['five minutes old', SECONDS - 300, true],
    ['stale', SECONDS - 301, false],
    ['five minutes ahead', SECONDS + 300, true],
    ['of the future', SECONDS + 301, false],
  ] as const) {
    it(`${accepted ? 'accepts' : 'refuses'} a request that is ${what}`, () => {
      assert.equal(verifySignature(signed('s', { at }), ['s'], NOW), accepted);
    });
  }

  it('refuses a request that is played back with a fresh timestamp', () => {
    const replayed = { ...signed('s', { at: SECONDS - 3600 }), timestamp: String(SECONDS) };

    assert.equal(verifySignature(replayed, ['s'], NOW), false);
  });

  const good = signed('s');
  for (const [what, changed] of [
    ['another secret', signed('other')],
    ['no signature', { ...good, signature: null }],
    ['no timestamp', { ...good, timestamp: undefined }],
    ['a timestamp that is no number', { ...good, timestamp: 'NaN' }],
    ['a shorter signature', { ...good, signature: 'v0=00' }],
    ['another version', { ...good, signature: good.signature.replace('v0', 'v1') }],
    ['a body changed by a byte', { ...good, body: Buffer.from(`${body.toString()}x`) }],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.equal(verifySignature(changed, ['s'], NOW), false);
    });
  }

  it('refuses everything when there is no secret', () => {
    assert.equal(verifySignature(good, [], NOW), false);
  });
});
