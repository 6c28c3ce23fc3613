import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openScene, post } from './stage.ts';

describe('the page keeps other sites out', () => {
  const said = { seat: 'nok', text: 'help' };

  it('refuses a post from a foreign origin', async () => {
    const { web, line } = openScene(createFakeClock());

    const answer = await post(web, 'line/say', said, { origin: 'https://evil.example' });

    assert.equal(answer.status, 403);
    assert.deepEqual(line.chat('U8df4f50947aaeb26c57d21fa5d328263'), []);
  });

  it('refuses a post that the browser calls cross-site, whatever its origin', async () => {
    const { web } = openScene(createFakeClock());

    const answer = await post(
      web,
      'faults/opn',
      { kind: '500' },
      { 'sec-fetch-site': 'cross-site' },
    );

    assert.equal(answer.status, 403);
  });

  it('refuses a form, which any site may send', async () => {
    const { web } = openScene(createFakeClock());

    const answer = await post(web, 'line/say', said, { 'content-type': 'text/plain' });

    assert.equal(answer.status, 415);
  });

  it('refuses a name that somebody else pointed at this machine', async () => {
    const { web } = openScene(createFakeClock());

    const answer = await web.request('http://rebound.example/sandbox/state');

    assert.equal(answer.status, 403);
  });

  it('answers at its public address, also behind a proxy that ends TLS', async () => {
    const { web } = openScene(createFakeClock(), 'https://shop.example');

    const answer = await web.request('http://shop.example/sandbox/line/follow', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://shop.example' },
      body: '{"seat":"nok"}',
    });

    assert.equal(answer.status, 200);
  });

  it('may not be framed and runs its own scripts only', async () => {
    const { web } = openScene(createFakeClock());

    const answer = await web.request('http://localhost:3000/');

    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /script-src 'self'(;|$)/);
  });
});
