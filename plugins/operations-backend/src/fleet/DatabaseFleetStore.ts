import {
  FleetGroup,
  FleetGrouping,
  FleetRow,
  FleetSummary,
  GateState,
  Millis,
  verdicts,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { decodeVerdicts, gateLetters } from '../evaluation/codes';
import { HistoryStore } from '../evaluation/HistoryStore';
import { ScorecardStore } from '../scorecards/ScorecardStore';
import {
  countsOf,
  FleetColumns,
  fleetColumns,
  toFleetRow,
  verdictsByCriterion,
} from './fleetRow';
import { FleetSort } from './FleetSort';
import {
  FleetPosition,
  FleetQuery,
  FleetRows,
  FleetStore,
  GroupedHistory,
} from './FleetStore';
import { narrowFleet } from './narrowFleet';

/** Entities whose histories are read at once. */
const CHUNK = 500;

/** What each order compares; worst gate first. */
const sortExpressions: Record<FleetSort['key'], string> = {
  entityRef: 'r.entity_ref',
  owner: 'r.owner',
  system: 'r.system',
  kind: 'r.kind',
  gate: `case r.gate when 'blocked' then 0 when 'reopened' then 1
    when 'awaiting-signoff' then 2 when 'approved' then 3 else 4 end`,
  fail: 'r.n_fail',
  oldestProof: 'coalesce(r.oldest_proof_at, 0)',
};

type SummaryRow = Pick<
  FleetColumns,
  | 'gate'
  | 'n_pass'
  | 'n_waived'
  | 'n_not_applicable'
  | 'n_stale'
  | 'n_unknown'
  | 'n_fail'
> & { key: string; entities: number | string };

/** An empty group. @internal */
export function emptyGroup(key: string | null): FleetGroup {
  return {
    key,
    entities: 0,
    gates: Object.fromEntries(
      Object.keys(gateLetters).map(gate => [gate, 0]),
    ) as Record<GateState, number>,
    verdicts: Object.fromEntries(
      verdicts.map(verdict => [verdict, 0]),
    ) as FleetGroup['verdicts'],
  };
}

/** Results of the fleet in the plugin's database. @internal */
export class DatabaseFleetStore implements FleetStore {
  static create(options: {
    scorecards: ScorecardStore;
    history: HistoryStore;
  }): DatabaseFleetStore {
    return new DatabaseFleetStore(options.scorecards, options.history);
  }

  private constructor(
    private readonly scorecards: ScorecardStore,
    private readonly history: HistoryStore,
  ) {}

  async rows(
    db: Knex,
    query: FleetQuery,
    page: { sort: FleetSort; limit: number; after?: FleetPosition },
  ): Promise<FleetRows> {
    const { sort, limit, after } = page;
    const expression = sortExpressions[sort.key];
    const direction = sort.descending ? 'desc' : 'asc';
    const select = db('ops_result as r')
      .select(fleetColumns)
      .select(db.raw(`${expression} as sort_value`))
      .orderByRaw(`${expression} ${direction}, r.entity_ref ${direction}`)
      .limit(limit + 1);
    await narrowFleet(select, query);
    if (after) {
      const compare = sort.descending ? '<' : '>';
      select.whereRaw(`(${expression}, r.entity_ref) ${compare} (?, ?)`, after);
    }
    const found: (FleetColumns & { sort_value: string | number })[] =
      await select;
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows[rows.length - 1] : undefined;
    const ids = await this.criteriaOf(db, query, rows);
    // Few different columns of verdicts stand for many entities.
    const decoded = new Map<string, FleetRow['criteria']>();
    const criteriaOf = ({ version, verdicts: letters }: FleetColumns) => {
      const key = `${version} ${letters}`;
      const known = decoded.get(key);
      if (known) return known;
      const made = verdictsByCriterion(letters, ids.get(version) ?? []);
      decoded.set(key, made);
      return made;
    };
    return {
      items: rows.map(row => toFleetRow(row, criteriaOf(row))),
      ...(last ? { next: [last.sort_value, last.entity_ref] } : {}),
    };
  }

  async count(db: Knex, query: FleetQuery): Promise<number> {
    const select = db('ops_result as r').count({ total: '*' });
    await narrowFleet(select, query);
    const [{ total }] = await select;
    return Number(total);
  }

  async groups(
    db: Knex,
    query: FleetQuery,
    groupBy: FleetGrouping,
  ): Promise<FleetGroup[]> {
    const column = `r.${groupBy}`;
    const select = db('ops_result as r')
      .select({ key: column, gate: 'r.gate' })
      .count({ entities: '*' })
      .sum({
        n_pass: 'r.n_pass',
        n_waived: 'r.n_waived',
        n_not_applicable: 'r.n_not_applicable',
        n_stale: 'r.n_stale',
        n_unknown: 'r.n_unknown',
        n_fail: 'r.n_fail',
      })
      .groupBy(column, 'r.gate')
      .orderBy(column);
    await narrowFleet(select, query);
    const groups = new Map<string, FleetGroup>();
    for (const row of (await select) as SummaryRow[]) {
      const group = groups.get(row.key) ?? emptyGroup(row.key || null);
      groups.set(row.key, group);
      const entities = Number(row.entities);
      group.entities += entities;
      group.gates[row.gate] += entities;
      for (const [verdict, count] of Object.entries(countsOf(row))) {
        group.verdicts[verdict as keyof FleetGroup['verdicts']] += count;
      }
    }
    return [...groups.values()];
  }

  async criteria(
    db: Knex,
    query: FleetQuery,
  ): Promise<FleetSummary['criteria']> {
    const { scorecard } = query;
    // Few different columns of verdicts stand for many entities.
    const select = db('ops_result as r')
      .select({ verdicts: 'r.verdicts' })
      .count({ entities: '*' })
      .where('r.version', scorecard.number)
      .groupBy('r.verdicts');
    await narrowFleet(select, query);
    const rows = (await select) as {
      verdicts: string;
      entities: number | string;
    }[];
    const counts = scorecard.scorecard.spec.criteria.map(({ id }) => ({
      id,
      verdicts: emptyGroup(null).verdicts,
    }));
    for (const row of rows) {
      for (const [index, verdict] of decodeVerdicts(row.verdicts).entries()) {
        counts[index].verdicts[verdict] += Number(row.entities);
      }
    }
    return Object.fromEntries(counts.map(({ id, verdicts: of }) => [id, of]));
  }

  async *histories(
    db: Knex,
    query: FleetQuery,
    period: { from: Millis; to: Millis },
    groupBy: FleetGrouping | undefined,
  ): AsyncIterable<GroupedHistory[]> {
    let after: string | undefined = '';
    while (after !== undefined) {
      const select = db('ops_result as r')
        .select('r.entity_ref')
        .select(groupBy ? { key: `r.${groupBy}` } : db.raw(`'' as key`))
        .where('r.entity_ref', '>', after)
        .orderBy('r.entity_ref')
        .limit(CHUNK);
      await narrowFleet(select, query);
      const rows: { entity_ref: string; key: string }[] = await select;
      after = rows.length < CHUNK ? undefined : rows[CHUNK - 1].entity_ref;
      const pages = await this.history.pagesOf(
        db,
        rows.map(row => row.entity_ref),
        query.scorecard.id,
        period,
      );
      yield rows.map(row => ({
        key: row.key || null,
        pages: pages.get(row.entity_ref) ?? [],
      }));
    }
  }

  /** Criteria by version; rows that wait for their evaluation under new rules still have an older one. */
  private async criteriaOf(
    db: Knex,
    { scorecard }: FleetQuery,
    rows: readonly FleetColumns[],
  ): Promise<Map<number, readonly string[]>> {
    const idsOf = ({ spec }: typeof scorecard.scorecard) =>
      spec.criteria.map(({ id }) => id);
    const known = new Map<number, readonly string[]>([
      [scorecard.number, idsOf(scorecard.scorecard)],
    ]);
    const missing = new Set(
      rows.map(row => row.version).filter(number => !known.has(number)),
    );
    if (missing.size > 0) {
      const versions = await this.scorecards.numbered(db, [...missing]);
      for (const [number, version] of versions) {
        known.set(number, idsOf(version.scorecard));
      }
    }
    return known;
  }
}
