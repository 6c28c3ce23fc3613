import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NHANH_ERROR_CODES, refusalOf } from '../../../src/clients/nhanh/errors.ts';

const NOW = Date.parse('2026-11-25T03:00:00Z');
const alive = { now: NOW, expiresAt: NOW + 1_000 };

function failure(errorCode: string, messages: unknown = '') {
  return refusalOf({ code: 0, errorCode, messages }, alive);
}

describe('what Nhanh refuses', () => {
  it('has a meaning of its own per code', () => {
    const meanings = {
      ERR_INVALID_APP_ID: 'app-unknown',
      ERR_INVALID_BUSINESS_ID: 'business-unknown',
      ERR_INVALID_ACCESS_TOKEN: 'token-revoked',
      ERR_INVALID_VERSION: 'v2-token',
      ERR_INVALID_DEPOT_ID: 'depot-not-granted',
      ERR_BUSINESS_NOT_ENABLE_API: 'business-not-allowed',
      ERR_INVALID_FORM_FIELDS: 'fields',
      ERR_INVALID_DATA: 'not-json',
      ERR_403: 'no-permission',
    };

    for (const [errorCode, meaning] of Object.entries(meanings)) {
      const refusal = failure(errorCode);
      assert.equal(refusal?.code, meaning);
      assert.equal(refusal?.effect, 'refused');
      assert.ok(NHANH_ERROR_CODES.some((code) => code === meaning));
    }
  });

  it('keeps a code that is not known', () => {
    assert.equal(failure('ERR_ORDER_CARRIER_REJECT')?.code, 'ERR_ORDER_CARRIER_REJECT');
    assert.equal(failure('')?.code, 'refused');
  });

  it('is a dead connection only where nothing works any more', () => {
    assert.equal(failure('ERR_INVALID_ACCESS_TOKEN')?.status, 401);
    assert.equal(failure('ERR_BUSINESS_NOT_ENABLE_API')?.status, 401);
    assert.equal(failure('ERR_INVALID_FORM_FIELDS')?.status, undefined);
  });

  it('tells an expired token from one that was taken away', () => {
    const body = { code: 0, errorCode: 'ERR_INVALID_ACCESS_TOKEN' };

    assert.equal(refusalOf(body, { now: NOW, expiresAt: NOW })?.code, 'token-expired');
    assert.equal(refusalOf(body, { now: NOW, expiresAt: null })?.code, 'token-revoked');
  });

  it('names the fields', () => {
    const refusal = failure('ERR_INVALID_FORM_FIELDS', { 'customer.mobile': 'sai', name: 'thiếu' });

    assert.equal(refusal?.words, 'customer.mobile: sai; name: thiếu');
  });

  it('says until when an address is locked, in `message`', () => {
    const data = { lockedSeconds: 10, unlockedAt: NOW / 1000 + 10 };
    const body = { code: 0, errorCode: 'ERR_429', message: 'rate limit', data };

    const refusal = refusalOf(body, alive);

    assert.deepEqual(refusal, {
      effect: 'none',
      status: 429,
      code: 'rate-locked',
      words: 'rate limit',
      retryAfter: 10_000,
    });
  });

  it('about a code or a secret is told apart by its words', () => {
    assert.equal(failure('', 'Invalid accessCode')?.code, 'code-invalid');
    assert.equal(failure('ERR_X', 'accessCode has been used')?.code, 'code-used');
    assert.equal(failure('', ['accessCode đã hết hạn'])?.code, 'code-expired');
    assert.equal(failure('', 'Invalid secretKey')?.code, 'secret-key');
    const double = { 'channel.appOrderId': 'appOrderId đã tồn tại' };
    assert.equal(failure('ERR_INVALID_FORM_FIELDS', double)?.code, 'duplicate-order');
  });

  it('is nothing where it answers', () => {
    for (const body of [{ code: 1, data: [] }, '<html>', null, {}])
      assert.equal(refusalOf(body, alive), null);
  });
});
