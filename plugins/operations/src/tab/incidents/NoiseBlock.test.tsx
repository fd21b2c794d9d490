import { IncidentSection } from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import { renderPage } from '../../__testUtils__';
import { NoiseBlock } from './NoiseBlock';

const section = (noise: IncidentSection['noise']) =>
  ({ noise } as IncidentSection);

it('lists the rules, and tells nobody acted from not known', async () => {
  const rule = { alerts: 4, duplicates: 2, flapping: 1 };
  renderPage(
    <NoiseBlock
      section={section([
        { ...rule, rule: 'Errors', withoutAction: 0 },
        { ...rule, rule: 'Slow', withoutAction: null },
      ])}
    />,
  );
  const known = await screen.findByRole('row', { name: /Errors/ });
  expect(
    within(known)
      .getAllByRole('cell')
      .map(cell => cell.textContent),
  ).toEqual(expect.arrayContaining(['4', '2', '1', '0']));
  expect(screen.getByRole('row', { name: /Slow/ }).textContent).toMatch(
    /nothing records who acts/,
  );
});

it('says so when no alert is recorded', async () => {
  renderPage(<NoiseBlock section={section([])} />);
  expect(await screen.findByText(/No alert is recorded/)).toBeInTheDocument();
});
