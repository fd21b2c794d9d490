import { Evidence } from '../../evidence/Evidence';
import { durationMillis, Millis } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter } from '../select';
import { Check, worstVerdict } from './Check';
import { Dataset } from './Dataset';
import {
  byDataset,
  datasetSelector,
  hasOtherClasses,
  noDataset,
  selectDatasets,
} from './selectDatasets';

/** How a yes-or-no fact over data sets is worked out. @internal */
export interface DatasetCheck {
  /** Undefined where the question does not arise for the data set. */
  check(
    dataset: Dataset,
    subject: FactSubject,
    now: Millis,
    span: Millis,
  ): Check | undefined;
  evidence(dataset: Dataset, now: Millis): Evidence[];
  provenAt?(dataset: Dataset, now: Millis): Millis | undefined;
  /** Why there is no answer when the question arises for none. */
  none?: string;
}

interface Judged {
  dataset: Dataset;
  check: Check;
}

/**
 * A yes-or-no fact over data sets: no when one fails, not known when one is not known or has aged, yes otherwise.
 *
 * @internal
 */
export function datasetCheckFact(
  definition: Omit<FactDefinition, 'compute' | 'unit' | 'of' | 'better'>,
  { check, evidence, provenAt, none = '' }: DatasetCheck,
): FactDefinition {
  const fact = {
    ...definition,
    unit: 'boolean' as const,
    of: datasetSelector,
    better: 'higher' as const,
  };
  const compute = (subject: FactSubject, query: FactQuery): FactResult => {
    const { now, of, window = definition.defaultWindow } = query;
    const span = window === undefined ? 0 : durationMillis(window);
    const datasets = selectDatasets(subject, of);
    if (datasets.length === 0) {
      const vacuous = hasOtherClasses(subject, of);
      return unknown(fact, query, noDataset(subject, of), { vacuous });
    }
    const judged: Judged[] = datasets.flatMap(dataset => {
      const found = check(dataset, subject, now, span);
      return found ? [{ dataset, check: found }] : [];
    });
    if (judged.length === 0) return unknown(fact, query, none);
    const verdict = worstVerdict(judged.map(entry => entry.check.verdict));
    const worst = judged.filter(entry => entry.check.verdict === verdict);
    const parts = {
      window,
      validUntil: earliestAfter(
        now,
        judged.map(entry => entry.check.until),
      ),
      n: judged.length,
      evidence: judged.flatMap(({ dataset }) => evidence(dataset, now)),
      details: {
        datasets: judged.map(({ dataset, check: { verdict: v, reason } }) => ({
          dataset: dataset.policy.dataset,
          verdict: v,
          reason,
        })),
      },
    };
    const reason = byDataset(
      worst.map(({ dataset, check: one }) => ({ dataset, reason: one.reason })),
    );
    if (verdict === 'unknown' || verdict === 'stale') {
      return unknown(fact, query, reason, parts);
    }
    if (verdict === 'fail')
      return known(fact, query, false, { ...parts, reason });
    const proofs = judged.flatMap(
      ({ dataset }) => provenAt?.(dataset, now) ?? [],
    );
    return known(fact, query, true, {
      ...parts,
      provenAt: proofs.length > 0 ? Math.min(...proofs) : undefined,
    });
  };
  return { ...fact, compute };
}
