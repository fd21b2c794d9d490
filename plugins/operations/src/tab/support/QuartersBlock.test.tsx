import { Quarters } from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { daysAgo, renderPage } from '../../__testUtils__';
import { QuartersBlock } from './QuartersBlock';

const quarters: Quarters = {
  entityRef: 'component:default/shop',
  asOf: daysAgo(0),
  quarters: [
    { name: '2025-Q4', from: daysAgo(200), to: daysAgo(110), complete: true },
    { name: '2026-Q1', from: daysAgo(110), to: daysAgo(20), complete: true },
    { name: '2026-Q2', from: daysAgo(20), to: daysAgo(0), complete: false },
  ],
  metrics: [
    {
      id: 'mtta',
      fact: 'incident.mtta',
      title: 'Mean time to acknowledge',
      unit: 'seconds',
      better: 'lower',
      op: '<',
      target: 900,
      points: [
        { value: 1200, n: 9, meets: false },
        { value: 600, n: 7, meets: true },
        { value: null, n: 0, reason: 'No incident in this time', meets: null },
      ],
      direction: 'better',
    },
    {
      id: 'csat',
      fact: 'support.csat',
      title: 'Support satisfaction',
      unit: 'score',
      better: 'higher',
      op: '>',
      target: 4.5,
      points: [
        { value: 4.1, n: 4, meets: false },
        { value: 4.9, n: 3, meets: true },
        { value: null, reason: 'No survey', meets: null },
      ],
      direction: null,
      why: 'fewer than 5 cases in a quarter',
    },
  ],
};

describe('QuartersBlock', () => {
  it('asks when it is opened, and gives no direction to a handful of cases', async () => {
    const getQuarters = jest.fn(async () => quarters);
    renderPage(<QuartersBlock entityRef="component:default/shop" />, {
      getQuarters,
    });
    const title = await screen.findByText(/Are we getting better/);
    expect(getQuarters).not.toHaveBeenCalled();
    await userEvent.setup().click(title);
    const mtta = (await screen.findByText('Mean time to acknowledge')).closest(
      'tr',
    ) as HTMLElement;
    expect(within(mtta).getByText('▲ better')).toBeInTheDocument();
    expect(within(mtta).getByText(/n\s*=\s*9/)).toBeInTheDocument();
    expect(
      within(mtta).getByText('No incident in this time'),
    ).toBeInTheDocument();
    const csat = screen
      .getByText('Support satisfaction')
      .closest('tr') as HTMLElement;
    expect(within(csat).queryByText(/better|worse/)).not.toBeInTheDocument();
    expect(within(csat).getByText(/fewer than 5/)).toBeInTheDocument();
    expect(screen.getByText('2026-Q2 so far')).toBeInTheDocument();
  });
});
