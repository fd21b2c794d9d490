import { FactQuery, FactResult, FactDefinition, FactSubject } from '../Fact';
import { agreedMaintenance } from '../incidents/domain/agreedMaintenance';
import {
  availabilityOf,
  downtime,
  slidingValidUntil,
} from '../incidents/domain/downtime';
import {
  incidentPopulation,
  incidentRecording,
  notRecorded,
} from '../incidents/domain/population';
import { known, unknown } from '../result';
import { formatRatio } from '../round';
import { earliestAfter, windowEnding } from '../select';
import { durationMillis, toMillis } from '../../time';
import { isWithoutData, readSlos, SloReading } from './readSlos';

const asked = { id: 'service.availability', unit: 'ratio' } as const;
const defaultWindow = 'P30D';

function worst(readings: readonly SloReading[]): SloReading {
  return readings.reduce((a, b) => {
    if (a.sli === null || b.sli === null) return a.sli === null ? a : b;
    return b.sli < a.sli ? b : a;
  });
}

function fromSlo(
  readings: readonly SloReading[],
  query: FactQuery,
): FactResult {
  const reading = worst(readings);
  const { record, name, sli, reason, expiresAt, window } = reading;
  const { method, target, coverage } = record.payload;
  const parts = {
    window:
      typeof record.payload.window === 'number'
        ? `PT${record.payload.window}S`
        : record.payload.window,
    validUntil: earliestAfter(query.now, [
      expiresAt,
      ...readings.map(other => other.expiresAt),
    ]),
    provenAt: toMillis(record.observedAt),
    evidence: readings.map(other => other.record),
    details: { from: 'slo', slo: name, method, target, coverage },
  };
  if (sli === null || isWithoutData(reading)) {
    const why = `the availability SLO ${name} has no figure: ${reason}`;
    return unknown(asked, query, why, parts);
  }
  const wanted = query.window ?? defaultWindow;
  const notes = [
    `from the SLO ${name} (${method})`,
    readings.length > 1 && `the lowest of ${readings.length}`,
    durationMillis(wanted) !== window && `over its own window ${parts.window}`,
    coverage !== undefined &&
      coverage < 1 &&
      `${formatRatio(coverage)} of it observed`,
  ].filter(Boolean);
  return known(asked, query, sli, {
    ...parts,
    reason: notes.join(', '),
  });
}

function fromIncidents(subject: FactSubject, query: FactQuery): FactResult {
  const window = query.window ?? defaultWindow;
  const span = windowEnding(query.now, window);
  const population = incidentPopulation(subject.evidence);
  const recording = incidentRecording(population, query.now);
  if (!recording) {
    const why = `no availability SLO, and ${notRecorded}`;
    return unknown(asked, query, why, { window });
  }
  const down = downtime(population.counted, span);
  const agreed = agreedMaintenance(subject.evidence);
  const figure = availabilityOf(down.intervals, agreed.intervals, span);
  const unstated = down.incidents.filter(one => one.impact === 'unstated');
  const parts = {
    window,
    n: down.incidents.length,
    validUntil: earliestAfter(query.now, [
      down.validUntil,
      slidingValidUntil(agreed.intervals, span),
      recording.until,
    ]),
    provenAt: recording.at,
    evidence: [
      ...(down.incidents.length > 0
        ? down.incidents.flatMap(({ records }) => records)
        : recording.records),
      ...agreed.records,
    ],
    details: {
      from: 'incidents',
      downSeconds: figure.down / 1000,
      maintenanceSeconds: figure.maintenance / 1000,
    },
  };
  if (figure.value === null) {
    const why = 'the whole window was agreed maintenance';
    return unknown(asked, query, why, parts);
  }
  const notes = [
    'from incidents, no availability SLO is reported',
    unstated.length > 0 &&
      `${unstated.length} incidents state no impact and count as outages`,
  ].filter(Boolean);
  return known(asked, query, figure.value, {
    ...parts,
    reason: notes.join('; '),
  });
}

/** Share of the time in which the service was up. @public */
export const serviceAvailability: FactDefinition = {
  ...asked,
  title: 'Availability',
  description:
    'The indicator of the availability SLO where there is one, else 1 − D / (T − M) with D the union of outage and degraded stretches and M the maintenance agreed beforehand. Not known where there is no such SLO and nothing shows that incidents are recorded.',
  kinds: ['slo', 'incident', 'attestation', 'maintenance-window'],
  defaultWindow,
  better: 'higher',
  compute(subject, query) {
    const slos = readSlos(subject.evidence, query.now).filter(
      ({ record }) => record.payload.objective === 'availability',
    );
    return slos.length > 0
      ? fromSlo(slos, query)
      : fromIncidents(subject, query);
  },
};
