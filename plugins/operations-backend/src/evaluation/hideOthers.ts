import { ScorecardResult } from '@backstage-operations/plugin-operations-common';
import { CallerView } from '../access/EntityAccess';

/** The result without the names of entities that the caller may not see; their verdicts keep counting. @internal */
export async function hideOthers(
  result: ScorecardResult,
  view: Pick<CallerView, 'visible'>,
): Promise<ScorecardResult> {
  const named = new Set<string>();
  for (const criterion of result.criteria) {
    for (const rule of criterion.rules) {
      for (const { entityRef } of rule.over ?? []) {
        if (entityRef !== undefined) named.add(entityRef);
      }
    }
  }
  const visible = await view.visible([...named]);
  return {
    ...result,
    criteria: result.criteria.map(criterion => ({
      ...criterion,
      rules: criterion.rules.map(rule =>
        rule.over
          ? {
              ...rule,
              over: rule.over.map(({ entityRef, ...other }) =>
                entityRef !== undefined && visible.has(entityRef)
                  ? { entityRef, ...other }
                  : other,
              ),
            }
          : rule,
      ),
    })),
  };
}
