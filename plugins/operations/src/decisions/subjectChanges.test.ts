import { buildSubject } from '../testUtils/scorecardResult';
import { subjectChanges } from './subjectChanges';

const statement = (id: string, materialDigest: string) => ({
  kind: 'slo',
  id,
  materialDigest,
});

describe('subjectChanges', () => {
  it('finds nothing between equal subjects', () => {
    expect(subjectChanges(buildSubject(), buildSubject())).toEqual({
      policy: false,
      owner: false,
      recreated: false,
      added: [],
      removed: [],
      changed: [],
    });
  });

  it('tells new, gone and changed statements apart', () => {
    const before = buildSubject({
      evidence: [statement('a', '1'), statement('b', '1'), statement('c', '1')],
    });
    const now = buildSubject({
      evidence: [statement('b', '2'), statement('c', '1'), statement('d', '1')],
    });
    const { added, removed, changed } = subjectChanges(before, now);
    expect(added).toEqual([statement('d', '1')]);
    expect(removed).toEqual([statement('a', '1')]);
    expect(changed).toEqual([statement('b', '2')]);
  });

  it.each([
    [
      'verdict',
      { verdict: 'fail' },
      { verdict: { before: 'pass', now: 'fail' } },
    ],
    ['rules', { policyDigest: 'other' }, { policy: true }],
    ['owner', { owner: undefined }, { owner: true }],
    ['entity', { entityUid: 'uid-2' }, { recreated: true }],
  ] as const)('notices another %s', (_, parts, change) => {
    expect(subjectChanges(buildSubject(), buildSubject(parts))).toMatchObject(
      change,
    );
  });
});
