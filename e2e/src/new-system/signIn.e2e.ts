import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pagesForTests } from '../support/pages';
import { sharedPortal } from '../support/sharedPortal';

describe('a person without an account', () => {
  const portal = sharedPortal();
  const pages = pagesForTests();

  it('picks an example person, is remembered, and can become another', async () => {
    const page = await pages.open(portal.url);
    const people = page.getByRole('list', { name: 'Example people' });
    await people.waitFor();
    assert.equal(await people.getByRole('button').count(), 13);

    await people.getByText('SRE Lead').click();
    await page.getByText('Switch person').waitFor();
    await page.goto(`${portal.url}/settings`);
    await page.getByText('SRE Lead').first().waitFor();

    await page.getByText('Switch person').click();
    await people.waitFor();
    await people.getByText('Engineer Two').click();
    await page.goto(`${portal.url}/settings`);
    await page.getByText('Engineer Two').first().waitFor();
  });

  it('gets an ordinary token through the API, and nothing as someone else', async () => {
    const refresh = (headers: Record<string, string>) =>
      fetch(`${portal.url}/api/auth/demo/refresh`, { method: 'POST', headers });

    const lead = await refresh({ 'x-demo-user': 'user:default/sre-lead' });
    assert.equal(lead.status, 200);
    const stranger = await refresh({ 'x-demo-user': 'user:default/root' });
    assert.equal(stranger.status, 403);
    assert.equal((await refresh({})).status, 400);
    assert.equal(
      (await fetch(`${portal.url}/api/operations/v1/kinds`)).status,
      401,
    );
  });
});
