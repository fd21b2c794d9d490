import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  buildCriterion,
  buildDecision,
  renderPage,
  testNow,
} from '../__testUtils__';
import { WaiverDialog } from '../decisions/WaiverDialog';
import { DelegationDialog } from '../pages/reviews/DelegationDialog';
import { DecisionContext } from '../tab/scorecards/DecisionContext';

const DAY = 24 * 60 * 60 * 1000;

const daysAhead = (body: { expiresAt?: string; endsAt?: string }) =>
  (Date.parse(body.expiresAt ?? body.endsAt ?? '') - testNow) / DAY;

it('asks for an exception of thirty days once a reason and what makes up for it are given', async () => {
  const user = userEvent.setup();
  const requestWaiver = jest.fn();
  const { entityRef, scorecard } = buildDecision();
  renderPage(
    <DecisionContext.Provider
      value={{ entityRef, scorecard, readOnly: false, refresh: () => {} }}
    >
      <WaiverDialog
        criterion={buildCriterion()}
        onClose={() => {}}
        onDone={() => {}}
      />
    </DecisionContext.Provider>,
    { requestWaiver },
  );
  await user.type(await screen.findByLabelText(/^Reason/), 'New tool');
  const send = screen.getByRole('button', { name: 'Ask for a waiver' });
  expect(send).toBeDisabled();
  await user.type(screen.getByLabelText(/^Compensating/), 'By hand');
  await user.type(screen.getByLabelText(/^Ticket/), '  ');
  await user.click(send);
  const [{ body }] = requestWaiver.mock.calls[0];
  expect(body).toMatchObject({
    reason: 'New tool',
    compensatingControl: 'By hand',
    ticket: undefined,
  });
  expect(daysAhead(body)).toBeGreaterThan(29);
  expect(daysAhead(body)).toBeLessThanOrEqual(30);
});

it('keeps what was written when the backend refuses, with its words', async () => {
  const user = userEvent.setup();
  const createDelegation = jest.fn(async () => {
    throw new Error('nobody delegates to themselves');
  });
  renderPage(<DelegationDialog onClose={() => {}} onDone={() => {}} />, {
    createDelegation,
  });
  await user.type(await screen.findByLabelText(/^To/), 'Tech-Lead');
  await user.type(screen.getByLabelText(/^Roles/), 'ciso, sre-lead');
  await user.type(screen.getByLabelText(/^Reason/), 'Holidays');
  await user.click(screen.getByRole('button', { name: 'Lend my roles' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'nobody delegates to themselves',
  );
  expect(screen.getByLabelText(/^To/)).toHaveValue('Tech-Lead');
  expect(createDelegation).toHaveBeenCalledWith({
    body: expect.objectContaining({
      to: 'user:default/tech-lead',
      roles: ['ciso', 'sre-lead'],
      reason: 'Holidays',
    }),
  });
});
