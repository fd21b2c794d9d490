import { DatasetStatus } from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import {
  buildDataset,
  buildEvidenceRef,
  buildOverview,
  daysAgo,
  renderPage,
} from '../../__testUtils__';
import { BackupSection } from './BackupSection';

async function renderDataset(parts: Partial<DatasetStatus>) {
  const overview = buildOverview({ datasets: [buildDataset(parts)] });
  renderPage(<BackupSection overview={overview} />);
  return screen.findByRole('region', { name: 'Backup & restore' });
}

describe('BackupSection', () => {
  it('says of a data set that was never backed up why each figure is missing, and shows no zero', async () => {
    const section = await renderDataset({});
    for (const reason of [
      'no backup run was ever reported',
      'no run is known',
      'no drill or restore test measured it',
      'No backup was expected yet, so there is no calendar.',
    ]) {
      expect(within(section).getByText(reason)).toBeInTheDocument();
    }
    expect(
      within(section).getAllByText('no good backup is known').length,
    ).toBeGreaterThan(1);
    expect(within(section).queryByText(/^0( %|$)/)).not.toBeInTheDocument();
    expect(
      within(section).getByText('0 of 1 data sets meet their policy'),
    ).toBeInTheDocument();
  });

  it('draws a slot of each kind', async () => {
    const states = [
      'good',
      'partial',
      'failed',
      'never-ran',
      'pending',
      'excluded',
    ] as const;
    const section = await renderDataset({
      slots: states.map((state, index) => ({
        from: daysAgo(10 - index),
        to: daysAgo(9 - index),
        count: 1,
        state,
      })),
      successRate: { value: 0.25, good: 1, expected: 4 },
    });
    const calendar = within(section).getByRole('img', {
      name: /^Backup slots of orders/,
    });
    const name = calendar.getAttribute('aria-label');
    for (const word of [
      '1 good',
      '1 partial',
      '1 failed',
      '1 never ran',
      '1 not finished',
      '1 excluded',
    ]) {
      expect(name).toContain(word);
    }
    expect(within(section).getByText('25 % (1 of 4)')).toBeInTheDocument();
  });

  it('holds the age of the recovery point against the objective', async () => {
    const section = await renderDataset({
      policy: { ...buildDataset().policy, rpo: 'PT1H', rto: 'PT4H' },
      lastGood: {
        id: 'a',
        completedAt: daysAgo(0.5),
        recoveryPoint: daysAgo(0.5),
      },
      exposureSeconds: 12 * 3600,
      worstExposureSeconds: 12 * 3600,
      achievedRtoSeconds: 3600,
    });
    expect(
      within(section).getAllByRole('img', {
        name: '12 h against an objective of 1 h',
      }),
    ).toHaveLength(2);
    expect(
      within(section).getByRole('img', {
        name: '1 h against an objective of 4 h',
      }),
    ).toBeInTheDocument();
  });

  it('shows each step of the proof, until when it lasts, and the records behind it', async () => {
    const section = await renderDataset({
      proof: {
        level: 'L2',
        at: daysAgo(40),
        expiresAt: daysAgo(-52),
        ladder: [
          { level: 'L2', reached: true, reason: 'restored to a new host' },
          { level: 'L3', reached: false, reason: '2 missing, 0 extra' },
        ],
        missing: 2,
        extra: 0,
        mismatched: null,
      },
      evidence: [buildEvidenceRef('restore-test', 'a')],
    });
    const ladder = within(section).getByRole('list', {
      name: 'Restore proof of orders, step by step',
    });
    const steps = within(ladder)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(steps).toHaveLength(6);
    expect(steps[2]).toMatch(/L2.*reached.*restored to a new host/);
    expect(steps[3]).toMatch(/not reached.*2 missing, 0 extra/);
    expect(steps[4]).toMatch(/not reached.*nothing was reported on this step/);
    expect(section).toHaveTextContent(/L2 reached, L3 asked/);
    expect(section).toHaveTextContent(/expires/);
    expect(section).toHaveTextContent(
      'missing 2, extra 0, mismatched not compared',
    );
    expect(within(section).getByText('1 record behind this')).toBeVisible();
  });
});
