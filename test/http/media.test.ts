import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import type { FileRow } from '../../src/core/file.ts';
import { addMedia } from '../../src/http/media.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const TOKEN = 'Zm9vYmFyYmF6cXV4eHl6eQ';
const HOUR = 3_600_000;

function media() {
  const clock = createFakeClock();
  const now = clock.now().epochMilliseconds;
  const row: FileRow = {
    id: TOKEN,
    shop: 'baan-suan',
    name: "รายงาน (พ.ย.) 'a'.csv",
    type: 'text/csv; charset=utf-8',
    body: new TextEncoder().encode('a,b\n'),
    createdAt: now,
    expiresAt: now + HOUR,
  };
  const web = new Hono();
  addMedia(web, { files: { get: async (id) => (id === TOKEN ? row : null) }, clock });
  return { web, clock };
}

describe('an address of a file', () => {
  it('gives the file to be saved under its own name, and to nobody’s cache', async () => {
    const { web } = media();

    const answer = await web.request(`/media/${TOKEN}`);

    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'a,b\n');
    assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const disposition = answer.headers.get('content-disposition') ?? '';
    const extended = disposition.split("filename*=UTF-8''")[1] ?? '';
    assert.match(disposition, /^attachment; filename="[\w .-]+"; /);
    assert.equal(decodeURIComponent(extended), "รายงาน (พ.ย.) 'a'.csv");
    assert.doesNotMatch(extended, /['()*]/);
  });

  it('answers HEAD without the file', async () => {
    const { web } = media();

    const answer = await web.request(`/media/${TOKEN}`, { method: 'HEAD' });

    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '');
  });

  it('answers the same for one that is over, one that never was and one that cannot be', async () => {
    const { web, clock } = media();
    await clock.advance(HOUR);

    const answers = await Promise.all(
      [TOKEN, 'A'.repeat(22), 'short', '%2e%2e%2fsettings'].map(async (token) => {
        const answer = await web.request(`/media/${token}`);
        return [answer.status, await answer.text()];
      }),
    );

    const [first] = answers;
    assert.equal(first?.[0], 404);
    assert.deepEqual(
      answers,
      answers.map(() => first),
    );
  });

  it('takes nothing', async () => {
    const { web } = media();

    const answers = await Promise.all(
      ['POST', 'PUT', 'DELETE'].map(async (method) => web.request(`/media/${TOKEN}`, { method })),
    );

    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 404],
    );
  });
});
