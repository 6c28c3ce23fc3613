import { serve } from '@hono/node-server';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { systemClock } from '../../../../src/lib/clock.ts';
import { noBrowser, openBrowser } from '../../../support/browser.ts';
import { openScene, type Scene } from '../stage.ts';
import { createFakeApp } from './fake-app.ts';

const WITH_WORDS =
  '.slack-title, .slack-words, .slack-fields > div, .slack-button, .slack-author, .slack-composer textarea';

type Stand = { scene: Scene; page: Page; asked: string[] };

describe('Slack on the page in a browser', { skip: noBrowser }, () => {
  let stand: Stand;
  const ends: (() => unknown)[] = [];

  before(async () => {
    const scene = openScene(systemClock);
    const slack = await scene.slack.listen();
    const app = createFakeApp(slack.url);
    scene.web.route('/', app.web);
    const server = serve({ fetch: scene.web.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    scene.slack.connect(`http://127.0.0.1:${port}/slack/events`);
    const folder = mkdtempSync(join(tmpdir(), 'tenban-browser-'));
    const browser = await openBrowser(folder);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator('[data-seat=nok][aria-pressed=true]').waitFor();
    stand = { scene, page, asked: app.asked };
    ends.push(
      () => browser.close(),
      () => scene.pages.close(),
      () => slack.close(),
      () => server.close(),
      () => rmSync(folder, { recursive: true, force: true }),
    );
  });

  after(async () => {
    for (const end of ends) await end();
  });

  async function say(text: string): Promise<void> {
    await stand.page.fill('#slack-text', text);
    await stand.page.press('#slack-text', 'Enter');
  }

  it('stands beside the phone on a laptop', async () => {
    const { page } = stand;

    const boxes = await Promise.all(
      ['.phone', '.slack', '.side'].map((part) => page.locator(part).boundingBox()),
    );

    const edges = boxes.map((box) => [box?.x ?? NaN, (box?.x ?? NaN) + (box?.width ?? NaN)]);
    const across = edges.flat();
    assert.deepEqual(
      across.toSorted((one, other) => one - other),
      across,
    );
  });

  it('draws the card that answers a command, markup in it as the characters it is', async () => {
    const { page } = stand;

    await say('/tenban refund');
    const card = page.locator('.slack-message').last();
    await card.locator('.slack-danger').waitFor();

    const title = await card.locator('.slack-title').textContent();
    const fields = await card.locator('.slack-fields > div').allTextContents();
    assert.equal(title, 'คืนเงินที่ปู่ย่าตั้ง <b>');
    assert.deepEqual(fields, ['ยอด <i>', '500.00 บาท']);
    assert.equal(await card.locator('.slack-app').textContent(), 'APP');
  });

  it('leaves room above and below every line for stacked marks', async () => {
    const { page } = stand;
    await page.locator('.slack-title').first().waitFor();

    const ratios =
      await page.evaluate(`[...document.querySelectorAll('${WITH_WORDS}')].map((node) => {
      const { lineHeight, fontSize } = getComputedStyle(node);
      return parseFloat(lineHeight) / parseFloat(fontSize);
    })`);

    const tight = z
      .array(z.number())
      .min(1)
      .parse(ratios)
      .filter((ratio) => ratio < 1.45);
    assert.deepEqual(tight, []);
  });

  it('taps a button, and shows the card changed and what one alone may see', async () => {
    const { page, asked } = stand;

    await page.locator('.slack-danger').click();
    await page.locator('.only-you').waitFor();

    assert.deepEqual(asked, ['block_actions', 'refund-500']);
    assert.equal(await page.locator('.slack-edited').textContent(), '(แก้ไขแล้ว)');
    assert.equal(await page.locator('.slack-danger').count(), 0);
    assert.equal(await page.locator('.only-you .slack-private').textContent(), 'มีแต่คุณที่เห็นข้อความนี้');
  });

  it('chooses from a list', async () => {
    const { page, asked } = stand;
    await say('/tenban refund');
    const list = page.locator('.slack-actions select');
    await list.waitFor();

    await list.selectOption('damaged');
    await list.waitFor({ state: 'detached' });

    assert.equal(asked.at(-1), 'chosen');
  });

  it('fills in a form, keeps what was typed when it is refused, and sends it', async () => {
    const { page, asked } = stand;
    await say('/tenban form');
    const form = page.locator('.slack-dialog');
    await form.waitFor();

    await form.locator('[type=submit]').click();
    const missing = await form.locator('.slack-error:visible').count();
    await form.locator('[data-block=amount] input').fill('lots');
    await form.locator('[data-block=reason] textarea').fill('damaged');
    await form.locator('select').selectOption('part');
    await form.locator('[type=submit]').click();
    const error = form.locator('[data-block=amount] .slack-error:visible');
    await error.waitFor();
    const said = await error.textContent();
    const kept = await form.locator('[data-block=reason] textarea').inputValue();
    await form.locator('[data-block=amount] input').fill('500');
    await form.locator('[type=submit]').click();
    await form.waitFor({ state: 'detached' });

    assert.deepEqual([missing, said, kept], [2, 'ไม่ใช่ยอดเงิน <b>', 'damaged']);
    assert.match(asked.at(-1) ?? '', /"value":"500".*"value":"damaged".*"value":"part"/);
  });

  it('leaves a form without sending it', async () => {
    const { page, scene } = stand;
    await say('/tenban form');
    const form = page.locator('.slack-dialog');
    await form.waitFor();

    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });

    const state = await page.evaluate(`fetch('/sandbox/state?seat=nok').then((it) => it.json())`);
    assert.equal(Object(state).slack.form, null);
    assert.notEqual(scene.slack.openView('U07NOK00001'), null);
  });

  it('offers the command and the mention while they are typed', async () => {
    const { page } = stand;
    await page.fill('#slack-text', '@te');

    await page.press('#slack-text', 'Enter');

    assert.equal(await page.inputValue('#slack-text'), '@Tenban ');
  });

  it('answers below a message, and counts the answers on it', async () => {
    const { page } = stand;
    await say('กล่องแตก *จริง* <b>');
    const message = page.locator('.slack-message', { hasText: 'กล่องแตก จริง <b>' });
    await message.hover();
    await message.locator('.slack-tool-reply').click();

    await say('ส่งคืน');
    await page.locator('.in-thread .slack-message', { hasText: 'ส่งคืน' }).waitFor();
    await page.click('#slack-back');

    assert.equal(await message.locator('.slack-replies').textContent(), 'ตอบกลับ 1 ข้อความ');
    assert.equal(await message.locator('.slack-words b').textContent(), 'จริง');
  });

  it('asks Tenban about a message', async () => {
    const { page, asked } = stand;
    await page.locator('.slack-message').first().hover();
    await page.locator('.slack-tool-more').first().click();

    const [answer] = await Promise.all([
      page.waitForResponse(/slack\/shortcut$/),
      page.locator('.slack-menu:not([hidden]) button').click(),
    ]);

    assert.equal(answer.status(), 200);
    assert.equal(asked.at(-1), 'message_action');
  });

  it('changes conversation with the seat and with its own tabs', async () => {
    const { page } = stand;

    await page.click('[data-seat=aoi]');
    await page.locator('#slack-channel', { hasText: 'komachi-ops' }).waitFor();
    const channel = await page.textContent('.slack-empty');
    await page.click('[data-place=direct]');

    assert.match(channel ?? '', /#komachi-opsの先頭です/);
    assert.match((await page.textContent('.slack-empty')) ?? '', /人に書くように/);
  });

  it('takes turns with the phone on a narrow window, and fits it', async () => {
    const { page } = stand;
    await page.setViewportSize({ width: 390, height: 844 });

    const before = await page.locator('.slack').isVisible();
    await page.click('button[data-chat=slack]');

    const beyond = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.deepEqual(
      [before, await page.locator('.slack').isVisible(), await page.locator('.phone').isVisible()],
      [false, true, false],
    );
    assert.equal(beyond, 0);
  });
});
