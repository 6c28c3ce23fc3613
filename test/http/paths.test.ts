import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPaths } from '../../src/http/paths.ts';

const plain = { path: '/line/webhook' };
const named = { path: '/nhanhvn/hook/:appId' };
const find = createPaths([plain, named]);

describe('a path', () => {
  it('is found as it stands, and reads what its names stand for', () => {
    assert.deepEqual(find('/line/webhook'), { webhook: plain, params: {} });
    assert.deepEqual(find('/nhanhvn/hook/77001'), { webhook: named, params: { appId: '77001' } });
  });

  for (const path of [
    '/line/webhook/',
    '/line/webhook/more',
    '/nhanhvn/hook',
    '/nhanhvn/hook/',
    '/nhanhvn/hook/1/2',
    '/nhanhvn/hook/1%2F2/3',
    '',
    '//',
  ])
    it(`is not found as "${path}"`, () => assert.equal(find(path), null));
});
