import {
  EvidenceInput,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import { InputError } from '@backstage/errors';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { SloDefinition } from './SloDefinition';

const query = z.looseObject({
  metricSource: z
    .looseObject({
      metricSourceRef: z.string().optional(),
      spec: z.looseObject({ query: z.string() }),
    })
    .optional(),
  query: z.string().optional(),
});

const ratioMetric = z.looseObject({
  good: query.optional(),
  bad: query.optional(),
  total: query,
});

const indicator = z.looseObject({
  metadata: z.looseObject({ name: z.string() }).optional(),
  spec: z.looseObject({ ratioMetric: ratioMetric.optional() }),
});

const slo = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    service: z.string().optional(),
    indicator: indicator.optional(),
    indicatorRef: z.string().optional(),
    timeWindow: z
      .array(
        z.looseObject({
          isRolling: z.boolean().optional(),
          calendar: z
            .looseObject({ startTime: z.string(), timeZone: z.string() })
            .optional(),
        }),
      )
      .optional(),
    objectives: z
      .array(
        z.looseObject({
          displayName: z.string().optional(),
          indicator: indicator.optional(),
          indicatorRef: z.string().optional(),
          timeSliceTarget: z.number().optional(),
          timeSliceWindow: z.union([z.string(), z.number()]).optional(),
          ratioMetrics: ratioMetric.optional(),
        }),
      )
      .min(1),
  }),
});

/**
 * The SLOs of an OpenSLO file that can be computed from good or bad and total queries.
 *
 * @remarks The file is checked by the same format that imports use, so a definition that is refused there is refused here.
 * @throws FormatError when the file is no OpenSLO; InputError when an SLO names an indicator that the file does not hold
 */
export function readSloDefinitions(text: string): SloDefinition[] {
  const openslo = findFormat('openslo');
  if (!openslo) throw new Error('the OpenSLO format is not registered');
  const { items } = openslo.parse(FormatFile.of(text), {
    entityRef: 'component:default/definition',
    now: 0,
    observedAt: toIso(0),
  });
  const objects = parseAllDocuments(text).flatMap(document => {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return Array.isArray(value) ? value : [value];
  });
  const slos = objectsOf(objects, 'SLO', slo);
  const indicators = new Map(
    objectsOf(objects, 'SLI', indicator).map(sli => [sli.metadata?.name, sli]),
  );
  const definitions: SloDefinition[] = [];
  for (const one of slos) {
    for (const index of one.spec.objectives.keys()) {
      const definition = definitionOf(one, index, { items, indicators });
      if (definition) definitions.push(definition);
    }
  }
  return definitions;
}

type Slo = z.infer<typeof slo>;

interface Found {
  items: readonly EvidenceInput[];
  indicators: ReadonlyMap<string | undefined, z.infer<typeof indicator>>;
}

/** One objective of an SLO; undefined when it has no good or bad and total queries. */
function definitionOf(
  { spec, metadata }: Slo,
  index: number,
  { items, indicators }: Found,
): SloDefinition | undefined {
  const objective = spec.objectives[index];
  const part = objective.displayName ?? String(index + 1);
  // The names that the format gives.
  const name =
    spec.objectives.length > 1 ? `${metadata.name}/${part}` : metadata.name;
  const record = items.find(
    (item): item is EvidenceInput<'slo'> =>
      item.kind === 'slo' &&
      'name' in item.payload &&
      item.payload.name === name,
  );
  if (!record) return undefined;
  const ref = objective.indicatorRef ?? spec.indicatorRef;
  const sli =
    objective.indicator ??
    (objective.indicatorRef ? undefined : spec.indicator) ??
    indicators.get(ref);
  if (ref && !sli) {
    throw new InputError(`${name}: the indicator ${ref} is not in the file`);
  }
  const ratio = sli?.spec.ratioMetric ?? objective.ratioMetrics;
  const events = ratio && eventsOf(ratio);
  const total = ratio && textOf(ratio.total);
  if (!ratio || !events || !total) return undefined;
  const { target, window, method, objective: promise } = record.payload;
  const [timeWindow] = spec.timeWindow ?? [];
  const calendar =
    timeWindow?.isRolling === true ? undefined : timeWindow?.calendar;
  return {
    name,
    service: spec.service,
    target,
    window: typeof window === 'number' ? `PT${window}S` : window,
    method,
    ...(calendar ? { calendar } : {}),
    objective: promiseOf(name, promise),
    events,
    total,
    sliceTarget: objective.timeSliceTarget,
    sliceWindow: sliceWindowOf(objective.timeSliceWindow),
    dataSource: ratio.total.metricSource?.metricSourceRef,
  };
}

/** Good of all events is what availability means, where the name says nothing else. */
function promiseOf(
  name: string,
  promise: SloDefinition['objective'] | undefined,
): SloDefinition['objective'] {
  if (promise && promise !== 'other') return promise;
  return /success|error|avail/i.test(name) ? 'availability' : 'other';
}

function objectsOf<T extends z.ZodType>(
  objects: unknown[],
  kind: string,
  schema: T,
): z.infer<T>[] {
  const ofKind = z.looseObject({ kind: z.literal(kind) });
  return objects
    .filter(value => ofKind.safeParse(value).success)
    .map(value => schema.parse(value));
}

function eventsOf(
  ratio: z.infer<typeof ratioMetric>,
): SloDefinition['events'] | undefined {
  const good = ratio.good && textOf(ratio.good);
  if (good) return { good };
  const bad = ratio.bad && textOf(ratio.bad);
  return bad ? { bad } : undefined;
}

function textOf(source: z.infer<typeof query>): string | undefined {
  return source.metricSource?.spec.query ?? source.query;
}

/** A number is minutes; text is an OpenSLO duration of minutes, hours or days. */
function sliceWindowOf(value: string | number | undefined): string | undefined {
  if (typeof value === 'number') return `PT${value}M`;
  const match = /^(\d+)([mhd])$/.exec(value ?? '');
  if (!match) return undefined;
  return match[2] === 'd'
    ? `P${match[1]}D`
    : `PT${match[1]}${match[2].toUpperCase()}`;
}
