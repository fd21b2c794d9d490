import {
  FleetRow,
  GateState,
  toIso,
  Verdict,
} from '@backstage-operations/plugin-operations-common';
import { decodeVerdicts } from '../evaluation/codes';

/** Columns of `ops_result as r` that a row of the fleet is made from. @internal */
export const fleetColumns = [
  'entity_ref',
  'scorecard',
  'version',
  'evaluated_at',
  'valid_until',
  'gate',
  'n_pass',
  'n_waived',
  'n_not_applicable',
  'n_stale',
  'n_unknown',
  'n_fail',
  'verdicts',
  'oldest_proof_at',
  'title',
  'kind',
  'type',
  'owner',
  'system',
  'domain',
  'lifecycle',
  'tier',
].map(column => `r.${column}`);

/** A row with {@link fleetColumns}. @internal */
export interface FleetColumns {
  entity_ref: string;
  scorecard: string;
  version: number;
  evaluated_at: number | string;
  valid_until: number | string | null;
  gate: GateState;
  n_pass: number;
  n_waived: number;
  n_not_applicable: number;
  n_stale: number;
  n_unknown: number;
  n_fail: number;
  verdicts: string;
  oldest_proof_at: number | string | null;
  title: string;
  kind: string;
  type: string;
  owner: string;
  system: string;
  domain: string;
  lifecycle: string;
  tier: string;
}

function given<K extends string>(name: K, text: string): { [P in K]?: string } {
  return text === '' ? {} : ({ [name]: text } as { [P in K]?: string });
}

function instant<K extends string>(
  name: K,
  millis: number | string | null,
): { [P in K]?: string } {
  return millis === null ? {} : given(name, toIso(Number(millis)));
}

/** Counts of a row by verdict. @internal */
export function countsOf(
  row: Pick<
    FleetColumns,
    | 'n_pass'
    | 'n_waived'
    | 'n_not_applicable'
    | 'n_stale'
    | 'n_unknown'
    | 'n_fail'
  >,
): Record<Verdict, number> {
  return {
    pass: Number(row.n_pass),
    waived: Number(row.n_waived),
    'not-applicable': Number(row.n_not_applicable),
    stale: Number(row.n_stale),
    unknown: Number(row.n_unknown),
    fail: Number(row.n_fail),
  };
}

/**
 * The verdicts of a column by criterion.
 *
 * @param ids - of criteria, in the order of the version that the row was made with
 * @internal
 */
export function verdictsByCriterion(
  letters: string,
  ids: readonly string[],
): Record<string, Verdict> {
  const byCriterion: Record<string, Verdict> = {};
  for (const [index, verdict] of decodeVerdicts(letters).entries()) {
    const id = ids[index];
    if (id !== undefined) byCriterion[id] = verdict;
  }
  return byCriterion;
}

/** One row of the fleet. @internal */
export function toFleetRow(
  row: FleetColumns,
  criteria: Record<string, Verdict>,
): FleetRow {
  return {
    entityRef: row.entity_ref,
    title: row.title,
    kind: row.kind,
    ...given('type', row.type),
    ...given('owner', row.owner),
    ...given('system', row.system),
    ...given('domain', row.domain),
    ...given('lifecycle', row.lifecycle),
    ...given('tier', row.tier),
    scorecard: row.scorecard,
    gate: row.gate,
    counts: countsOf(row),
    criteria,
    ...instant('oldestProofAt', row.oldest_proof_at),
    evaluatedAt: toIso(Number(row.evaluated_at)),
    ...instant('validUntil', row.valid_until),
  };
}
