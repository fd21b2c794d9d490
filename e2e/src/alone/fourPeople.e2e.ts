import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Page } from 'playwright-core';
import { backupsOf } from '../support/backups';
import { inboxOf } from '../support/inbox';
import { pagesForTests, screenshot } from '../support/pages';
import { portalOfItsOwn } from '../support/portalOfItsOwn';

const entityRef = 'component:default/accounts';
const criterion = 'Backup and restore validated';
const nothing = 'Nothing that waits for you fits the filters.';

describe('four people who sign a phase exit', () => {
  const portal = portalOfItsOwn({
    scorecards: [join(__dirname, 'fourPeople.yaml')],
  });
  const pages = pagesForTests();
  const backups = backupsOf(entityRef, 'accounts-users');
  const tab = '/catalog/default/component/accounts/operations';
  const opened = new Map<string, Page>();

  async function push(...items: object[]) {
    const sent = await portal.call('POST', '/v1/evidence', {
      as: 'ci',
      body: { items },
    });
    assert.equal(sent.body.accepted, items.length, JSON.stringify(sent.body));
  }

  async function result() {
    const { body } = await portal.call(
      'GET',
      '/v1/entities/component/default/accounts/scorecards/four-people',
    );
    return body;
  }

  /** The person's window, at the inbox for this scorecard. */
  async function inbox(person: string) {
    const address = `${portal.url}/operations/reviews?scorecard=four-people`;
    const page = opened.get(person) ?? (await pages.open(address, { person }));
    opened.set(person, page);
    await page.goto(address);
    return { page, ...inboxOf(page) };
  }

  it('see evidence arrive without asking for it', async () => {
    const page = await pages.open(`${portal.url}${tab}?scorecard=four-people`, {
      person: 'engineer-one',
      height: 2400,
    });
    opened.set('engineer-one', page);
    const head = page.getByRole('region', { name: 'Posture' });
    await head.getByText('no backup run was ever reported').first().waitFor();

    await push(backups.policy(), ...backups.goodRuns(), backups.restore('L3'));

    await head.getByText('Nothing blocks the exit').waitFor();
    assert.equal((await result()).gate.state, 'awaiting-signoff');
  });

  it('begin with the SRE lead, whose turn is first', async () => {
    const compliance = await inbox('compliance-officer');
    await compliance.page.getByText(nothing).waitFor();

    const sre = await inbox('sre-lead');
    await sre.review(criterion);
    await sre.dialog.getByText('Restore proof: at least L3').waitFor();
    await sre.decide('Approve', 'Restored it myself.');
    await sre.closed();
    await sre.page.getByText(nothing).waitFor();

    await inbox('compliance-officer');
    await compliance.table.getByText(criterion).waitFor();
  });

  it('are shown what changed, and sign nothing else', async () => {
    const security = await inbox('security-lead');
    await security.review(criterion);
    await push(backups.restore('L4'));
    await security.decide('Approve', 'Looks safe.');

    await security.dialog.getByText('Nothing was signed').waitFor();
    await security.dialog
      .getByText('Changed since it was shown to you')
      .waitFor();
    await security.dialog
      .getByText(/restore test/i)
      .first()
      .waitFor();
    await screenshot(security.page, 'four-people-changed-light');
    const [sre, safe] = (await result()).criteria[0].signoffs;
    assert.deepEqual([sre.state, safe.state], ['stale', 'open']);
    assert.deepEqual(sre.staleReasons, ['evidence-changed']);

    await security.decide('Approve', 'Looks safe, also what is new.');
    await security.closed();
  });

  it('sign again what went stale, the others after it, the exit last', async () => {
    const sre = await inbox('sre-lead');
    await sre.table.getByText('went stale').waitFor();
    await sre.table.getByText('change since you signed').click();
    await sre.table
      .getByText(/restore test/i)
      .first()
      .waitFor();
    await sre.review(criterion);
    await sre.dialog.getByText('Changed since sre-lead decided').waitFor();
    await sre.decide('Approve', 'Restored again, with counts.');
    await sre.closed();

    const compliance = await inbox('compliance-officer');
    await compliance.review(criterion);
    await compliance.decide('Approve', 'Evidence is complete.');
    await compliance.closed();

    const tech = await inbox('tech-lead');
    await tech.review('Phase exit');
    await tech.decide('Approve', 'Go.');
    await tech.closed();

    await opened
      .get('engineer-one')
      ?.getByRole('region', { name: 'Posture' })
      .getByText('Approved')
      .first()
      .waitFor();
    assert.equal((await result()).gate.state, 'approved');
  });

  it('see the gate open again when a backup turns out to have failed', async () => {
    const before = new Date().toISOString();
    await push(backups.failedRun());

    const page = opened.get('engineer-one');
    assert.ok(page);
    const head = page.getByRole('region', { name: 'Posture' });
    await head.getByText('Reopened').waitFor();
    await head.getByText('96.6 %').first().waitFor();
    await page.goto(
      `${portal.url}${tab}?scorecard=four-people&criterion=backup-validated`,
    );
    const slots = page.getByRole('table', {
      name: `Sign-offs of ${criterion}`,
    });
    await slots.getByText('stale').first().waitFor();
    assert.equal(await slots.getByText('the evidence changed').count(), 3);
    await screenshot(page, 'four-people-reopened-light');

    const signed = `${tab}?scorecard=four-people&at=${before}`;
    await page.goto(portal.url + signed);
    await page.getByText('This is how it stood on').waitFor();
    await page.getByText('3 of 3 signed').waitFor();
  });

  it('find it in their inboxes and hear of it once', async () => {
    for (const person of ['sre-lead', 'security-lead', 'compliance-officer']) {
      const { page, table } = await inbox(person);
      await table.getByText('went stale').waitFor();
      await page.goto(`${portal.url}/notifications`);
      await page
        .getByText(`Your sign-off on ${criterion} no longer counts`)
        .first()
        .waitFor();
    }
    const tech = await inbox('tech-lead');
    await tech.page.goto(`${portal.url}/notifications`);
    const lost = tech.page.getByText('Your sign-off on Phase exit no longer');
    await lost.first().waitFor();
    assert.equal(await lost.count(), 1);
  });
});
