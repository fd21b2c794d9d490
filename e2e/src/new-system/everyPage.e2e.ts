import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from '../support/inspect';
import { inboxOf } from '../support/inbox';
import { pagesForTests } from '../support/pages';
import { sharedPortal } from '../support/sharedPortal';

const entities = '/catalog/default';
const criterion = 'scorecard=phase-08-operations&criterion=backup-dr-validated';

/** Each page with something that is there once it is complete. */
const pagesToSee = [
  [`${entities}/component/payments/operations`, 'Card payments are declined'],
  [`${entities}/component/orders/operations?${criterion}`, 'Over 90 days'],
  [`${entities}/component/storefront/operations`, 'Show the example'],
  [`${entities}/resource/orders-db/operations`, 'Restore proof'],
  [`${entities}/api/orders-api/operations`, 'Show the example'],
  [`${entities}/domain/commerce/operations`, 'Figures by member'],
  [`${entities}/user/engineer-one/operations`, 'Figures by member'],
  ['/operations', 'Orders database'],
  ['/operations/reviews', 'Delegations'],
  ['/operations/calendar', 'maintenance window'],
  ['/operations/compliance', 'PCI DSS'],
  ['/operations/log', 'evidence.submitted'],
  ['/operations/scorecards', 'Golden signals reported'],
] as const;

describe('every page', () => {
  const portal = sharedPortal();
  const pages = pagesForTests();

  for (const [path, seen] of pagesToSee) {
    it(`${path} has no error, no nameless control and nothing for machines`, async () => {
      const page = await pages.open('about:blank', {
        person: 'compliance-officer',
        width: 360,
        height: 800,
      });
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(error.message));
      page.on('console', message => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.goto(portal.url + path);
      await page.getByText(seen).first().waitFor();

      assert.deepEqual(await inspect(page), []);
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }

  it('lets a sign-off be reviewed with the keyboard alone', async () => {
    const page = await pages.open(`${portal.url}/operations/reviews`, {
      person: 'sre-lead',
    });
    const { table, dialog, closed } = inboxOf(page);
    const review = table
      .getByRole('button', { name: /^Review and decide on/ })
      .first();
    await review.focus();
    await page.keyboard.press('Enter');
    await dialog.getByText('Digest of what you sign').waitFor();
    for (let step = 0; step < 30; step++) await page.keyboard.press('Tab');
    const inside = await dialog.evaluate(element =>
      element.contains(document.activeElement),
    );
    assert.ok(inside, 'the focus stays in the dialog');
    await page.keyboard.press('Escape');
    await closed();
    const back = await review.evaluate(
      element => element === document.activeElement,
    );
    assert.ok(back, 'the focus goes back to where it was');
  });
});
