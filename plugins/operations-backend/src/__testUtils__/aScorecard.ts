import {
  Criterion,
  Scorecard,
} from '@backstage-operations/plugin-operations-common';

/** A scorecard with as little as a test has to say. @internal */
export function aScorecard(
  name: string,
  criteria: readonly (string | Criterion)[],
  spec: Partial<Scorecard['spec']> = {},
): Scorecard {
  return {
    apiVersion: 'backstage-operations.io/v1',
    kind: 'Scorecard',
    metadata: { name, title: name },
    spec: {
      owner: 'sre-lead',
      criteria: criteria.map(criterion =>
        typeof criterion === 'string'
          ? { id: criterion, title: criterion, rules: [] }
          : criterion,
      ),
      exit: {
        ttl: 'P90D',
        signoffs: [],
        separation: {
          notRequester: true,
          notEvidenceSubmitter: true,
          notPolicyEditor: true,
          onePersonOneSlot: true,
        },
      },
      ...spec,
    },
  };
}
