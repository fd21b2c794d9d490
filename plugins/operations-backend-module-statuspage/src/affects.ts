import { z } from 'zod';

const incident = z.looseObject({
  components: z.array(z.looseObject({ id: z.string() })).nullish(),
  incident_updates: z
    .array(
      z.looseObject({
        affected_components: z
          .array(z.looseObject({ code: z.string() }))
          .nullish(),
      }),
    )
    .nullish(),
});

const page = z.looseObject({
  incidents: z.array(incident).optional(),
  scheduled_maintenances: z.array(incident).optional(),
});

type Incident = z.infer<typeof incident>;

/**
 * The page with only those incidents that affect one of the components; all of them when none is named.
 *
 * @remarks
 * An incident that names no component at all is about the whole page, so it stays. What is not such a page is given back as it is,
 * for the format to say what is wrong with it.
 */
export function affects(
  answer: unknown,
  components: readonly string[],
): unknown {
  const read = page.safeParse(answer);
  if (!read.success || components.length === 0) return answer;
  const chosen = (one: Incident) => {
    const named = namedBy(one);
    return named.size === 0 || components.some(id => named.has(id));
  };
  const { incidents, scheduled_maintenances: maintenances } = read.data;
  return {
    ...read.data,
    ...(incidents && { incidents: incidents.filter(chosen) }),
    ...(maintenances && {
      scheduled_maintenances: maintenances.filter(chosen),
    }),
  };
}

/** Components that an incident or any of its updates names: over its life they come and go. */
function namedBy(one: Incident): Set<string> {
  return new Set([
    ...(one.components ?? []).map(({ id }) => id),
    ...(one.incident_updates ?? []).flatMap(update =>
      (update.affected_components ?? []).map(({ code }) => code),
    ),
  ]);
}
