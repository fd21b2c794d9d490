import {
  ReviewItem,
  ReviewPage,
} from '@backstage-operations/plugin-operations-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  buildResult,
  buildSubject,
  daysAgo,
  renderPage,
} from '../../__testUtils__';
import { ReviewsContent } from './ReviewsContent';

function item(id: string, parts: Partial<ReviewItem> = {}): ReviewItem {
  return {
    type: 'signoff',
    id,
    entityRef: 'component:default/checkout',
    entityTitle: 'Checkout',
    scorecard: 'phase-08-operations',
    scorecardTitle: 'Phase 8',
    criterion: 'backup-dr-validated',
    criterionTitle: `Criterion ${id}`,
    slot: 'sre-own',
    role: 'sre-lead',
    verb: 'owns',
    verdict: 'pass',
    subjectDigest: id.repeat(64),
    since: daysAgo(3),
    ...parts,
  };
}

function renderInbox(items: ReviewItem[], api = {}) {
  const page: ReviewPage = {
    items,
    totalItems: items.length,
    counts: { signoff: items.length, 'stale-signoff': 0, waiver: 0 },
  };
  return renderPage(<ReviewsContent />, {
    listReviews: async () => page,
    listDelegations: async () => ({ items: [], totalItems: 0 }),
    listScorecards: async () => ({ items: [] }),
    ...api,
  });
}

describe('ReviewsContent', () => {
  it('says what changed since the person signed', async () => {
    const user = userEvent.setup();
    renderInbox([
      item('a', {
        type: 'stale-signoff',
        difference: {
          reasons: ['evidence-changed'],
          changes: ['slo availability: ok became burning'],
          before: buildSubject(),
          after: buildSubject(),
        },
      }),
    ]);
    await user.click(await screen.findByText('1 change since you signed'));
    expect(
      await screen.findByText('slo availability: ok became burning'),
    ).toBeInTheDocument();
  });

  it('says why a person may not decide, and offers no way to', async () => {
    renderInbox([item('a', { forbidden: 'You submitted the evidence' })]);
    expect(
      await screen.findByText('You submitted the evidence'),
    ).toBeInTheDocument();
    expect(screen.getByRole('checkbox')).toBeDisabled();
    expect(
      screen.queryByRole('button', { name: /Review and decide/ }),
    ).not.toBeInTheDocument();
  });

  it('finds what a typed name means among what waits', async () => {
    const user = userEvent.setup();
    const listReviews = jest.fn(async () => ({
      items: [item('a'), item('b', { entityRef: 'api:shop/payments' })],
      totalItems: 2,
      counts: { signoff: 2, 'stale-signoff': 0, waiver: 0 },
    }));
    renderInbox([], { listReviews });
    await user.type(await screen.findByLabelText('Entity'), 'Payments');
    await waitFor(() =>
      expect(listReviews).toHaveBeenCalledWith(
        expect.objectContaining({ entityRef: 'api:shop/payments' }),
      ),
    );
    await user.clear(screen.getByLabelText('Entity'));
    await user.type(screen.getByLabelText('Entity'), 'no such thing');
    expect(
      await screen.findByText('Nothing that waits is called that.'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(screen.getByLabelText('Entity')).toHaveValue('');
  });

  it('keeps the filters on view when the backend refuses one', async () => {
    renderPage(
      <ReviewsContent />,
      {
        listReviews: async () => {
          throw new Error('query.scorecard: not known');
        },
        listDelegations: async () => ({ items: [], totalItems: 0 }),
        listScorecards: async () => ({ items: [] }),
      },
      { at: '/?scorecard=none' },
    );
    expect(
      await screen.findAllByText(/query.scorecard: not known/),
    ).not.toHaveLength(0);
    expect(
      screen.getByRole('button', { name: 'Clear filters' }),
    ).toBeInTheDocument();
  });

  it('opens what is to be signed', async () => {
    const user = userEvent.setup();
    renderInbox([item('a')], { getScorecardResult: async () => buildResult() });
    await user.click(
      await screen.findByRole('button', { name: /Review and decide/ }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'SRE lead owns: Criterion a' }),
    ).toBeInTheDocument();
  });

  it('decides several with one comment, each over the digest that was shown, and says what became of each', async () => {
    const user = userEvent.setup();
    const decideReviews = jest.fn(async () => ({
      results: [
        { index: 0 },
        { index: 1, error: { name: 'ConflictError', message: 'it changed' } },
      ],
    }));
    renderInbox([item('a'), item('b')], { decideReviews });
    for (const box of await screen.findAllByRole('checkbox')) {
      await user.click(box);
    }
    await user.click(screen.getByRole('button', { name: 'Decide 2 together' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: 'Approve' }));
    await user.type(
      within(dialog).getByRole('textbox', { name: /Comment/ }),
      'Both seen',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect(await within(dialog).findByText('signed')).toBeInTheDocument();
    expect(within(dialog).getByText(/it changed/)).toBeInTheDocument();
    expect(decideReviews).toHaveBeenCalledWith({
      body: {
        decision: 'approve',
        comment: 'Both seen',
        items: ['a', 'b'].map(id =>
          expect.objectContaining({ expectedSubjectDigest: id.repeat(64) }),
        ),
      },
    });
  });
});
