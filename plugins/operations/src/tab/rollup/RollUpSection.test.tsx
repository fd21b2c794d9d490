import { screen, within } from '@testing-library/react';
import {
  buildCounts,
  buildMetric,
  buildOverview,
  renderPage,
} from '../../__testUtils__';
import { RollUpSection } from './RollUpSection';

it('counts who meets a target, names the worst, and leads to each member', async () => {
  renderPage(
    <RollUpSection
      overview={buildOverview({ metrics: [buildMetric()] })}
      rollUp={{
        relation: 'parts',
        hidden: 2,
        members: [
          {
            entityRef: 'component:default/checkout',
            kind: 'component',
            title: 'Checkout',
            scorecards: [
              {
                scorecard: 'phase-08-operations',
                gate: 'blocked',
                counts: buildCounts({ fail: 1 }),
              },
            ],
            metrics: { availability: { value: 0.99, meets: false } },
          },
          {
            entityRef: 'component:default/search',
            kind: 'component',
            title: 'Search',
            scorecards: [],
            metrics: { availability: { value: null, meets: null } },
          },
        ],
        metrics: [
          {
            id: 'availability',
            title: 'Availability',
            meets: 0,
            misses: 1,
            unknown: 1,
            worst: { entityRef: 'component:default/checkout', value: 0.99 },
          },
        ],
      }}
    />,
  );
  const targets = await screen.findByRole('table', { name: 'Targets met' });
  expect(within(targets).getByText('0 of 2')).toBeInTheDocument();
  expect(within(targets).getByText(/99 %/)).toBeInTheDocument();
  expect(
    screen.getByText('2 parts · 2 more that you may not see are counted'),
  ).toBeInTheDocument();
  const figures = screen.getByRole('table', { name: 'Figures by member' });
  expect(
    within(figures).getByRole('link', { name: 'Checkout' }),
  ).toHaveAttribute('href', '/catalog/default/component/checkout/operations');
  expect(within(figures).getByText('not known')).toBeInTheDocument();
});
