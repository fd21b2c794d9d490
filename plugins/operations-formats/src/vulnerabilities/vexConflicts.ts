import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { VexSubject } from './vexProducts';

type Status = EvidencePayload<'vex'>['status'];

/** A statement before it becomes evidence. */
export interface VexStatement extends VexSubject {
  vulnerability: string;
  status: Status;
  justification?: string | null;
  /** ISO 8601; absent when the document does not say. */
  at?: string;
}

/** The statement that would hide the least comes first. */
const cautious: readonly Status[] = [
  'affected',
  'under_investigation',
  'fixed',
  'not_affected',
  'false_positive',
];

/**
 * One statement per vulnerability, package and instant.
 *
 * @remarks
 * A name may stand for several versions of a product, of which some are affected and some are not. Which of them runs is not known
 * here, so the one that hides the least holds, as of the newest of them. What was said of a single product at different times stays.
 */
export function withoutConflicts<T extends VexStatement>(
  format: string,
  statements: readonly T[],
  warnings: string[],
): T[] {
  const groups = new Map<string, T[]>();
  for (const statement of statements) {
    const { vulnerability, package: pkg = '' } = statement;
    const key = JSON.stringify([vulnerability, pkg]);
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return [...groups.values()].flatMap(group =>
    settled(format, group, warnings),
  );
}

function settled<T extends VexStatement>(
  format: string,
  group: readonly T[],
  warnings: string[],
): T[] {
  const products = new Set(group.map(({ product }) => product));
  if (products.size === 1) return onePerInstant(group);
  const latest = [...products].flatMap(product =>
    onePerInstant(group.filter(entry => entry.product === product)).slice(-1),
  );
  const chosen = leastHiding(latest);
  if (latest.some(({ status }) => status !== chosen.status)) {
    warnings.push(
      `${format}: ${chosen.vulnerability} is ${chosen.status} in ${
        chosen.product ?? 'one product'
      } and otherwise in another that the scope names too; the former is taken`,
    );
  }
  const newest = latest.reduce((a, b) => ((b.at ?? '') > (a.at ?? '') ? b : a));
  return [{ ...chosen, at: newest.at }];
}

/** Oldest first. */
function onePerInstant<T extends VexStatement>(group: readonly T[]): T[] {
  const instants = [...new Set(group.map(({ at }) => at ?? ''))].sort();
  return instants.map(instant =>
    leastHiding(group.filter(({ at }) => (at ?? '') === instant)),
  );
}

function leastHiding<T extends VexStatement>(group: readonly T[]): T {
  return group.reduce((a, b) =>
    cautious.indexOf(b.status) < cautious.indexOf(a.status) ? b : a,
  );
}
