import { StoredResult } from '../evaluation/ResultStore';

/** A stored result with as little as a test has to say. @internal */
export function aStoredResult(
  fields: Partial<StoredResult> = {},
): StoredResult {
  const entityRef = fields.entityRef ?? 'component:default/checkout';
  return {
    entityRef,
    scorecard: 'phase-8',
    entityUid: `uid-${entityRef}`,
    policyDigest: 'digest',
    version: 1,
    evaluatedAt: 1_000,
    applicable: true,
    gate: 'blocked',
    counts: {
      pass: 0,
      waived: 0,
      'not-applicable': 0,
      stale: 0,
      unknown: 0,
      fail: 0,
    },
    verdicts: '',
    slots: '',
    changedAt: 1_000,
    entity: { title: entityRef, kind: 'component' },
    namesOthers: false,
    body: '{}',
    ...fields,
  };
}
