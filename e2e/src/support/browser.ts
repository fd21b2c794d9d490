import { existsSync } from 'node:fs';
import { Browser, chromium } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** The machine's Chromium, or the binary that an npm package carries. */
export async function launchBrowser(): Promise<Browser> {
  const found = installed.find(path => existsSync(path));
  const executablePath = found ?? (await packagedChromium());
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

async function packagedChromium(): Promise<string> {
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
