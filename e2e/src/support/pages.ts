import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';

const screenshots = join(__dirname, '../../screenshots');

/** How a page is to be looked at. */
export interface PageOptions {
  /** Example person who is signed in; absent before anyone is. */
  person?: string;
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** Opens pages in one browser, which lives as long as the tests of a file. */
export function pagesForTests() {
  let browser: Browser | undefined;
  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });

  /** A new page with nothing remembered but the person and the theme. */
  async function open(url: string, options: PageOptions = {}): Promise<Page> {
    if (!browser) throw new Error('pages open inside tests only');
    const { person, theme = 'light', width = 1440, height = 1000 } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
    });
    await context.addInitScript(
      ([chosen, name]) => {
        localStorage.setItem('theme', name);
        if (chosen) localStorage.setItem('operations-portal.person', chosen);
      },
      [person ? `user:default/${person}` : '', theme],
    );
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(url);
    return page;
  }

  return { open };
}

/** Keeps a picture of what the window shows below `e2e/screenshots`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
