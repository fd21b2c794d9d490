import { known, unknown } from '../result';
import { downtime } from './domain/downtime';
import {
  acknowledgeTimes,
  fewestForTrend,
  resolveTimes,
  ResponseTimes,
} from './domain/responseTimes';
import { evidenceFor, incidentFact, IncidentQuestion } from './incidentFact';

const defaultWindow = 'P90D';

function answerMean(
  { fact, query, recording, parts }: IncidentQuestion,
  times: ResponseTimes,
) {
  const { mean, median, p90, n, of, reason, validUntil } = times;
  const all = {
    ...parts,
    n,
    validUntil,
    evidence: evidenceFor(times.incidents, recording),
    details: { median, p90, n, of, trend: n >= fewestForTrend },
  };
  return mean === null
    ? unknown(fact, query, reason ?? 'no incidents in the window', {
        ...all,
        vacuous: of === 0,
      })
    : known(fact, query, mean, { ...all, reason });
}

/** Mean time to acknowledge. @public */
export const incidentMtta = incidentFact(
  {
    id: 'incident.mtta',
    title: 'Mean time to acknowledge',
    description:
      'Mean of first explicit acknowledgement − start, over the incidents that began in the window; median, p90 and how many of how many were acknowledged stand beside it.',
    unit: 'seconds',
    defaultWindow,
    better: 'lower',
  },
  question =>
    answerMean(question, acknowledgeTimes(question.counted, question.window)),
);

/** Mean time to resolve. @public */
export const incidentMttr = incidentFact(
  {
    id: 'incident.mttr',
    title: 'Mean time to resolve',
    description:
      'Mean of last resolve − start, over the incidents resolved in the window; open ones are counted beside it, not in it.',
    unit: 'seconds',
    defaultWindow,
    better: 'lower',
  },
  question =>
    answerMean(question, resolveTimes(question.counted, question.window)),
);

/** Mean time between failures. @public */
export const incidentMtbf = incidentFact(
  {
    id: 'incident.mtbf',
    title: 'Mean time between failures',
    description:
      '(T − D) / n over the window T, with D the union of outage stretches and n the incidents with a part in it. Without any failure the value is not known; it is then greater than the window, which the details give as a lower bound.',
    unit: 'seconds',
    defaultWindow,
    better: 'higher',
  },
  ({ fact, query, counted, window, recording, parts }) => {
    const { length, incidents, validUntil } = downtime(counted, window);
    const span = window.to - window.from;
    const n = incidents.length;
    const all = {
      ...parts,
      n,
      validUntil,
      evidence: evidenceFor(incidents, recording),
    };
    if (n === 0) {
      const reason = `no failures in ${parts.window}`;
      return unknown(fact, query, reason, {
        ...all,
        details: { lowerBound: span / 1000 },
      });
    }
    return known(fact, query, (span - length) / n / 1000, {
      ...all,
      details: { downSeconds: length / 1000, trend: n >= fewestForTrend },
    });
  },
);
