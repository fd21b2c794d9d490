import {
  SloSeries,
  SloStatus,
} from '@backstage-operations/plugin-operations-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  buildEvidenceRef,
  buildOverview,
  daysAgo,
  renderPage,
} from '../../__testUtils__';
import type { TimeChartProps } from '../../ui/charts';
import { SlosSection } from './SlosSection';

// The library behind it draws nothing without a screen; what it is given tells what is shown.
jest.mock('../../ui/Chart', () => ({
  TimeChart: (props: TimeChartProps) => (
    <div role="img" aria-label={props.label}>
      {props.bands?.map(({ tone }) => tone).join(', ')}
    </div>
  ),
}));

const slo: SloStatus = {
  name: 'checkout-availability',
  target: 0.999,
  window: 'P30D',
  method: 'occurrences',
  sli: 0.99951,
  errorBudgetRemaining: 0.51,
  burnRates: { '1h': 2, '5m': null },
  coverage: 0.8,
  state: 'burning',
  timeToExhaustion: 'P7DT15H',
  alertRules: [
    { name: 'Page', health: 'ok', severity: 'page' },
    { name: 'Ticket', health: 'err' },
  ],
  firing: ['Page'],
  alerting: true,
  observedAt: daysAgo(0),
  evidence: buildEvidenceRef('slo', 'a'),
};

const series = (burnRates: (number | null)[]): SloSeries => ({
  name: slo.name,
  target: slo.target,
  window: slo.window,
  source: 'prometheus',
  points: burnRates.map((burnRate, index) => ({
    at: daysAgo(burnRates.length - index),
    sli: 0.9995,
    errorBudgetRemaining: 0.5,
    burnRate,
    state: 'ok',
  })),
});

const render = (rest: Partial<SloStatus> = {}, plot = series([0, 2, 9])) =>
  renderPage(
    <SlosSection overview={buildOverview({ slos: [{ ...slo, ...rest }] })} />,
    { getSloSeries: async () => plot },
  );

const figure = async (name: RegExp) =>
  (await screen.findByText(name)).parentElement?.textContent ?? '';

describe('SlosSection', () => {
  it('prints each figure with its method and rule', async () => {
    render();
    expect(await figure(/^Measured/)).toMatch(/occurrences.*99\.95/);
    expect(await figure(/^Error budget left$/)).toMatch(
      /51.*1 − \(1 − measured\)/,
    );
    expect(await figure(/^Burn rate$/)).toMatch(/1h 2×.*÷ \(1 − objective\)/);
    expect(await figure(/^Until it is used up$/)).toMatch(
      /7 d.*burn rate of the last hour/,
    );
    expect(await figure(/^Alert rules$/)).toMatch(/1 of 2 healthy/);
    expect(await figure(/^Firing now$/)).toMatch(/Page/);
    expect(await figure(/^Window covered$/)).toMatch(/80/);
  });

  it('shows no figure where there is no data', async () => {
    render({
      state: 'no-data',
      sli: null,
      errorBudgetRemaining: null,
      burnRates: {},
      timeToExhaustion: undefined,
      firing: [],
    });
    expect(await figure(/^Measured/)).toMatch(/no data/);
    expect(await figure(/^Error budget left$/)).not.toMatch(/0 %|100 %/);
  });

  it('draws the budget, and says where it burned too fast', async () => {
    render();
    await userEvent.click(
      await screen.findByRole('button', { name: /budget over time/ }),
    );
    const chart = await screen.findByRole('img', {
      name: /Error budget left of checkout-availability/,
    });
    expect(chart).toHaveTextContent('warn, bad');
    expect(
      screen.getByText(
        /more than 1× as fast as allowed \(1 stretches\); red above 6× \(1\)/,
      ),
    ).toBeInTheDocument();
  });

  it('does not take an unknown pace for a slow one', async () => {
    render({}, series([null, null]));
    await userEvent.click(
      await screen.findByRole('button', { name: /budget over time/ }),
    );
    expect(await screen.findByText(/not known/)).toBeInTheDocument();
  });
});
