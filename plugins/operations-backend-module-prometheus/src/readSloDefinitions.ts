import {
  EvidencePayload,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatError,
  FormatFile,
  openSloObjectiveName,
  openSloObjects,
} from '@backstage-operations/plugin-operations-formats';
import { z } from 'zod';
import { queriesOf, ratioMetric, strangerOf } from './ratioQueries';
import { SloDefinition } from './SloDefinition';

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

/** An SLO that is promised and can't be measured. */
export interface UnmeasuredSlo {
  name: string;
  service?: string;
  /** In words. */
  reason: string;
  promise: EvidencePayload<'slo'>;
}

/** What an OpenSLO file holds. */
export interface OpenSloFile {
  definitions: SloDefinition[];
  unmeasured: UnmeasuredSlo[];
  /** What could not be read at all, in words. */
  warnings: string[];
}

/**
 * The SLOs of an OpenSLO file: those that can be computed from good or bad and total queries, and the others with the reason.
 *
 * @remarks The file is checked by the same format that imports use, so a definition that is refused there is refused here.
 * @throws FormatError when the file is no OpenSLO
 */
export function readOpenSlo(text: string): OpenSloFile {
  const content = FormatFile.of(text);
  const objects = openSloObjects(content) ?? [];
  const indicators = new Map(
    objects
      .flatMap(object => readAs('SLI', indicator, object) ?? [])
      .map(sli => [sli.metadata?.name, sli]),
  );
  const slos = objects.filter(({ kind }) => kind === 'SLO');
  // Without any, the format says what is wrong with the file.
  if (slos.length === 0) promisesOf(content);
  const file: OpenSloFile = { definitions: [], unmeasured: [], warnings: [] };
  for (const object of slos) {
    // Each by itself: SLOs of different services may have one name.
    const { promises, warnings } = tryPromisesOf(object);
    file.warnings.push(...warnings);
    const read = readAs('SLO', slo, object);
    for (const promise of promises) {
      const { name } = promise;
      const index = read ? indexOf(read, name) : -1;
      const found =
        read && index >= 0
          ? definitionOf(read, index, { name, promise, indicators })
          : 'its indicator is not understood';
      if (typeof found !== 'string') file.definitions.push(found);
      else {
        const service = serviceOf(object);
        file.unmeasured.push({ name, service, reason: found, promise });
      }
    }
  }
  return file;
}

/** What the format that imports use makes of a file. */
function promisesOf(content: FormatFile) {
  const openslo = findFormat('openslo');
  if (!openslo) throw new Error('the OpenSLO format is not registered');
  const { items, warnings } = openslo.parse(content, {
    entityRef: 'component:default/definition',
    now: 0,
    observedAt: toIso(0),
  });
  return {
    promises: items.map(({ payload }) => payload as EvidencePayload<'slo'>),
    warnings,
  };
}

/** One SLO that is refused leaves the others. */
function tryPromisesOf(object: Record<string, unknown>) {
  try {
    return promisesOf(FormatFile.of(JSON.stringify(object)));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { promises: [], warnings: [error.message] };
  }
}

function indexOf({ metadata, spec }: Slo, name: string): number {
  return spec.objectives.findIndex(
    (_, index) =>
      openSloObjectiveName(metadata.name, spec.objectives, index) === name,
  );
}

function serviceOf(object: Record<string, unknown>): string | undefined {
  const { spec } = object;
  const service =
    typeof spec === 'object' && spec !== null && 'service' in spec
      ? spec.service
      : undefined;
  return typeof service === 'string' ? service : undefined;
}

/** The SLOs of an OpenSLO file that can be measured. */
export function readSloDefinitions(text: string): SloDefinition[] {
  return readOpenSlo(text).definitions;
}

type Slo = z.infer<typeof slo>;

interface Found {
  name: string;
  promise: EvidencePayload<'slo'>;
  indicators: ReadonlyMap<string | undefined, z.infer<typeof indicator>>;
}

/** One objective of an SLO; a text says why it can't be measured. */
function definitionOf(
  { spec }: Slo,
  index: number,
  { name, promise, indicators }: Found,
): SloDefinition | string {
  const objective = spec.objectives[index];
  const ref = objective.indicatorRef ?? spec.indicatorRef;
  const sli =
    objective.indicator ??
    (objective.indicatorRef ? undefined : spec.indicator) ??
    indicators.get(ref);
  if (ref && !sli) return `the indicator ${ref} is not in the file`;
  const ratio = sli?.spec.ratioMetric ?? objective.ratioMetrics;
  const queries = ratio && queriesOf(ratio);
  if (!ratio || !queries) {
    return 'only indicators with good or bad and total queries, or a raw ratio, are measured';
  }
  const stranger = strangerOf(ratio);
  if (stranger) return `its queries are written for ${stranger}`;
  const { target, window, method } = promise;
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
    objective: promiseOf(name, promise.objective),
    ...queries,
    sliceTarget: objective.timeSliceTarget,
    sliceWindow: sliceWindowOf(objective.timeSliceWindow),
    dataSource: (ratio.total ?? ratio.raw)?.metricSource?.metricSourceRef,
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

/** The object when it is of that kind and understood; the format says what is wrong with the others. */
function readAs<T extends z.ZodType>(
  kind: string,
  schema: T,
  object: Record<string, unknown>,
): z.infer<T> | undefined {
  if (object.kind !== kind) return undefined;
  const read = schema.safeParse(object);
  return read.success ? read.data : undefined;
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
