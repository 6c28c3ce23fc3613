import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserOf, keepBrowser } from '../../../../src/platforms/slack/install/browser.ts';
import { newBrowserKey } from '../../../../src/platforms/slack/install/state.ts';

const KEY = newBrowserKey();

function request(cookie: string): Request {
  return new Request('https://tenban.example/slack/install', { headers: { cookie } });
}

describe('the key of a browser', () => {
  it('is kept from scripts, other sites and plain http', () => {
    const { 'set-cookie': cookie } = keepBrowser(KEY, 'https://tenban.example');

    assert.equal(
      cookie,
      `tenban-slack-install=${KEY}; Path=/slack; Max-Age=600; HttpOnly; SameSite=Lax; Secure`,
    );
  });

  it('is found among other cookies', () => {
    assert.equal(browserOf(request(`a=1; tenban-slack-install=${KEY}; b=2`)), KEY);
  });

  for (const cookie of [
    '',
    'a=1',
    'tenban-slack-install=',
    `tenban-slack-install=${KEY}x`,
    `x${KEY}`,
  ])
    it(`is none in "${cookie}"`, () => {
      assert.equal(browserOf(request(cookie)), null);
    });
});
