import { toMillis } from '../../time';
import { FactDefinition, FactQuery, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter, recordsOf } from '../select';
import { onCallState, OnCallState } from './domain/onCall';

const notKnown =
  'no on-call schedule is reported; connect PagerDuty or Opsgenie, or send an on-call record';

/** The schedules of an entity, judged, by name. */
export function onCallStates(subject: FactSubject, now: number): OnCallState[] {
  return recordsOf(subject.evidence, 'on-call')
    .map(record => onCallState(record, now))
    .sort((a, b) =>
      a.record.payload.schedule.localeCompare(b.record.payload.schedule, 'en'),
    );
}

function partsOf(states: readonly OnCallState[], query: FactQuery) {
  return {
    n: states.length,
    validUntil: earliestAfter(
      query.now,
      states.map(({ nextGap }) => nextGap),
    ),
    provenAt: Math.min(
      ...states.map(({ record }) => toMillis(record.observedAt)),
    ),
    evidence: states.map(({ record }) => record),
  };
}

/** Whether on-call duty is shared and backed up. @public */
export const onCallCovered: FactDefinition = {
  id: 'oncall.covered',
  title: 'On-call covered',
  description:
    'Whether every on-call schedule rotates between at least two people, has a backup, and has no gap now (Phase 08 document, on-call practices).',
  unit: 'boolean',
  kinds: ['on-call'],
  better: 'higher',
  compute(subject, query) {
    const states = onCallStates(subject, query.now);
    if (states.length === 0) return unknown(onCallCovered, query, notKnown);
    const wrong = states.filter(({ ok }) => !ok);
    const reasons = wrong.map(
      ({ record, reason }) => `${record.payload.schedule}: ${reason}`,
    );
    return known(onCallCovered, query, wrong.length === 0, {
      ...partsOf(states, query),
      ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
    });
  },
};

/** How many people share the smallest rotation. @public */
export const onCallRotation: FactDefinition = {
  id: 'oncall.rotation',
  title: 'People in the on-call rotation',
  description: 'The size of the smallest on-call rotation.',
  unit: 'count',
  kinds: ['on-call'],
  better: 'higher',
  compute(subject, query) {
    const states = onCallStates(subject, query.now);
    if (states.length === 0) return unknown(onCallRotation, query, notKnown);
    const sizes = states.map(({ record }) => record.payload.rotationSize);
    return known(onCallRotation, query, Math.min(...sizes), {
      ...partsOf(states, query),
      validUntil: undefined,
    });
  },
};
