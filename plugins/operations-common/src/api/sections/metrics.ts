import { FactResult, FactValue } from '../../facts/Fact';
import { RuleOperator } from '../../scorecards/Scorecard';

/** One tile: a fact with its target and a short trend. @public */
export interface Metric extends Omit<FactResult, 'fact'> {
  /** `availability mtta mttr mtbf csat backupSuccessRate patchCompliance p95 coverage openCriticals` */
  id: string;
  fact: string;
  title: string;
  target: FactValue;
  op: RuleOperator;
  /** Null when there is no value, and no known bound of it that settles the question. */
  meets: boolean | null;
  /** Oldest first; null where nothing was known. Absent under five samples' worth of history. */
  trend?: { at: string; value: number | null }[];
}
