import { Overview } from '@backstage-operations/plugin-operations-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  buildEvidenceRef,
  buildMetric,
  buildOverview,
  buildSummary,
  daysAgo,
  renderPage,
} from '../__testUtils__';
import { OperationsTab } from './OperationsTab';

function renderTab(overview: Partial<Overview>, api = {}) {
  return renderPage(<OperationsTab entityRef="component:default/checkout" />, {
    getOverview: async () => buildOverview(overview),
    getScorecardResult: () => new Promise(() => {}),
    getScorecardHistory: () => new Promise(() => {}),
    ...api,
  });
}

describe('OperationsTab', () => {
  it('asks for the overview of its entity', async () => {
    const getOverview = jest.fn(async () => buildOverview());
    renderTab({}, { getOverview });
    await screen.findByRole('navigation', { name: 'Sections' });
    expect(getOverview).toHaveBeenCalledWith({
      kind: 'component',
      namespace: 'default',
      name: 'checkout',
    });
  });

  it('has every section in its order even when nothing is known', async () => {
    renderTab({});
    const nav = await screen.findByRole('navigation', { name: 'Sections' });
    expect(
      within(nav)
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual([
      'Metrics',
      'SLOs',
      'Backup & restore',
      'Patches',
      'Incidents',
      'Maintenance',
      'Audits & compliance',
      'Support & improvement',
      'Documents',
      'Scorecards',
    ]);
  });

  it('shows what a section lacks with the example that fills it', async () => {
    renderTab({
      missing: [
        {
          section: 'datasets',
          title: 'Backups and restore proof',
          reason: 'No backup is reported.',
          remedies: [
            {
              kind: 'annotation',
              text: 'Name the data sets',
              example: 'backstage-operations.io/datasets: orders=database',
            },
          ],
        },
      ],
    });
    const section = await screen.findByRole('region', {
      name: 'Backup & restore',
    });
    expect(
      within(section).getByText(
        'backstage-operations.io/datasets: orders=database',
      ),
    ).toBeInTheDocument();
  });

  it('never shows a zero for a metric that is not known', async () => {
    renderTab({
      metrics: [
        buildMetric({ reason: 'no objective is reported' }),
        buildMetric({
          id: 'mtta',
          title: 'MTTA',
          unit: 'seconds',
          target: 900,
          op: '<',
          vacuous: true,
          reason: 'no incident in the window',
        }),
      ],
    });
    const tile = await screen.findByRole('article', { name: 'Availability' });
    expect(within(tile).getByText('—')).toBeInTheDocument();
    expect(within(tile).getByText('not known')).toBeInTheDocument();
    expect(
      within(tile).getByText('no objective is reported'),
    ).toBeInTheDocument();
    expect(tile).not.toHaveTextContent(/\b0\b/);
    const vacuous = screen.getByRole('article', { name: 'MTTA' });
    expect(within(vacuous).getByText('nothing to measure')).toBeInTheDocument();
  });

  it('shows the bound of a figure of which only a bound is known', async () => {
    renderTab({
      metrics: [
        buildMetric({
          id: 'mtbf',
          title: 'MTBF',
          unit: 'seconds',
          target: 2_592_000,
          op: '>',
          meets: true,
          details: { lowerBound: 7_776_000 },
          reason: 'no failures in P90D',
        }),
      ],
    });
    const tile = await screen.findByRole('article', { name: 'MTBF' });
    expect(within(tile).getByText('> 90 d')).toBeInTheDocument();
    expect(within(tile).getByText('meets target')).toBeInTheDocument();
  });

  it('opens the history of a metric and the records behind it', async () => {
    const user = userEvent.setup();
    const getMetricSeries = jest.fn(async () => ({
      id: 'coverage',
      fact: 'quality.coverage',
      unit: 'ratio',
      step: 'P1D',
      points: [{ at: daysAgo(1), value: null }],
    }));
    renderTab(
      {
        metrics: [
          buildMetric({
            id: 'coverage',
            title: 'Test coverage',
            value: 0.81,
            meets: true,
            evidence: [buildEvidenceRef('quality', 'build-9')],
          }),
        ],
      },
      { getMetricSeries },
    );
    await user.click(
      await screen.findByRole('button', { name: /^Show Test coverage/ }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Test coverage' });
    expect(
      await within(dialog).findByText(
        'No history of this metric is stored yet.',
      ),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('button', { name: 'Quality' }),
    ).toBeInTheDocument();
    expect(getMetricSeries).toHaveBeenCalledWith(
      expect.objectContaining({ metric: 'coverage' }),
    );
  });

  it('leads from a figure to the raw record behind it', async () => {
    const user = userEvent.setup();
    const getEvidence = jest.fn(async () => ({
      id: 'record-7',
      entityRef: 'component:default/checkout',
      kind: 'dr-drill',
      source: 'manual',
      observedAt: daysAgo(3),
      receivedAt: daysAgo(3),
      digest: 'd'.repeat(64),
      submittedBy: 'user:default/ana',
      payload: { scenario: 'Loss of a region' },
    }));
    renderTab(
      {
        drills: [
          {
            scenario: 'Loss of a region',
            declaredAt: daysAgo(3),
            outcome: 'success',
            recoverySeconds: null,
            evidence: buildEvidenceRef('dr-drill', 'record-7'),
          },
        ],
      },
      { getEvidence },
    );
    const section = await screen.findByRole('region', {
      name: 'Backup & restore',
    });
    expect(
      within(section).getByText('did not become usable'),
    ).toBeInTheDocument();
    await user.click(within(section).getByRole('button', { name: 'record' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Evidence record',
    });
    expect(getEvidence).toHaveBeenCalledWith({ id: 'record-7' });
    expect(
      await within(dialog).findByText(/"scenario": "Loss of a region"/),
    ).toBeInTheDocument();
    expect(within(dialog).getByText('d'.repeat(64))).toBeInTheDocument();
  });

  it('keeps the last answer on view, with its age, when a refresh fails', async () => {
    const user = userEvent.setup();
    const getOverview = jest
      .fn()
      .mockResolvedValueOnce(buildOverview({ scorecards: [buildSummary()] }))
      .mockRejectedValue(new Error('backend is down'));
    renderTab({}, { getOverview });
    await user.click(await screen.findByRole('button', { name: 'Refresh' }));
    expect(
      await screen.findByText(/could not be refreshed: backend is down/),
    ).toBeInTheDocument();
    expect(screen.getByText('1 criterion blocks the exit')).toBeInTheDocument();
  });

  it('opens the blocking criterion in its scorecard', async () => {
    const user = userEvent.setup();
    renderTab({ scorecards: [buildSummary()] });
    await user.click(
      await screen.findByRole('button', { name: 'Backup and DR validated' }),
    );
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: /Phase 8/, expanded: true }),
      ).toBeInTheDocument(),
    );
  });
});
