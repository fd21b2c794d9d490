import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Page } from 'playwright-core';
import { pagesForTests, screenshot } from './pages';
import { sharedPortal } from './sharedPortal';

/** Entities whose tab is looked at, with what must be seen on each. */
const looks = [
  {
    name: 'component',
    path: 'component/orders',
    seen: [
      'Phase 8 · Operations & Maintenance',
      'Backup & restore',
      'L4 works',
      'Availability',
      'meets target',
    ],
  },
  {
    name: 'system',
    path: 'system/checkout',
    seen: ['Members', 'Targets met', 'Payments', '1 of 5'],
  },
  {
    name: 'group',
    path: 'group/team-checkout',
    seen: ['Members', 'Targets met', 'Payments'],
  },
] as const;

/**
 * Looks at the tab on a Component, a System and a Group, light and dark, and keeps pictures.
 *
 * @param system - first part of the pictures' names
 */
export function tabJourney(system: 'new' | 'old'): void {
  describe(`the Operations tab in the ${system} frontend system`, () => {
    const portal = sharedPortal();
    const pages = pagesForTests();

    for (const { name, path, seen } of looks) {
      for (const theme of ['light', 'dark'] as const) {
        it(`shows a ${name}, ${theme}`, async () => {
          const page = await openTab(path, theme);
          for (const text of seen) {
            await page.getByText(text, { exact: false }).first().waitFor();
          }
          await screenshot(page, `${system}-${name}-${theme}`);
          await page.close();
        });
      }
    }

    it('is reached from the entity page by its tab', async () => {
      const page = await pages.open(
        `${portal.url}/catalog/default/component/payments`,
        { person: 'engineer-one' },
      );
      // A tab of the old page is a tab; of the new one it is a link, as the side bar's is.
      await page
        .getByRole('tab', { name: 'Operations' })
        .or(page.locator('a[href$="/component/payments/operations"]'))
        .first()
        .click();
      await page.getByText('Restore proof').first().waitFor();
      assert.match(page.url(), /\/operations$/);
    });

    it('says of a service without evidence what is missing, and shows neither blank nor zero', async () => {
      const page = await openTab('component/storefront', 'light');
      await page.getByText('operations import').first().waitFor();
      const text = await page.locator('main, article, body').last().innerText();
      assert.doesNotMatch(text, /meets target/);
      assert.doesNotMatch(text, /\bNaN\b|undefined|\[object/);
      assert.match(text, /not known/);
      await screenshot(page, `${system}-empty-light`);
    });

    function openTab(path: string, theme: 'light' | 'dark'): Promise<Page> {
      return pages.open(`${portal.url}/catalog/default/${path}/operations`, {
        person: 'engineer-one',
        theme,
        height: 2400,
      });
    }
  });
}
