import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { addPages } from '../../src/http/pages.ts';
import type { Page } from '../../src/core/page.ts';
import { sheetPage } from '../../src/lib/sheet-page.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function webOf(posts: boolean, clock = createFakeClock()): Hono {
  const web = new Hono();
  const page: Page = {
    path: '/connect/:token',
    ...(posts && { posts: true }),
    answer: async (request, { token = '' }) =>
      new Response(`${request.method} ${token} ${await request.text()}`),
  };
  addPages(web, [page], clock);
  return web;
}

const form = (body: string) => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

describe('pages', () => {
  it('are told the parts of their address, and take forms where they say so', async () => {
    const web = webOf(true);

    const got = await web.request('/connect/abc');
    const posted = await web.request('/connect/abc', form('a=1'));
    const refused = await webOf(false).request('/connect/abc', form('a=1'));

    assert.equal(await got.text(), 'GET abc ');
    assert.equal(await posted.text(), 'POST abc a=1');
    assert.equal(refused.status, 404);
  });

  it('take no form that is too large', async () => {
    const web = webOf(true);

    const answer = await web.request('/connect/abc', form('a'.repeat(20_000)));

    assert.equal(answer.status, 413);
  });

  it('take no form that stands on another site', async () => {
    const web = webOf(true);
    const from = (site: string) => {
      const { headers, ...rest } = form('a=1');
      return web.request('/connect/abc', {
        ...rest,
        headers: { ...headers, 'sec-fetch-site': site },
      });
    };

    const answers = await Promise.all([from('same-origin'), from('cross-site'), from('same-site')]);

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 403, 403],
    );
  });

  it('let sixty requests a minute through to one address, and others through meanwhile', async () => {
    const clock = createFakeClock();
    const web = webOf(true, clock);
    for (let sent = 0; sent < 60; sent += 1) await web.request('/connect/abc');

    const refused = await web.request('/connect/abc');
    const other = await web.request('/connect/xyz');
    await clock.advance(60_000);
    const later = await web.request('/connect/abc');

    assert.deepEqual([refused.status, other.status, later.status], [429, 200, 200]);
    assert.equal(refused.headers.get('retry-after'), '60');
  });
});

describe('a sheet', () => {
  it('shows what was filled in as words, and no secret again', async () => {
    const label = 'App Id';

    const response = await sheetPage({
      status: 422,
      locale: 'vi',
      title: '<b>',
      labels: { copy: 'Copy', copied: 'Copied' },
      blocks: [
        {
          kind: 'form',
          submit: 'Next',
          fields: [
            { name: 'app', label, value: '"><script>alert(1)</script>' },
            { name: 'secret', label: 'Secret Key', value: 'hidden-key', secret: true },
          ],
        },
      ],
    });
    const html = await response.text();

    assert.equal(response.status, 422);
    assert.doesNotMatch(html, /<script>alert|<b>|hidden-key/);
    assert.match(html, /type="password"/);
  });

  it('runs and loads nothing but its own style and script', async () => {
    const response = await sheetPage({
      status: 200,
      locale: 'en',
      title: 'Title',
      labels: { copy: 'Copy', copied: 'Copied' },
      blocks: [{ kind: 'steps', items: [{ text: 'Copy it', copy: 'value' }] }],
    });

    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(
      policy,
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/,
    );
    assert.match(policy, /form-action 'self'; frame-ancestors 'none'$/);
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  });
});
