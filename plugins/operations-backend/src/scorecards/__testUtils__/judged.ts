import {
  CriterionResult,
  defaultSettings,
  Evidence,
  EvidenceKind,
  EvidencePayload,
  evaluateScorecard,
  parseEvidenceInput,
  parseScorecards,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const entityRef = 'component:default/checkout';

const cards = ['phase-07-maintenance', 'phase-08-operations'].flatMap(name => {
  const file = join(__dirname, `../../../scorecards/${name}.yaml`);
  return parseScorecards(readFileSync(file, 'utf8'), { file: name });
});

/** A record about a component, as the ledger would hold it. */
export function told<K extends EvidenceKind>(
  kind: K,
  at: number,
  payload: EvidencePayload<K>,
): Evidence {
  const parsed = parseEvidenceInput(
    { entityRef, kind, source: 'test', observedAt: toIso(at), payload },
    { now: at },
  );
  if (!parsed.ok) throw new Error(`${parsed.field}: ${parsed.message}`);
  const id = `${kind} ${at} ${JSON.stringify(payload)}`;
  const receivedAt = toIso(at);
  const submittedBy = 'service:ci';
  return { ...parsed.input, id, receivedAt, digest: id, submittedBy };
}

/** What a built-in scorecard makes of a criterion for that component. */
export function judged(
  criterion: string,
  evidence: readonly Evidence[],
  now: number,
): CriterionResult {
  for (const { scorecard, digest } of cards) {
    if (!scorecard.spec.criteria.some(({ id }) => id === criterion)) continue;
    const { criteria } = evaluateScorecard({
      scorecard,
      policyDigest: digest,
      subject: {
        entity: {
          entityRef,
          uid: 'uid-1',
          kind: 'Component',
          namespace: 'default',
          name: 'checkout',
          annotations: {},
          labels: {},
          tags: [],
          relations: [],
          links: [],
        },
        evidence,
        settings: defaultSettings,
      },
      related: { dependsOn: [] },
      decisions: [],
      waivers: [],
      holdsRole: () => true,
      now,
    });
    const found = criteria.find(({ id }) => id === criterion);
    if (found) return found;
  }
  throw new Error(`no criterion ${criterion}`);
}
