import { SupportPeriod } from './SupportPeriod';

/** Fewer answers than this say nothing. */
const enoughResponses = 5;

/** What users think, 1 to 5. @internal */
export interface Satisfaction {
  value: number | null;
  responses: number;
  reason?: string;
}

/** Mean score, each period weighted with its number of responses; null under five responses. @internal */
export function satisfaction(periods: readonly SupportPeriod[]): Satisfaction {
  let responses = 0;
  let sum = 0;
  for (const { evidence } of periods) {
    const { csat } = evidence.payload;
    if (!csat) continue;
    responses += csat.responses;
    sum += csat.score * csat.responses;
  }
  if (responses >= enoughResponses) {
    return { value: sum / responses, responses };
  }
  return {
    value: null,
    responses,
    reason:
      responses === 0
        ? 'No satisfaction survey has been reported'
        : `${responses} responses are too few, ${enoughResponses} are needed`,
  };
}
