import { ScorecardHistory } from '@backstage-operations/plugin-operations-common';
import { criterionTimeline } from './criterionTimeline';

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;

const history = (parts: Partial<ScorecardHistory>): ScorecardHistory => ({
  entityRef: 'component:default/checkout',
  scorecard: 'phase-08-operations',
  from: at(1),
  to: at(31),
  initial: { backup: 'pass' },
  changes: [],
  daily: [],
  ...parts,
});

const change = (
  day: number,
  criterion: string,
  to: 'pass' | 'fail' | 'stale',
  reason?: string,
): ScorecardHistory['changes'][number] => ({
  at: at(day),
  cause: 'evidence',
  policyDigest: 'b',
  criteria: [{ criterion, to, reason, evidence: [] }],
});

it('is one stretch when nothing changed', () => {
  expect(criterionTimeline(history({}), 'backup')).toEqual([
    { from: Date.parse(at(1)), to: Date.parse(at(31)), verdict: 'pass' },
  ]);
});

it('cuts at changes of this criterion alone', () => {
  const stretches = criterionTimeline(
    history({
      changes: [
        change(5, 'backup', 'stale', 'the proof expired'),
        change(8, 'other', 'fail'),
        change(9, 'backup', 'stale'),
        change(20, 'backup', 'pass'),
      ],
    }),
    'backup',
  );
  expect(stretches).toEqual([
    { from: Date.parse(at(1)), to: Date.parse(at(5)), verdict: 'pass' },
    {
      from: Date.parse(at(5)),
      to: Date.parse(at(20)),
      verdict: 'stale',
      reason: 'the proof expired',
    },
    { from: Date.parse(at(20)), to: Date.parse(at(31)), verdict: 'pass' },
  ]);
});

it('says nothing of the time before a criterion existed', () => {
  const [first] = criterionTimeline(
    history({ initial: {}, changes: [change(10, 'backup', 'fail')] }),
    'backup',
  );
  expect(first.verdict).toBeUndefined();
});
