import { createMockDirectory } from '@backstage/backend-test-utils';

/** Writes a scorecard with one criterion that is signed and one that is not met; returns where it is. @internal */
export function exportRules(): string {
  const { path } = createMockDirectory({
    content: {
      'r.yaml': `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: owner
  appliesTo: { kind: component }
  criteria:
    - id: tested
      title: Tests cover it
      rules: [{ fact: quality.coverage, op: '>=', value: 0.8 }]
      signoffs: [{ id: own, verb: owns, role: signer }]
    - id: quick
      title: It answers quickly
      waiverRole: owner
      rules: [{ fact: quality.p95, op: '<=', value: 300 }]
  exit: { signoffs: [] }
`,
    },
  });
  return `${path}/*.yaml`;
}
