import { toIso } from '@backstage-operations/plugin-operations-common';
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
    objectives: z
      .array(
        z.looseObject({
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
  for (const { spec, metadata } of slos) {
    const record = items.find(
      item =>
        item.kind === 'slo' &&
        'name' in item.payload &&
        item.payload.name === metadata.name,
    );
    if (!record || !('target' in record.payload)) continue;
    const [objective] = spec.objectives;
    const sli = spec.indicator ?? indicators.get(spec.indicatorRef);
    if (spec.indicatorRef && !sli) {
      throw new InputError(
        `${metadata.name}: the indicator ${spec.indicatorRef} is not in the file`,
      );
    }
    const ratio = sli?.spec.ratioMetric ?? objective.ratioMetrics;
    const events = ratio && eventsOf(ratio);
    const total = ratio && textOf(ratio.total);
    if (!events || !total) continue;
    const payload = record.payload as {
      target: number;
      window: string | number;
      method: SloDefinition['method'];
    };
    definitions.push({
      name: metadata.name,
      service: spec.service,
      target: payload.target,
      window:
        typeof payload.window === 'number'
          ? `PT${payload.window}S`
          : payload.window,
      method: payload.method,
      events,
      total,
      sliceTarget: objective.timeSliceTarget,
      sliceWindow: sliceWindowOf(objective.timeSliceWindow),
      dataSource: ratio.total.metricSource?.metricSourceRef,
    });
  }
  return definitions;
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
