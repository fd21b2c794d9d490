import {
  EntityProfile,
  evaluateScorecard,
  FactReader,
  FactSubject,
  Millis,
  RelatedScope,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { EvaluationBasis } from './EvaluationBasis';
import { PreviousResult } from './ResultStore';
import { StandingDecisions } from './StandingDecisions';

/** Everything the verdicts of one entity depend on. @internal */
export interface EntityCase {
  basis: EvaluationBasis;
  /** Of the entity and of the related ones that exist. */
  subjects: ReadonlyMap<string, FactSubject>;
  standing?: StandingDecisions;
  /** Results stored before, of any scorecard. */
  previous: readonly Pick<
    PreviousResult,
    'scorecard' | 'entityUid' | 'gate' | 'approvedAt'
  >[];
  now: Millis;
  /** Where facts are read; shared by all scorecards. */
  facts: FactReader;
}

function relatedSubjects({
  basis,
  subjects,
}: EntityCase): Partial<Record<RelatedScope, FactSubject[]>> {
  const related: Partial<Record<RelatedScope, FactSubject[]>> = {};
  for (const scope of ['dependsOn', 'parts', 'owned'] as const) {
    related[scope] = basis.related[scope]
      ?.map(ref => subjects.get(ref))
      .filter(subject => subject !== undefined);
  }
  return related;
}

function toIsoOrNone(at: Millis | undefined): { approvedAt?: string } {
  return at === undefined ? {} : { approvedAt: new Date(at).toISOString() };
}

/**
 * Results of one entity under every scorecard; pure.
 *
 * @internal
 */
export function judgeEntity(
  entityCase: EntityCase,
  scorecards: readonly Pick<ActiveScorecard, 'id' | 'digest' | 'scorecard'>[],
): ScorecardResult[] {
  const { basis, subjects, standing, previous, now, facts } = entityCase;
  const entity: EntityProfile = basis.entity;
  const subject = subjects.get(entity.entityRef);
  if (!subject) throw new TypeError(`no subject for ${entity.entityRef}`);
  const related = relatedSubjects(entityCase);
  return scorecards.map(({ id, digest, scorecard }) => {
    const before = previous.find(
      result => result.scorecard === id && result.entityUid === entity.uid,
    );
    return evaluateScorecard({
      scorecard,
      policyDigest: digest,
      subject,
      related,
      decisions: (standing?.decisions ?? []).filter(
        decision => decision.scorecard === id,
      ),
      waivers: (standing?.waivers ?? []).filter(
        waiver => waiver.scorecard === id,
      ),
      holdsRole: (person, role) => basis.holds[person]?.[role],
      ...(before
        ? {
            previous: { state: before.gate, ...toIsoOrNone(before.approvedAt) },
          }
        : {}),
      now,
      facts,
    });
  });
}
