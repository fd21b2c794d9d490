import { screen } from '@testing-library/react';
import {
  DecisionRights,
  SignoffState,
} from '@backstage-operations/plugin-operations-common';
import userEvent from '@testing-library/user-event';
import { buildDecision, buildSubject, renderPage } from '../__testUtils__';
import { DecisionContext } from '../tab/scorecards/DecisionContext';
import { SignoffSlots } from './SignoffSlots';

describe('who may decide', () => {
  const slots: SignoffState[] = ['sre-lead', 'ciso', 'tech-lead'].map(role => ({
    id: role,
    verb: 'approves',
    role,
    state: 'open',
  }));
  const rights: DecisionRights = {
    entityRef: 'component:default/checkout',
    scorecard: 'phase-08-operations',
    person: 'user:default/kim',
    slots: [
      { criterion: 'exit', slot: 'sre-lead', held: true },
      {
        criterion: 'exit',
        slot: 'ciso',
        held: true,
        forbidden:
          'notPolicyEditor: user:default/kim changed the scorecard last',
      },
      { criterion: 'exit', slot: 'tech-lead', held: false, forbidden: 'no' },
    ],
    waiverRoles: [],
    clearsOthers: false,
  };

  function renderSlots(known: DecisionRights | undefined) {
    renderPage(
      <DecisionContext.Provider
        value={{
          entityRef: rights.entityRef,
          scorecard: rights.scorecard,
          readOnly: false,
          rights: known,
          refresh: () => {},
        }}
      >
        <SignoffSlots
          criterion="exit"
          title="the exit"
          slots={[
            ...slots,
            {
              id: 'sponsor',
              verb: 'approves',
              role: 'executive-sponsor',
              state: 'approved',
              decision: buildDecision(),
            },
          ]}
          subject={buildSubject()}
          subjectDigest="d"
          evidence={[]}
          rules={[]}
        />
      </DecisionContext.Provider>,
    );
  }

  it('offers what the person may decide, and says of the rest which role does or what forbids it', async () => {
    renderSlots(rights);
    expect(
      await screen.findByRole('button', {
        name: 'Review and decide as SRE lead',
      }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(
      screen.getByText('user:default/kim changed the scorecard last'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'The Tech lead decides here. You do not hold that role for this entity.',
      ),
    ).toBeInTheDocument();
  });

  it('offers everything where that could not be asked, since the backend decides anyway', async () => {
    renderSlots(undefined);
    expect(
      await screen.findAllByRole('button', { name: /^Review and decide/ }),
    ).toHaveLength(3);
    expect(screen.getByRole('button', { name: /^Revoke/ })).toBeInTheDocument();
  });
});

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
