import { serve } from '@hono/node-server';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { systemClock } from '../../../src/lib/clock.ts';
import { noBrowser, openBrowser } from '../../support/browser.ts';
import { createFakeBot } from './fake-bot.ts';
import { openScene, type Scene } from './stage.ts';

const WITH_WORDS = '.flex-text, .bubble, .flex-button, .seat b, .try span';

type Stand = { scene: Scene; browser: BrowserContext; page: Page; tapped: string[] };

describe('the page in a browser', { skip: noBrowser }, () => {
  let stand: Stand;
  const ends: (() => unknown)[] = [];

  before(async () => {
    const scene = openScene(systemClock);
    const line = await scene.line.listen(0);
    const bot = createFakeBot(line.url);
    scene.web.route('/', bot.web);
    const server = serve({ fetch: scene.web.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    scene.line.webhook(`http://127.0.0.1:${port}/line/webhook`);
    const folder = mkdtempSync(join(tmpdir(), 'tenban-browser-'));
    const browser = await openBrowser(folder);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator('[data-seat=nok][aria-pressed=true]').waitFor();
    stand = { scene, browser, page, tapped: bot.tapped };
    ends.push(
      () => browser.close(),
      () => scene.pages.close(),
      () => line.close(),
      () => server.close(),
      () => rmSync(folder, { recursive: true, force: true }),
    );
  });

  after(async () => {
    for (const end of ends) await end();
  });

  it('opens as the first person who speaks the language of the browser', async () => {
    const { page } = stand;

    const language = await page.getAttribute('html', 'lang');
    const title = await page.textContent('#tries-title');

    assert.deepEqual([language, title], ['th', 'ลองทำดู']);
  });

  it('draws the card that answers a typed message, and sends what is tapped on it', async () => {
    const { page, tapped } = stand;
    await page.fill('#text', 'คืนเงิน');
    await page.press('#text', 'Enter');
    await page.locator('.flex-bubble').nth(1).waitFor();

    await page.locator('.flex-button-primary').first().click();
    await page.getByText('ได้รับ refund-500').waitFor();

    const said = await page.locator('.entry.mine .bubble').allTextContents();
    assert.deepEqual(said, ['คืนเงิน', 'คืนเงิน 500']);
    assert.deepEqual(tapped, ['refund-500']);
  });

  it('shows markup in a text as the characters it is', async () => {
    const { page } = stand;
    await page.locator('.flex-bubble').first().waitFor();

    const title = await page.locator('.flex-bubble .flex-text').first().textContent();

    assert.equal(title, 'คืนเงินที่ปู่ย่าตั้ง <b>');
  });

  it('leaves room above and below every line for stacked marks', async () => {
    const { page } = stand;
    await page.locator('.flex-bubble').first().waitFor();

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

  it('offers quick replies until something else is said', async () => {
    const { page, tapped } = stand;
    await page.fill('#text', 'อีกครั้ง');
    await page.press('#text', 'Enter');
    const chip = page.locator('.chip');
    await chip.waitFor();

    await chip.click();
    await page.getByText('ได้รับ damaged').waitFor();

    assert.equal(tapped.at(-1), 'damaged');
    assert.equal(await chip.count(), 0);
  });

  it('shows a refund made in the dashboard without being asked to look', async () => {
    const { page, scene } = stand;
    await page.click('button[data-panel=charges]');
    const row = page.locator('[data-charge=chrg_test_6m9s346q3zd25ut4f5u]');
    await row.locator('.more').click();
    await row.locator('.refund-form input').fill('250.50');

    await row.locator('.refund-form button[type=submit]').click();
    await row.locator('.refunds li').waitFor();

    assert.equal(await row.locator('.at-refunded').textContent(), '฿250.50');
    const [refund] = scene.opn.refundsOf('chrg_test_6m9s346q3zd25ut4f5u');
    assert.equal(refund?.amount, 25_050);
  });

  it('changes its language with the person', async () => {
    const { page } = stand;

    await page.click('[data-seat=aoi]');
    await page.locator('#charges-shop', { hasText: 'こまち茶舗' }).waitFor();

    assert.equal(await page.textContent('#tries-title'), '試してみる');
    assert.equal(await page.inputValue('#language'), 'ja');
  });

  it('fits a narrow phone without scrolling sideways', async () => {
    const { page } = stand;
    await page.setViewportSize({ width: 390, height: 844 });

    const beyond = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );

    assert.equal(beyond, 0);
  });
});
