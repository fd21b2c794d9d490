import { ScorecardHistory } from '@backstage-operations/plugin-operations-common';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { renderPage } from '../../__testUtils__';
import { AsOfBar } from './AsOfBar';

const day = (number: number) =>
  `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;

const change = (number: number): ScorecardHistory['changes'][number] => ({
  at: day(number),
  cause: 'evidence',
  policyDigest: 'p',
  gate: { to: 'blocked' },
  criteria: [],
});

const history: ScorecardHistory = {
  entityRef: 'component:default/checkout',
  scorecard: 'phase-08-operations',
  from: day(1),
  to: day(31),
  initial: {},
  changes: [change(10), change(20)],
  daily: [],
};

function Address() {
  return <output>{useLocation().search}</output>;
}

function renderBar(at: string) {
  renderPage(
    <>
      <AsOfBar history={history} />
      <Address />
    </>,
    {},
    { at },
  );
}

const address = () =>
  decodeURIComponent(screen.getByRole('status').textContent ?? '');

it('slides to an instant, and at its right end back to now', async () => {
  renderBar('/');
  const slider = await screen.findByRole('slider');
  fireEvent.change(slider, { target: { value: Date.parse(day(15)) } });
  await waitFor(() => expect(address()).toBe(`?at=${day(15)}`));
  fireEvent.change(slider, { target: { value: Date.parse(day(31)) } });
  await waitFor(() => expect(address()).toBe(''));
});

it('steps from change to change', async () => {
  const user = userEvent.setup();
  renderBar('/');
  const before = await screen.findByRole('button', { name: 'Change before' });
  await user.click(before);
  expect(address()).toBe(`?at=${day(20)}`);
  await user.click(before);
  expect(address()).toBe(`?at=${day(10)}`);
  expect(before).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Change after' }));
  expect(address()).toBe(`?at=${day(20)}`);
  await user.click(screen.getByRole('button', { name: 'Back to now' }));
  expect(address()).toBe('');
});
