import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildDecision, buildSubject, renderPage } from '../__testUtils__';
import { DecisionContext } from '../tab/scorecards/DecisionContext';
import { SignoffSlots } from './SignoffSlots';

it('clears a rejection with a reason', async () => {
  const decision = buildDecision({ decision: 'reject' });
  const revokeSignoff = jest.fn(async () => {
    throw new Error('only once, please');
  });
  renderPage(
    <DecisionContext.Provider
      value={{
        entityRef: decision.entityRef,
        scorecard: decision.scorecard,
        readOnly: false,
        refresh: () => {},
      }}
    >
      <SignoffSlots
        criterion={decision.criterion}
        title="Backup and DR validated"
        slots={[
          {
            id: 'sre-own',
            verb: 'owns',
            role: 'sre-lead',
            state: 'rejected',
            decision,
          },
        ]}
        subject={buildSubject()}
        subjectDigest={decision.subjectDigest}
        evidence={[]}
        rules={[]}
      />
    </DecisionContext.Provider>,
    { revokeSignoff },
    {},
  );
  const clear = await screen.findByRole('button', {
    name: /^Clear the rejection of/,
  });
  await userEvent.click(clear);
  expect(await screen.findByText('Clear this rejection')).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText(/Reason/), 'the author left');
  await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(revokeSignoff).toHaveBeenCalledWith({
    id: decision.id,
    body: { reason: 'the author left' },
  });
});
