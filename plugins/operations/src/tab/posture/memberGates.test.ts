import { RollUpMember } from '@backstage-operations/plugin-operations-common';
import { buildCounts } from '../../__testUtils__';
import { memberGates } from './memberGates';

function member(
  name: string,
  scorecards: RollUpMember['scorecards'],
): RollUpMember {
  return {
    entityRef: `component:default/${name}`,
    title: name,
    kind: 'component',
    metrics: {},
    scorecards,
  };
}

it('counts gates and verdicts per scorecard', () => {
  const blocked = { scorecard: 'a', gate: 'blocked' } as const;
  const members = [
    member('one', [{ ...blocked, counts: buildCounts({ fail: 2 }) }]),
    member('two', [
      { ...blocked, counts: buildCounts({ fail: 1, pass: 3 }) },
      { scorecard: 'b', gate: 'approved', counts: buildCounts({ pass: 1 }) },
    ]),
    member('three', []),
  ];
  const [a, b] = memberGates({
    relation: 'parts',
    hidden: 0,
    members,
    metrics: [],
  });
  expect([a.entities, a.gates.blocked, a.counts.fail, a.counts.pass]).toEqual([
    2, 2, 3, 3,
  ]);
  expect([b.scorecard, b.gates.approved, b.counts.pass]).toEqual(['b', 1, 1]);
});
