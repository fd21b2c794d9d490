import { durationMillis, Millis } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { FactParts, unknown } from '../result';
import { Window, windowEnding } from '../select';
import { Incident } from './domain/Incident';
import {
  IncidentPopulation,
  incidentPopulation,
  notRecorded,
} from './domain/population';

/** What an incident fact is computed from. */
export interface IncidentQuestion {
  fact: FactDefinition;
  subject: FactSubject;
  query: FactQuery;
  now: Millis;
  population: IncidentPopulation;
  counted: readonly Incident[];
  /** The look-back of the fact; for facts about the present only its end matters. */
  window: Window;
  /** What every answer carries. */
  parts: FactParts;
}

/** The severities a fact may be asked for. */
export const severitySelector: FactDefinition['of'] = {
  name: 'severity',
  required: false,
  values: ['sev-1', 'sev-2', 'sev-3', 'sev-4'],
};

/** Records behind a figure: the incidents it counts, or, where there is none, what shows that none was missed. */
export function evidenceFor(
  incidents: readonly Incident[],
  population: IncidentPopulation,
) {
  return incidents.length > 0
    ? incidents.flatMap(({ records }) => records)
    : population.recorders;
}

/** A fact that has no value where nothing records incidents. */
export function incidentFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute'>,
  answer: (question: IncidentQuestion) => FactResult,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['incident', 'on-call', 'review'],
    compute(subject, query) {
      const { defaultWindow } = definition;
      const window = defaultWindow && (query.window ?? defaultWindow);
      const population = incidentPopulation(subject.evidence);
      if (population.recordedAt === undefined) {
        return unknown(fact, query, notRecorded, { window });
      }
      return answer({
        fact,
        subject,
        query,
        now: query.now,
        population,
        counted: population.counted,
        window: window
          ? windowEnding(query.now, window)
          : { from: query.now - durationMillis('P90D'), to: query.now },
        parts: { window, provenAt: population.recordedAt },
      });
    },
  };
  return fact;
}
