import { toMillis } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { documentState, reviewProblem } from './documentState';
import { documentTypes } from './documentTypes';

const shared = {
  kinds: ['document' as const],
  of: {
    name: 'type of document',
    required: true,
    values: Object.keys(documentTypes),
    open: true as const,
  },
};

const presentFact = {
  ...shared,
  id: 'document.present',
  title: 'Document exists',
  description:
    'A document of the type is known with a link that was not found broken. A rule that wants it current says how old its last review may be.',
  unit: 'boolean' as const,
  better: 'higher' as const,
};

const ageFact = {
  ...shared,
  id: 'document.age',
  title: 'Age of the last review of a document',
  description: 'Time since the document of the type was last reviewed.',
  unit: 'seconds' as const,
  better: 'lower' as const,
};

const untyped = 'the rule does not say which type of document (of)';

function present(subject: FactSubject, query: FactQuery): FactResult {
  if (query.of === undefined) return unknown(presentFact, query, untyped);
  const state = documentState(subject, query.of);
  const { record, check, reviewedAt, url, reason } = state;
  // A look that found nothing wrong is no reason to sign again.
  const broken = state.present === false ? check : undefined;
  const evidence = [record, broken].filter(found => found !== undefined);
  const details = url === undefined ? undefined : { url };
  if (state.present === undefined) {
    return unknown(presentFact, query, reason ?? '', { evidence });
  }
  const source = broken ?? record;
  const observed = source && toMillis(source.observedAt);
  return known(presentFact, query, state.present, {
    provenAt: broken ? observed : reviewedAt ?? observed,
    reason,
    details,
    evidence,
  });
}

function age(subject: FactSubject, query: FactQuery): FactResult {
  if (query.of === undefined) return unknown(ageFact, query, untyped);
  const { now } = query;
  const state = documentState(subject, query.of);
  const evidence = state.record ? [state.record] : [];
  const { reviewedAt } = state;
  const problem = reviewProblem(state, now);
  if (problem !== undefined || reviewedAt === undefined) {
    return unknown(ageFact, query, problem ?? '', {
      validUntil: reviewedAt,
      evidence,
    });
  }
  return known(ageFact, query, (now - reviewedAt) / 1000, {
    grows: true,
    provenAt: reviewedAt,
    evidence,
  });
}

/** Facts about required documents. @internal */
export const documentFacts: FactDefinition[] = [
  { ...presentFact, compute: present },
  { ...ageFact, compute: age },
];
