import { Evidence } from '../../evidence/Evidence';
import { toIso } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { OperationsSettings } from '../settings';
import { subjectOf } from './builders';

const day = 24 * 60 * 60 * 1000;
const zero = Date.UTC(2026, 0, 1);

/** Instant of a day of the tests' calendar, which begins with 2026; fractions are hours. */
export const onDay = (count: number): number => zero + count * day;

/** The same as ISO 8601. */
export const isoDay = (count: number): string => toIso(onDay(count));

/** Asks one fact of a family on a day. */
export function askOf(facts: readonly FactDefinition[]) {
  return (
    id: string,
    evidence: readonly Evidence[],
    on: number,
    rest: Omit<FactQuery, 'now'> & {
      settings?: OperationsSettings;
      subject?: Partial<FactSubject>;
    } = {},
  ): FactResult => {
    const fact = facts.find(entry => entry.id === id);
    if (!fact) throw new Error(`no fact ${id}`);
    const { settings, subject, ...query } = rest;
    return fact.compute(
      { ...subjectOf(evidence, { settings }), ...subject },
      { now: onDay(on), ...query },
    );
  };
}
