import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  buildCriterion,
  buildDecision,
  buildResult,
  buildRule,
  renderPage,
} from '../../__testUtils__';
import { ScorecardBody } from './ScorecardBody';

const result = buildResult({
  criteria: [
    buildCriterion({
      verdict: 'unknown',
      rules: [
        buildRule({
          verdict: 'unknown',
          sentence: 'A restore is proven to L3 or better',
          fact: {
            fact: 'restore.proofLevel',
            value: null,
            unit: 'level',
            asOf: '2026-03-02T12:00:00Z',
            reason: 'no restore test is known',
            evidence: [],
          },
        }),
      ],
      signoffs: [
        {
          id: 'sre-own',
          verb: 'owns',
          role: 'sre-lead',
          state: 'stale',
          staleReasons: ['evidence-changed'],
          decision: buildDecision(),
        },
        {
          id: 'security',
          verb: 'validates',
          role: 'security-lead',
          state: 'waiting',
          waitingFor: ['sre-own'],
        },
      ],
    }),
    buildCriterion({
      id: 'runbook',
      title: 'Runbook current',
      verdict: 'waived',
      underlying: 'stale',
      signoffs: [],
    }),
  ],
});

function renderBody(at: string) {
  const getScorecardResult = jest.fn(async () => result);
  renderPage(
    <ScorecardBody
      entityRef="component:default/checkout"
      scorecard="phase-08-operations"
    />,
    {
      getScorecardResult,
      getDecisionRights: () => new Promise(() => {}),
      getScorecardHistory: () => new Promise(() => {}),
      getGate: async () => ({
        ...result.gate,
        entityRef: result.entityRef,
        scorecard: result.scorecard,
        asOf: result.asOf,
        warnings: ['nobody holds the role legal'],
      }),
    },
    { at },
  );
  return getScorecardResult;
}

describe('ScorecardBody', () => {
  it('shows a rule without a value as not known, with the reason', async () => {
    renderBody('/?criterion=backup-dr-validated');
    const rules = await screen.findByRole('table', { name: /^Rules of/ });
    expect(
      within(rules).getByText('A restore is proven to L3 or better'),
    ).toBeInTheDocument();
    expect(
      within(rules).getByText('no restore test is known'),
    ).toBeInTheDocument();
  });

  it('says why a decision went stale and who has to sign first', async () => {
    renderBody('/?criterion=backup-dr-validated');
    const slots = await screen.findByRole('table', {
      name: 'Sign-offs of Backup and DR validated',
    });
    expect(within(slots).getByText('the evidence changed')).toBeInTheDocument();
    expect(within(slots).getByText('after SRE lead owns')).toBeInTheDocument();
    expect(
      within(slots).queryByRole('button', { name: /as security-lead/ }),
    ).not.toBeInTheDocument();
  });

  it('says which sign-offs nobody can give', async () => {
    renderBody('/');
    expect(
      await screen.findByText('nobody holds the role legal'),
    ).toBeInTheDocument();
  });

  it('keeps the verdict under a waiver on view', async () => {
    renderBody('/?criterion=runbook');
    expect(await screen.findByText('Without the waiver:')).toBeInTheDocument();
  });

  it('asks for a past instant and lets nothing be decided on it', async () => {
    const at = '2026-01-15T10:00:00.000Z';
    const getScorecardResult = renderBody(
      `/?criterion=backup-dr-validated&at=${at}`,
    );
    expect(
      await screen.findByText(/Nothing can be decided here/),
    ).toBeInTheDocument();
    expect(getScorecardResult).toHaveBeenCalledWith(
      expect.objectContaining({ at }),
    );
    expect(
      screen.queryByRole('button', { name: /Review and decide/ }),
    ).not.toBeInTheDocument();
  });

  it('says when the history begins instead of showing an error about an earlier instant', async () => {
    const user = userEvent.setup();
    const at = '2026-01-15T10:00:00.000Z';
    const begins = '2026-02-01T09:30:00.000Z';
    renderPage(
      <ScorecardBody
        entityRef="component:default/checkout"
        scorecard="phase-08-operations"
      />,
      {
        getScorecardResult: async request => {
          if (!request.at || request.at === begins) return result;
          throw Object.assign(new Error('component was not known then'), {
            statusCode: 404,
          });
        },
        getScorecardHistory: async () => ({
          entityRef: 'component:default/checkout',
          scorecard: 'phase-08-operations',
          from: at,
          to: result.asOf,
          initial: {},
          changes: [
            {
              at: begins,
              cause: 'evidence',
              policyDigest: 'p',
              gate: { to: 'blocked' },
              criteria: [],
            },
          ],
          daily: [],
        }),
        getGate: () => new Promise(() => {}),
      },
      { at: `/?at=${at}` },
    );
    expect(
      await screen.findByText(/The history of this scorecard begins on/),
    ).toHaveTextContent('2026');
    expect(screen.queryByText(/^Error/)).not.toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Go to the beginning' }),
    );
    expect(
      await screen.findByText(/Nothing can be decided here/),
    ).toBeInTheDocument();
  });

  it('narrows the criteria to one verdict', async () => {
    const user = userEvent.setup();
    renderBody('/');
    await user.click(await screen.findByRole('button', { name: /Verdict/ }));
    await user.click(await screen.findByRole('option', { name: 'waived' }));
    expect(await screen.findByText('1 of 2 criteria')).toBeInTheDocument();
    expect(screen.getByText('Runbook current')).toBeInTheDocument();
    expect(
      screen.queryByText('Backup and DR validated'),
    ).not.toBeInTheDocument();
  });
});
