import {
  defaultSettings,
  Evidence,
  evaluateScorecard,
  Millis,
  parseScorecards,
  ScorecardResult,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomEvidence } from './__testUtils__/randomEvidence';
import { now } from './__testUtils__/randomRecord';

const cards = ['phase-07-maintenance', 'phase-08-operations'].map(name => {
  const file = join(__dirname, '../../scorecards', `${name}.yaml`);
  return parseScorecards(readFileSync(file, 'utf8'), { file: name })[0];
});

function evaluate(
  card: (typeof cards)[number],
  evidence: readonly Evidence[],
  at: Millis,
): ScorecardResult {
  return evaluateScorecard({
    scorecard: card.scorecard,
    policyDigest: card.digest,
    // A subject of its own each time: what is remembered per subject must not hide a change.
    subject: {
      entity: {
        entityRef: 'component:default/checkout',
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
    now: at,
  });
}

const answerOf = (result: ScorecardResult) =>
  result.criteria.map(one => [one.id, one.verdict, one.subjectDigest]);

it('every fact in the built-in scorecards knows when it changes by itself', () => {
  let steps = 0;
  fc.assert(
    fc.property(
      randomEvidence,
      fc.constantFrom(...cards),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (evidence, card, share) => {
        let from = now;
        for (let step = 0; step < 6; step += 1) {
          const result = evaluate(card, evidence, from);
          if (result.validUntil === undefined) break;
          const end = toMillis(result.validUntil);
          expect(end).toBeGreaterThan(from);
          const between = from + Math.floor((end - 1 - from) * share);
          for (const at of [between, end - 1]) {
            const later = evaluate(card, evidence, at);
            expect(answerOf(later)).toEqual(answerOf(result));
          }
          steps += 1;
          from = end;
        }
      },
    ),
    { numRuns: 25 },
  );
  expect(steps).toBeGreaterThan(100);
}, 120_000);
