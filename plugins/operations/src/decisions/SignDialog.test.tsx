import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Evidence } from '@backstage-operations/plugin-operations-common';
import {
  buildCriterion,
  buildDecision,
  buildEvidenceRef,
  buildResult,
  buildSubject,
  renderPage,
} from '../__testUtils__';
import { OperationsPageApi } from '../api';
import { Signable, SignDialog } from './SignDialog';

function signable(parts: Partial<Signable> = {}): Signable {
  const { id, title, evidence, signoffs, rules } = buildCriterion();
  return {
    entityRef: 'component:default/checkout',
    scorecard: 'phase-08-operations',
    criterion: id,
    title,
    slot: signoffs[0],
    subject: buildSubject(),
    subjectDigest: 'a'.repeat(64),
    evidence,
    rules,
    ...parts,
  };
}

function renderDialog(
  decideSignoff: jest.Mock,
  parts: Partial<Signable> = {},
  api: Partial<OperationsPageApi> = {},
) {
  const events = {
    onClose: jest.fn(),
    onDecided: jest.fn(),
    onOutdated: jest.fn(),
  };
  renderPage(<SignDialog signable={signable(parts)} {...events} />, {
    decideSignoff,
    ...api,
  });
  return events;
}

async function approve() {
  const user = userEvent.setup();
  const dialog = await screen.findByRole('dialog', {
    name: 'SRE lead owns: Backup and DR validated',
  });
  await user.click(within(dialog).getByRole('radio', { name: 'Approve' }));
  await user.type(
    within(dialog).getByRole('textbox', { name: /Comment/ }),
    'Seen',
  );
  await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
  return dialog;
}

function refusal(status: number, message: string, parts: object = {}): Error {
  return Object.assign(new Error(`Request failed with ${status}`), {
    statusCode: status,
    cause: Object.assign(new Error(message), parts),
  });
}

describe('SignDialog', () => {
  it('shows exactly what is signed and sends its digest along', async () => {
    const decideSignoff = jest.fn(async () => ({}));
    const events = renderDialog(decideSignoff);
    const dialog = await approve();
    expect(
      within(dialog).getByText('What you sign: 1 statement'),
    ).toBeInTheDocument();
    expect(within(dialog).getByText('orders')).toBeInTheDocument();
    expect(within(dialog).getByText('a'.repeat(64))).toBeInTheDocument();
    expect(
      within(dialog).getByText(
        'Every expected backup of the last 30 days succeeded',
      ),
    ).toBeInTheDocument();
    expect(decideSignoff).toHaveBeenCalledWith({
      kind: 'component',
      namespace: 'default',
      name: 'checkout',
      scorecard: 'phase-08-operations',
      criterion: 'backup-dr-validated',
      body: {
        slot: 'sre-own',
        decision: 'approve',
        comment: 'Seen',
        expectedSubjectDigest: 'a'.repeat(64),
        onBehalfOf: undefined,
      },
    });
    expect(events.onDecided).toHaveBeenCalledTimes(1);
  });

  it('asks for a decision and a comment before anything can be sent', async () => {
    const user = userEvent.setup();
    renderDialog(jest.fn());
    const send = await screen.findByRole('button', { name: 'Approve' });
    expect(send).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: 'Reject' }));
    expect(screen.getByRole('button', { name: 'Reject' })).toBeDisabled();
    await user.type(screen.getByRole('textbox', { name: /Comment/ }), 'No');
    expect(screen.getByRole('button', { name: 'Reject' })).toBeEnabled();
  });

  it('shows the difference when what was shown no longer stands, and signs nothing', async () => {
    const decideSignoff = jest.fn(async () => {
      throw refusal(409, 'It changed', {
        difference: {
          reasons: ['evidence-changed'],
          changes: ['restore-test orders: L3 became L2'],
        },
      });
    });
    const events = renderDialog(decideSignoff);
    const dialog = await approve();
    expect(
      await within(dialog).findByText('restore-test orders: L3 became L2'),
    ).toBeInTheDocument();
    expect(events.onDecided).not.toHaveBeenCalled();
    expect(events.onOutdated).toHaveBeenCalledTimes(1);
    // The same digest can't be sent again.
    expect(
      within(dialog).getByRole('button', { name: 'Approve' }),
    ).toBeDisabled();
  });

  it('says which rule forbids a decision', async () => {
    const events = renderDialog(
      jest.fn(async () => {
        throw refusal(403, 'You submitted the evidence under it');
      }),
    );
    await approve();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You submitted the evidence under it',
    );
    expect(events.onOutdated).not.toHaveBeenCalled();
  });

  it('says what changed since the last decision in the slot', async () => {
    renderDialog(jest.fn(), {
      slot: {
        id: 'sre-own',
        verb: 'owns',
        role: 'sre-lead',
        decision: buildDecision({
          subjectDigest: 'old',
          subject: buildSubject({ verdict: 'stale', evidence: [] }),
        }),
      },
    });
    expect(
      await screen.findByText('the verdict went from stale to pass'),
    ).toBeInTheDocument();
    expect(screen.getByText('restore test orders is new')).toBeInTheDocument();
  });

  it('shows which values and which fields of which records changed since then', async () => {
    const [rule] = buildCriterion().rules;
    const restore = (id: string, materialDigest: string) => ({
      ...buildEvidenceRef('restore-test', id),
      thing: 'restore-test/native/orders',
      materialDigest,
    });
    const decision = buildDecision({ subjectDigest: 'old' });
    const asked = jest.fn(async () =>
      buildResult({
        criteria: [
          buildCriterion({
            rules: [{ ...rule, fact: { ...rule.fact, value: 0.5 } }],
            evidence: [restore('then', 'd1')],
          }),
        ],
      }),
    );
    renderDialog(
      jest.fn(),
      {
        slot: { id: 'sre-own', verb: 'owns', role: 'sre-lead', decision },
        evidence: [restore('now', 'd2')],
      },
      {
        getScorecardResult: asked,
        getEvidence: async ({ id }) =>
          ({
            id,
            payload: { dataset: 'orders', level: id === 'now' ? 'L2' : 'L4' },
          } as unknown as Evidence),
      },
    );
    const table = await screen.findByRole('table', {
      name: 'Records that changed',
    });
    expect(within(table).getByText(/^Restore test/)).toHaveTextContent(
      'Restore test orders',
    );
    expect(await within(table).findByText('level')).toBeInTheDocument();
    expect(within(table).getByRole('listitem')).toHaveTextContent(
      'level: L4 → L2',
    );
    expect(screen.getByText(/50.?% → 100.?%/)).toBeInTheDocument();
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({ at: decision.at }),
    );
  });
});
