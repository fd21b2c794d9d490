import {
  IncidentSection,
  IncidentStatus,
} from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import { buildOverview, daysAgo, renderPage } from '../../__testUtils__';
import type { BarsChartProps, LaneChartProps } from '../../ui/charts';
import { IncidentsSection } from './IncidentsSection';

// The library behind them draws nothing without a screen; what it is given tells what is shown.
jest.mock('../../ui/Chart', () => ({
  LaneChart: (props: LaneChartProps) => (
    <div role="img" aria-label={props.label}>
      {props.points
        .map(({ lane, tone, title }) => `${props.lanes[lane]} ${title} ${tone}`)
        .join('; ')}
    </div>
  ),
  BarsChart: (props: BarsChartProps) => (
    <div role="img" aria-label={props.label}>
      {props.bars
        .map(
          ({ title, counts }) => `${title} ${counts.reduce((a, b) => a + b)}`,
        )
        .join('; ')}
    </div>
  ),
}));

const incident: IncidentStatus = {
  id: 'a',
  title: 'Nobody can pay',
  severity: 'sev-2',
  status: 'resolved',
  impact: 'outage',
  segments: [
    { startedAt: daysAgo(3), endedAt: daysAgo(2.9) },
    { startedAt: daysAgo(2.8), endedAt: daysAgo(2.7) },
  ],
  startedAt: daysAgo(3),
  ackSeconds: 300,
  resolveSeconds: 3600,
  responseTargetSeconds: 3600,
  responseKept: true,
  counted: true,
  notes: ['reopened once'],
};

const section: IncidentSection = {
  window: 'P90D',
  mtta: { mean: 600, median: 300, p90: 1200, n: 3, of: 4 },
  mttr: {
    mean: null,
    median: null,
    p90: null,
    n: 0,
    of: 1,
    reason: 'none resolved: 1 incident still open',
  },
  mtbf: { value: null, n: 0, reason: 'no failures in P90D' },
  availability: { value: 0.99999, from: 'incidents' },
  responseTargets: [
    { severity: 'sev-1', target: 'PT15M', kept: 0, missed: 1, pending: 0 },
    { severity: 'sev-2', target: 'PT1H', kept: 2, missed: 0, pending: 1 },
  ],
  incidents: [
    incident,
    {
      ...incident,
      id: 'b',
      title: 'Slow',
      severity: 'sev-1',
      responseKept: false,
      ackSeconds: null,
      resolveSeconds: null,
    },
  ],
  total: 2,
  reviews: {
    due: 1,
    overdue: 1,
    done: 0,
    actionsOpen: 2,
    actionsOverdue: 1,
    actionsDone: 3,
    repeatCauses: [{ cause: 'dns', incidents: 2 }],
  },
  onCall: [
    {
      schedule: 'primary',
      rotationSize: 1,
      hasBackup: false,
      ok: false,
      reason: 'a single person is on call',
    },
  ],
  noise: [],
};

const render = (rest: Partial<IncidentSection> = {}) =>
  renderPage(
    <IncidentsSection
      overview={buildOverview({ incidents: { ...section, ...rest } })}
    />,
  );

const figure = async (name: string) => {
  const term = (await screen.findAllByText(name)).find(
    ({ tagName }) => tagName === 'DT',
  );
  return term?.parentElement?.textContent ?? '';
};

describe('IncidentsSection', () => {
  it('shows each figure with its sample, its spread and the rule behind it', async () => {
    render();
    const mtta = await figure('Time to acknowledge, mean');
    expect(mtta).toMatch(/10 min/);
    expect(mtta).toMatch(/median 5 min.*p90 20 min.*n = 3 of 4/);
    expect(mtta).toMatch(/first acknowledgement − start/);
    const mttr = await figure('Time to resolve, mean');
    expect(mttr).toMatch(/none resolved: 1 incident still open/);
    expect(mttr).toMatch(/last resolve − start/);
    expect(await figure('Time between failures, mean')).toMatch(
      /no failures in.*÷ failures/,
    );
  });

  it('never rounds availability up to all of it', async () => {
    render();
    const text = await figure('Availability');
    expect(text).toMatch(/^Availability99\.99/);
    expect(text).not.toMatch(/100/);
    expect(text).toMatch(/1 − downtime ÷/);
  });

  it('tells kept from missed targets, of each incident and of each severity', async () => {
    render();
    const table = await screen.findByRole('table', {
      name: 'Incidents, newest first',
    });
    const row = (name: RegExp) =>
      within(table).getByRole('row', { name }).textContent;
    expect(row(/Nobody can pay/)).toMatch(/5 min.*kept.*target/);
    expect(row(/Nobody can pay/)).toMatch(/reopened once/);
    expect(row(/Slow/)).toMatch(/not acknowledged.*missed/);
    const targets = screen.getByRole('table', { name: 'Response targets' });
    expect(
      within(targets).getByRole('row', { name: /sev-2/ }).textContent,
    ).toMatch(/2.*0.*1/);
    expect(
      screen.getByText(/kept when acknowledged within the target/),
    ).toBeInTheDocument();
  });

  it('draws the timeline, and how times are distributed', async () => {
    render();
    const timeline = await screen.findByRole('img', { name: 'Timeline' });
    expect(timeline).toHaveTextContent(
      'sev-2 Nobody can pay good; sev-1 Slow bad',
    );
    const bars = screen.getByRole('img', { name: 'How long it took' });
    expect(bars).toHaveTextContent('to acknowledge 1; to resolve 1');
    expect(screen.getByText(/of 2 counted incidents/)).toBeInTheDocument();
  });

  it('shows no zero where nothing shows that incidents are recorded', async () => {
    render({
      notRecorded: 'nothing shows that incidents are recorded',
      incidents: [],
      total: 0,
    });
    expect(
      await screen.findByText(/nothing shows that incidents are recorded/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Time to acknowledge, mean')).toBeNull();
    expect(screen.queryByText('Response targets')).toBeNull();
    expect(screen.queryByText(/0 incidents/)).toBeNull();
    // What is known besides stays.
    expect(screen.getByRole('table', { name: 'On-call' }).textContent).toMatch(
      /a single person/,
    );
    expect(screen.getByText('Post-incident reviews')).toBeInTheDocument();
  });
});
