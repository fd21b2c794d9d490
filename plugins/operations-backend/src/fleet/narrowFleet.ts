import { verdictLetters } from '../evaluation/codes';
import { Knex } from 'knex';
import { FilterColumn } from './FleetFilter';
import { FleetQuery } from './FleetStore';

const LIKE_ESCAPES = /[\\%_]/g;

/** Adds what the caller may see and asks for to a query over `ops_result as r`. @internal */
export async function narrowFleet(
  query: Knex.QueryBuilder,
  { scorecard, filter, view }: FleetQuery,
): Promise<void> {
  const { columns, gates, verdicts, criteria, texts } = filter;
  query.where('r.scorecard', scorecard.id);
  if (view.seesEverything) {
    // Only what vanished a moment ago still has results: to look for the few that did is cheaper than for all that did not.
    query.whereNotIn('r.entity_ref', gone =>
      gone.select('entity_ref').from('ops_entity').whereNotNull('vanished_at'),
    );
  } else await view.filter(query, 'r.entity_ref');
  if (!gates.includes('not-applicable')) query.where('r.applicable', true);
  if (gates.length > 0) query.whereIn('r.gate', gates);
  for (const [column, values] of Object.entries(columns)) {
    query.whereIn(`r.${column satisfies string as FilterColumn}`, values);
  }
  for (const text of texts) {
    const pattern = `%${text.replace(LIKE_ESCAPES, '\\$&')}%`;
    query.whereRaw(
      `(r.entity_ref like ? escape '\\' or lower(r.title) like ? escape '\\')`,
      [pattern, pattern],
    );
  }
  if (criteria.length > 0) narrowByCriterion(query, { scorecard, filter });
  else if (verdicts.length > 0) {
    query.where(any => {
      for (const verdict of verdicts) {
        any.orWhere(`r.n_${verdict.replace('-', '_')}`, '>', 0);
      }
    });
  }
}

/** A criterion is found by its position in the version that the row was made with. */
function narrowByCriterion(
  query: Knex.QueryBuilder,
  { scorecard, filter }: Pick<FleetQuery, 'scorecard' | 'filter'>,
): void {
  const { verdicts, criteria } = filter;
  const ids = scorecard.scorecard.spec.criteria.map(({ id }) => id);
  const positions = criteria
    .map(criterion => ids.indexOf(criterion))
    .filter(index => index >= 0);
  const letters = verdicts.map(verdict => verdictLetters[verdict]);
  query.where('r.version', scorecard.number);
  query.where(any => {
    any.whereRaw('1 = 0');
    for (const index of positions) {
      if (letters.length > 0) {
        any.orWhereRaw(
          `substr(r.verdicts, ?, 1) in (${letters.map(() => '?').join(', ')})`,
          [index + 1, ...letters],
        );
      } else {
        any.orWhereRaw(`substr(r.verdicts, ?, 1) <> ?`, [
          index + 1,
          verdictLetters['not-applicable'],
        ]);
      }
    }
  });
}
