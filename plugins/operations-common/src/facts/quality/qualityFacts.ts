import { toMillis } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { newest, recordsOf } from '../select';

type Figure = 'coverage' | 'p95Ms' | 'criticalVulnerabilities';

function qualityFact(
  field: Figure,
  what: string,
  definition: Pick<
    FactDefinition,
    'id' | 'title' | 'description' | 'unit' | 'better'
  >,
): FactDefinition {
  const compute = (subject: FactSubject, query: FactQuery): FactResult => {
    // A tool that could not measure says null; one that measures something else says nothing.
    const record = newest(
      recordsOf(subject.evidence, 'quality').filter(
        ({ payload }) => payload[field] !== undefined,
      ),
    );
    if (record === undefined) {
      const reason = `no build has reported its ${what}; report quality evidence with ${field}`;
      return unknown(definition, query, reason);
    }
    const { commit, reasons = {} } = record.payload;
    const value = record.payload[field] ?? null;
    const parts = {
      provenAt: toMillis(record.observedAt),
      details: commit === undefined ? undefined : { commit },
      evidence: [record],
    };
    if (value === null) {
      const reason = reasons[field] ?? `the last build gives no ${what}`;
      return unknown(definition, query, reason, parts);
    }
    return known(definition, query, value, parts);
  };
  return { ...definition, kinds: ['quality'], compute };
}

/** Facts about the newest build. @internal */
export const qualityFacts: FactDefinition[] = [
  qualityFact('coverage', 'test coverage', {
    id: 'quality.coverage',
    title: 'Test coverage',
    description: 'Share of the code that the tests of the newest build cover.',
    unit: 'ratio',
    better: 'higher',
  }),
  qualityFact('p95Ms', 'p95 latency', {
    id: 'quality.p95',
    title: 'p95 latency',
    description:
      'Time within which 95 % of the requests of the newest load test were answered.',
    unit: 'milliseconds',
    better: 'lower',
  }),
  qualityFact('criticalVulnerabilities', 'critical vulnerabilities', {
    id: 'quality.criticals',
    title: 'Critical vulnerabilities of the build',
    description:
      'Critical vulnerabilities that the newest build counted in what it was built from.',
    unit: 'count',
    better: 'lower',
  }),
];
