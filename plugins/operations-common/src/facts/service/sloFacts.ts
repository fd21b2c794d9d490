import { earliestAfter } from '../select';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { toMillis } from '../../time';
import { FactParts } from '../result';
import { isWithoutData, readSlos, SloReading } from './readSlos';
import { sloAlerting } from './sloAlerting';

const noSlo =
  'no SLO is reported; connect Prometheus, import an OpenSLO file with its figures, or send slo records';

function partsOf(readings: readonly SloReading[], query: FactQuery): FactParts {
  return {
    n: readings.length,
    validUntil: earliestAfter(
      query.now,
      readings.map(({ expiresAt }) => expiresAt),
    ),
    provenAt: Math.min(
      ...readings.map(({ record }) => toMillis(record.observedAt)),
    ),
    evidence: readings.map(({ record }) => record),
  };
}

const listed = (readings: readonly SloReading[]) =>
  readings.map(({ name }) => name).join(', ');

type Judge = (
  fact: FactDefinition,
  query: FactQuery,
  readings: readonly SloReading[],
  parts: FactParts,
) => FactResult;

/** A fact over all SLOs that has no value where there are none. */
function sloFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute'>,
  judge: Judge,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['slo'],
    compute(subject: FactSubject, query: FactQuery): FactResult {
      const readings = readSlos(subject.evidence, query.now);
      return readings.length === 0
        ? unknown(fact, query, noSlo)
        : judge(fact, query, readings, partsOf(readings, query));
    },
  };
  return fact;
}

/** How many SLOs are reported. @public */
export const sloCount = sloFact(
  {
    id: 'slo.count',
    title: 'SLOs',
    description: 'Number of service level objectives that are reported.',
    unit: 'count',
    better: 'higher',
  },
  (fact, query, readings, parts) =>
    known(fact, query, readings.length, {
      ...parts,
      details: { names: readings.map(({ name }) => name) },
    }),
);

/** How many SLOs have overspent their error budget. @public */
export const sloBreached = sloFact(
  {
    id: 'slo.breached',
    title: 'SLOs breached',
    description:
      'Number of SLOs whose error budget is overspent. Not known while none is breached but some have no data.',
    unit: 'count',
    better: 'lower',
  },
  (fact, query, readings, parts) => {
    const breached = readings.filter(({ state }) => state === 'breached');
    const silent = readings.filter(isWithoutData);
    if (breached.length === 0 && silent.length > 0) {
      return unknown(fact, query, `without data: ${listed(silent)}`, parts);
    }
    return known(fact, query, breached.length, {
      ...parts,
      ...(breached.length > 0
        ? { reason: `breached: ${listed(breached)}` }
        : {}),
    });
  },
);

/** How many SLOs nothing can be said of. @public */
export const sloWithoutData = sloFact(
  {
    id: 'slo.withoutData',
    title: 'SLOs without data',
    description: 'Number of SLOs with no data or with contradicting data.',
    unit: 'count',
    better: 'lower',
  },
  (fact, query, readings, parts) => {
    const silent = readings.filter(isWithoutData);
    const reasons = silent.map(({ name, reason }) => `${name}: ${reason}`);
    return known(fact, query, silent.length, {
      ...parts,
      ...(silent.length > 0 ? { reason: reasons.join('; ') } : {}),
    });
  },
);

/** The smallest error budget left of any SLO. @public */
export const sloWorstBudget = sloFact(
  {
    id: 'slo.worstBudget',
    title: 'Smallest error budget left',
    description:
      'Smallest share of an error budget that is left, 1 − (1 − SLI) / (1 − target), below zero when overspent. Not known while some SLOs have no data and none is overspent.',
    unit: 'ratio',
    better: 'higher',
  },
  (fact, query, readings, parts) => {
    const measured = readings.flatMap(({ name, remaining }) =>
      remaining === null ? [] : [{ name, remaining }],
    );
    const worst = measured.reduce<{ name: string; remaining: number } | null>(
      (a, b) => (a === null || b.remaining < a.remaining ? b : a),
      null,
    );
    const missing = readings.length - measured.length;
    const details = { budgets: measured };
    if (worst === null || (missing > 0 && worst.remaining >= 0)) {
      const reason = `${missing} of ${readings.length} SLOs have no figures`;
      return unknown(fact, query, reason, { ...parts, details });
    }
    return known(fact, query, worst.remaining, {
      ...parts,
      details,
      reason: `the smallest is that of ${worst.name}`,
    });
  },
);

/** Whether every breach of an SLO raises an alert. @public */
export const sloAlertingFact = sloFact(
  {
    id: 'slo.alerting',
    title: 'Alerts on SLO breaches',
    description:
      'Whether every SLO has at least one healthy alert rule bound to it, and each of its breaches had a firing within the long look-back of its condition.',
    unit: 'boolean',
    better: 'higher',
  },
  (fact, query, readings, parts) => {
    const judged = readings.map(reading => ({
      name: reading.name,
      ...sloAlerting(reading),
    }));
    const say = (value: boolean | null) =>
      judged
        .filter(one => one.value === value)
        .map(({ name, reason }) => `${name}: ${reason}`)
        .join('; ');
    const details = { slos: judged };
    if (judged.some(({ value }) => value === false)) {
      return known(fact, query, false, {
        ...parts,
        details,
        reason: say(false),
      });
    }
    return judged.some(({ value }) => value === null)
      ? unknown(fact, query, say(null), { ...parts, details })
      : known(fact, query, true, { ...parts, details });
  },
);
