import { Millis, toMillis } from '../../time';
import { FactDefinition } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter } from '../select';
import { SupportPeriod, supportPeriods } from './SupportPeriod';

/** When the knowledge base was last reviewed, as far as a period says; an update of articles counts from the period's end. @internal */
export function knowledgeBaseReviewedAt({
  evidence,
  to,
}: SupportPeriod): Millis | undefined {
  const { knowledgeBase } = evidence.payload;
  if (!knowledgeBase) return undefined;
  const { reviewedAt, updated = 0 } = knowledgeBase;
  const instants = [
    ...(reviewedAt ? [toMillis(reviewedAt)] : []),
    ...(updated > 0 ? [to] : []),
  ];
  return instants.length > 0 ? Math.max(...instants) : undefined;
}

/** Age of the knowledge base. @internal */
export const knowledgeBaseAge: FactDefinition = {
  id: 'support.knowledgeBaseAge',
  title: 'Age of the knowledge base',
  description:
    'Time since the knowledge base was last reviewed, or since the end of the last period in which articles were updated.',
  unit: 'seconds',
  kinds: ['support'],
  better: 'lower',
  compute(subject, query) {
    const { now } = query;
    const reviews = supportPeriods(subject.evidence).flatMap(period => {
      const at = knowledgeBaseReviewedAt(period);
      return at === undefined ? [] : [{ at, evidence: period.evidence }];
    });
    const validUntil = earliestAfter(
      now,
      reviews.map(({ at }) => at),
    );
    const [latest] = reviews
      .filter(({ at }) => at <= now)
      .sort((a, b) => b.at - a.at);
    if (!latest) {
      return unknown(
        knowledgeBaseAge,
        query,
        'No review of the knowledge base has been reported.',
        { validUntil },
      );
    }
    return known(knowledgeBaseAge, query, (now - latest.at) / 1000, {
      grows: true,
      provenAt: latest.at,
      validUntil,
      evidence: [latest.evidence],
    });
  },
};
