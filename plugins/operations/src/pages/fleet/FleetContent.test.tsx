import {
  FleetRow,
  ScorecardVersion,
} from '@backstage-operations/plugin-operations-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildCounts, daysAgo, renderPage } from '../../__testUtils__';
import { FleetContent } from './FleetContent';

const version: ScorecardVersion = {
  scorecard: {
    apiVersion: 'backstage-operations.io/v1',
    kind: 'Scorecard',
    metadata: { name: 'phase-08-operations', title: 'Phase 8' },
    spec: {
      owner: 'sre-lead',
      criteria: [],
      exit: {
        ttl: 'P90D',
        signoffs: [],
        separation: {
          notRequester: true,
          notEvidenceSubmitter: true,
          notPolicyEditor: true,
          onePersonOneSlot: true,
        },
      },
    },
  },
  policyDigest: 'b'.repeat(64),
  since: daysAgo(30),
  origin: 'built-in',
  sentences: {},
  warnings: [],
};

const row: FleetRow = {
  entityRef: 'component:default/checkout',
  title: 'Checkout',
  kind: 'component',
  owner: 'group:default/payments',
  scorecard: 'phase-08-operations',
  gate: 'blocked',
  counts: buildCounts({ fail: 2, pass: 10 }),
  criteria: {},
  evaluatedAt: daysAgo(0),
};

const gates = {
  blocked: 1,
  'awaiting-signoff': 0,
  approved: 0,
  reopened: 0,
  'not-applicable': 0,
};

function renderFleet(at: string = '/') {
  const listFleetResults = jest.fn(async () => ({
    items: [row],
    totalItems: 120,
    nextCursor: 'page-2',
  }));
  const group = { entities: 1, gates, verdicts: row.counts };
  renderPage(
    <FleetContent />,
    {
      listScorecards: async () => ({ items: [version] }),
      listFleetResults,
      getFleetSummary: async () => ({
        scorecard: row.scorecard,
        groupBy: 'owner' as const,
        asOf: daysAgo(0),
        total: { key: null, ...group },
        groups: [
          { key: 'group:default/payments', ...group },
          { key: null, ...group },
        ],
        criteria: {},
      }),
      getFleetTrend: async () => ({
        scorecard: row.scorecard,
        from: daysAgo(30),
        to: daysAgo(0),
        groups: [],
      }),
    },
    { at },
  );
  return listFleetResults;
}

describe('FleetContent', () => {
  it('says why there is no oldest proof instead of leaving it blank', async () => {
    renderFleet();
    const table = await screen.findByRole('table', { name: 'Entities' });
    expect(
      within(table).getByText('no criterion passes on a proof yet'),
    ).toBeInTheDocument();
    expect(within(table).getByText('no system')).toBeInTheDocument();
  });

  it('takes filters and order from the address', async () => {
    const listFleetResults = renderFleet(
      '/?owner=group:default/payments&gate=blocked&sort=-fail',
    );
    await screen.findByRole('table', { name: 'Entities' });
    expect(listFleetResults).toHaveBeenCalledWith({
      scorecard: 'phase-08-operations',
      filter: ['owner=group:default/payments', 'gate=blocked'],
      sort: '-fail',
      limit: 50,
      cursor: undefined,
    });
  });

  it('narrows to a group, sorts and turns the page', async () => {
    const user = userEvent.setup();
    const listFleetResults = renderFleet();
    await user.click(await screen.findByRole('button', { name: 'payments' }));
    await waitFor(() =>
      expect(listFleetResults).toHaveBeenLastCalledWith(
        expect.objectContaining({ filter: ['owner=group:default/payments'] }),
      ),
    );
    await user.click(await screen.findByRole('button', { name: 'Gate' }));
    await waitFor(() =>
      expect(listFleetResults).toHaveBeenLastCalledWith(
        expect.objectContaining({ sort: 'gate' }),
      ),
    );
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await waitFor(() =>
      expect(listFleetResults).toHaveBeenLastCalledWith(
        expect.objectContaining({ cursor: 'page-2' }),
      ),
    );
  });

  it('suggests the groups there are', async () => {
    const user = userEvent.setup();
    renderFleet();
    const owner = await screen.findByRole('textbox', { name: 'Owner' });
    await user.click(owner);
    await waitFor(() =>
      expect(
        document.querySelector('option[value="group:default/payments"]'),
      ).not.toBeNull(),
    );
    expect(owner).toHaveAttribute('list');
  });
});
