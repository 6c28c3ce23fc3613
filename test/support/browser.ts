import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';

const executablePath = process.env['TENBAN_CHROMIUM'] ?? '/usr/bin/chromium';

/** Why browser tests cannot run here; false when they can. */
export const noBrowser = existsSync(executablePath)
  ? false
  : `no browser at ${executablePath}: install Chromium or set TENBAN_CHROMIUM`;

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Shape = { viewport?: { width: number; height: number }; args?: readonly string[] };

/** A browser that has never been used, its data in `folder`. Close it afterwards. */
export function openBrowser(
  folder: string,
  { viewport = { width: 1280, height: 800 }, args = [] }: Shape = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath,
    headless: true,
    viewport,
    locale: 'th-TH',
    args: [...FLAGS, ...args],
  });
}
