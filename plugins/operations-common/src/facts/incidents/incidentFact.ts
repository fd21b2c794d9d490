import { durationMillis, Millis, toIso, toMillis } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { FactParts, unknown } from '../result';
import { newest, recordsOf, Window, windowEnding } from '../select';
import { Incident } from './domain/Incident';
import {
  incidentPopulation,
  IncidentRecording,
  incidentRecording,
  notRecorded,
} from './domain/population';

/** What an incident fact is computed from. */
export interface IncidentQuestion {
  fact: FactDefinition;
  subject: FactSubject;
  query: FactQuery;
  now: Millis;
  recording: IncidentRecording;
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
  recording: IncidentRecording,
) {
  return incidents.length > 0
    ? incidents.flatMap(({ records }) => records)
    : recording.records;
}

/** The same answer, but for no longer than incidents are shown to be recorded. */
export function endingBy(
  { until }: IncidentRecording,
  result: FactResult,
): FactResult {
  if (until === undefined) return result;
  const { validUntil } = result;
  return validUntil !== undefined && toMillis(validUntil) <= until
    ? result
    : { ...result, validUntil: toIso(until) };
}

/** The reviews that tell by themselves, where nothing records incidents. */
function fromReviews(subject: FactSubject): IncidentRecording | undefined {
  const records = recordsOf(subject.evidence, 'review');
  const last = newest(records);
  return last && { at: toMillis(last.observedAt), records };
}

/**
 * A fact that has no value where nothing records incidents.
 *
 * @param ofReviews - it is about reviews alone, which are known where there is one
 */
export function incidentFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute'>,
  answer: (question: IncidentQuestion) => FactResult,
  ofReviews = false,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['incident', 'review', 'attestation'],
    compute(subject, query) {
      const { defaultWindow } = definition;
      const window = defaultWindow && (query.window ?? defaultWindow);
      const population = incidentPopulation(subject.evidence);
      const recording =
        incidentRecording(population, query.now) ??
        (ofReviews ? fromReviews(subject) : undefined);
      if (!recording) return unknown(fact, query, notRecorded, { window });
      const result = answer({
        fact,
        subject,
        query,
        now: query.now,
        recording,
        counted: population.counted,
        window: window
          ? windowEnding(query.now, window)
          : { from: query.now - durationMillis('P90D'), to: query.now },
        parts: { window, provenAt: recording.at },
      });
      return endingBy(recording, result);
    },
  };
  return fact;
}
