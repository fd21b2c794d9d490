import { Evidence } from '../../evidence/Evidence';
import { durationMillis, Millis } from '../../time';
import {
  FactDefinition,
  FactQuery,
  FactResult,
  FactSubject,
  FactValue,
} from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter } from '../select';
import { Dataset } from './Dataset';
import {
  byDataset,
  datasetSelector,
  hasOtherClasses,
  noDataset,
  selectDatasets,
} from './selectDatasets';

/** The figure of one data set. @internal */
export interface Figure<T extends FactValue> {
  /** Undefined when it is not known; `reason` then says why. */
  value?: T;
  reason?: string;
  n?: number;
  provenAt?: Millis;
  /** When the figure changes. */
  until?: Millis;
  evidence: readonly Evidence[];
  details?: Record<string, unknown>;
}

/** How a figure over data sets is worked out. @internal */
export interface DatasetFigure<T extends FactValue> {
  figure(
    dataset: Dataset,
    now: Millis,
    subject: FactSubject,
    span: Millis,
  ): Figure<T>;
  /** One value of those of all data sets, never empty: the worst or the sum. */
  combine(values: readonly T[]): T;
  /** The value is an elapsed time that still runs. */
  grows?: boolean;
  /** A value that stands although that of another data set is not known, because it can only get worse. */
  decisive?(value: T): boolean;
}

type Definition = Omit<FactDefinition, 'compute' | 'of'>;

interface Entry<T extends FactValue> {
  dataset: Dataset;
  figure: Figure<T>;
}

function partsOf<T extends FactValue>(
  entries: readonly Entry<T>[],
  now: Millis,
) {
  return {
    validUntil: earliestAfter(
      now,
      entries.map(({ figure }) => figure.until),
    ),
    evidence: entries.flatMap(({ figure }) => figure.evidence),
    details: {
      datasets: entries.map(({ dataset, figure }) => ({
        dataset: dataset.policy.dataset,
        value: figure.value ?? null,
        ...(figure.reason ? { reason: figure.reason } : {}),
        ...figure.details,
      })),
    },
  };
}

/**
 * A figure over data sets, with each one's own in the details.
 *
 * @remarks It is not known when that of one data set is not known, since the worst of several can't then be told.
 * @internal
 */
export function datasetFigureFact<T extends FactValue>(
  definition: Definition,
  { figure, combine, grows, decisive }: DatasetFigure<T>,
): FactDefinition {
  const fact = { ...definition, of: datasetSelector };
  const compute = (subject: FactSubject, query: FactQuery): FactResult => {
    const { now, of, window = definition.defaultWindow } = query;
    const span = window === undefined ? 0 : durationMillis(window);
    const entries: Entry<T>[] = selectDatasets(subject, of).map(dataset => ({
      dataset,
      figure: figure(dataset, now, subject, span),
    }));
    if (entries.length === 0) {
      const vacuous = hasOtherClasses(subject, of);
      return unknown(fact, query, noDataset(subject, of), { vacuous });
    }
    const parts = { window, ...partsOf(entries, now) };
    const without = entries.filter(entry => entry.figure.value === undefined);
    const reason = byDataset(
      without.map(({ dataset, figure: { reason: why = '' } }) => ({
        dataset,
        reason: why,
      })),
    );
    const values = entries.flatMap(entry => entry.figure.value ?? []) as T[];
    const value = values.length > 0 ? combine(values) : undefined;
    const stands =
      without.length === 0 || (value !== undefined && decisive?.(value));
    if (value === undefined || !stands) {
      return unknown(fact, query, reason, parts);
    }
    const proofs = entries.flatMap(entry => entry.figure.provenAt ?? []);
    const shown = entries.find(entry => entry.figure.value === value);
    return known(fact, query, value, {
      ...parts,
      grows,
      n: shown?.figure.n,
      provenAt: proofs.length > 0 ? Math.min(...proofs) : undefined,
      reason: reason || shown?.figure.reason,
    });
  };
  return { ...fact, compute };
}

/** The largest of several figures, where more is worse. @internal */
export function largest(values: readonly number[]): number {
  return Math.max(...values);
}

/** The smallest of several figures, where less is worse. @internal */
export function smallest(values: readonly number[]): number {
  return Math.min(...values);
}

/** The sum of several counts. @internal */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
