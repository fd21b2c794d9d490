import { IncidentSection, TimeStatistic } from '../../api/sections';
import { EvidenceKind } from '../../evidence/kinds';
import { Millis } from '../../time';
import { FactQuery, FactSubject } from '../Fact';
import { inWindow, windowEnding } from '../select';
import { serviceAvailability } from '../service/availability';
import { alertFirings, noiseByRule } from './domain/alertNoise';
import { Incident } from './domain/Incident';
import {
  IncidentPopulation,
  incidentPopulation,
  incidentRecording,
  notRecorded,
} from './domain/population';
import { repeatedCauses } from './domain/repeats';
import { responseState } from './domain/responseTarget';
import {
  acknowledgeTimes,
  resolveTimes,
  ResponseTimes,
} from './domain/responseTimes';
import {
  actionItems,
  isActionOverdue,
  isDone,
  isReviewOverdue,
  reviewsDue,
} from './domain/reviews';
import { incidentStatuses } from './incidentList';
import { onCallStates } from './onCallFacts';
import { incidentMtbf } from './timeFacts';

const window = 'P90D';
const noiseWindow = 'P30D';
const mostListed = 50;

/** Kinds that the section tells of. */
const sectionKinds = new Set<EvidenceKind>(['incident', 'on-call', 'review']);

function statistic(times: ResponseTimes, recorded: boolean): TimeStatistic {
  const { mean, median, p90, n, of } = times;
  const reason = recorded ? times.reason : notRecorded;
  return { mean, median, p90, n, of, ...(reason ? { reason } : {}) };
}

function responseTargets(
  { settings }: FactSubject,
  inside: readonly Incident[],
  now: Millis,
): IncidentSection['responseTargets'] {
  return Object.entries(settings.incidents.responseTargets).map(
    ([severity, target]) => {
      const states = inside
        .filter(incident => incident.severity === severity)
        .map(incident => responseState(incident, now, settings).state);
      const count = (state: string) => states.filter(s => s === state).length;
      return {
        severity,
        target: target.business
          ? `${target.within} of working time`
          : target.within,
        kept: count('kept'),
        missed: count('missed'),
        pending: count('pending'),
      };
    },
  );
}

function reviewSummary(
  subject: FactSubject,
  population: IncidentPopulation,
  inside: readonly Incident[],
  now: Millis,
): IncidentSection['reviews'] {
  const reviews = reviewsDue(
    population.counted,
    subject.evidence,
    now,
    subject.settings,
  );
  const needed = reviews.filter(
    ({ dueAt, incident }) => dueAt !== undefined && incident.severity,
  );
  const items = actionItems(subject.evidence);
  const done = items.filter(item => isDone(item, now)).length;
  return {
    due: needed.length,
    overdue: needed.filter(review => isReviewOverdue(review, now)).length,
    done: needed.filter(
      ({ completedAt }) => completedAt !== undefined && completedAt <= now,
    ).length,
    actionsOpen: items.length - done,
    actionsOverdue: items.filter(item => isActionOverdue(item, now)).length,
    actionsDone: done,
    repeatCauses: repeatedCauses(inside).map(({ cause, incidents }) => ({
      cause,
      incidents: incidents.length,
    })),
  };
}

function availability(subject: FactSubject, query: FactQuery) {
  const result = serviceAvailability.compute(subject, query);
  const from = result.details?.from;
  return {
    value: typeof result.value === 'number' ? result.value : null,
    from: from === 'slo' || from === 'incidents' ? from : null,
    ...(result.reason ? { reason: result.reason } : {}),
  } satisfies IncidentSection['availability'];
}

/**
 * Incident history, response, reviews and on-call duty as the tab shows them; null when nothing is recorded.
 *
 * @remarks Lists what has a part in the last 90 days or is still open, newest first.
 * @public
 */
export function incidentSection(
  subject: FactSubject,
  now: Millis,
): IncidentSection | null {
  const population = incidentPopulation(subject.evidence);
  const { counted } = population;
  const recorded = incidentRecording(population, now) !== undefined;
  const anything = subject.evidence.some(({ kind }) => sectionKinds.has(kind));
  if (!recorded && !anything) return null;
  const span = windowEnding(now, window);
  const inside = counted.filter(({ start }) => inWindow(span, start));
  const listed = incidentStatuses(subject, span, now, mostListed);
  const mtbf = incidentMtbf.compute(subject, { now, window });
  return {
    window,
    ...(recorded ? {} : { notRecorded }),
    mtta: statistic(acknowledgeTimes(counted, span), recorded),
    mttr: statistic(resolveTimes(counted, span), recorded),
    mtbf: {
      value: typeof mtbf.value === 'number' ? mtbf.value : null,
      n: mtbf.n ?? 0,
      ...(mtbf.reason ? { reason: mtbf.reason } : {}),
    },
    availability: availability(subject, { now }),
    responseTargets: responseTargets(subject, inside, now),
    incidents: listed.incidents,
    total: listed.total,
    reviews: reviewSummary(subject, population, inside, now),
    onCall: onCallStates(subject, now).map(({ record, ok, reason }) => ({
      schedule: record.payload.schedule,
      rotationSize: record.payload.rotationSize,
      hasBackup: record.payload.hasBackup,
      ok,
      ...(reason ? { reason } : {}),
      ...(record.payload.nextGap ? { nextGap: record.payload.nextGap } : {}),
    })),
    noise: noiseByRule(
      alertFirings(population, windowEnding(now, noiseWindow)),
    ).slice(0, mostListed),
  };
}
