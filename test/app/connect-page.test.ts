import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { BACK, type ConnectShop, openConnectShop } from '../support/connect.ts';
import { APP, SECRET } from '../support/nhanh.ts';

const PHONE = { width: 360, height: 740 };

/** A phone on which the shop's address leads to the Tenban of this test. */
async function openPhone(t: TestContext, { tenban }: ConnectShop): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'tenban-phone-'));
  const args = [`--host-resolver-rules=MAP localhost:80 127.0.0.1:${tenban.port}`];
  const browser = await openBrowser(folder, { viewport: PHONE, args });
  t.after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await browser.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(10_000);
  return page;
}

/** Whether nothing sticks out at the side. */
function fits(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
}

describe('the pages for connecting Nhanh, on a phone', { skip: noBrowser }, () => {
  it('lead from the link to the code, by buttons and copying alone', async (t) => {
    const shop = await openConnectShop(t);
    const page = await openPhone(t, shop);
    const path = await shop.ask();

    await page.goto(`http://localhost${path}`);
    const widths = [await fits(page)];
    await page.getByLabel('App Id').fill(APP);
    await page.getByLabel('Secret Key').fill(SECRET);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    const redirect = page.getByText(BACK).locator('..').getByRole('button');
    await redirect.click();
    await page.getByRole('button', { name: 'Đã sao chép' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    widths.push(await fits(page));
    const typed = await page.content();
    await page.getByRole('link', { name: 'Kết nối Nhanh' }).click();
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    await page.getByRole('link', { name: 'Đăng nhập CNV' }).click();
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    const code = await page.locator('.code').textContent();
    widths.push(await fits(page));
    const [done] = await shop.say(`mã kết nối ${code ?? ''}`);

    assert.equal(copied, BACK);
    assert.ok(!typed.includes(SECRET));
    assert.deepEqual(widths, [true, true, true]);
    assert.match(done?.text ?? '', /Đã kết nối Nhanh\.vn, đang chờ sản phẩm thử/);
  });
});
