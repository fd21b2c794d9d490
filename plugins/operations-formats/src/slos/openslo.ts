import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { observation } from '../shared/records';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { openSloObjectiveName, openSloObjects } from './openSloObjects';
import { countedWindow, openSloDuration } from './openSloWindow';
import { objectiveOf, sloRecord } from './sloRecord';

const known = new Set(['openslo/v1', 'openslo/v1alpha', 'openslo.com/v2alpha']);

const slo = z.looseObject({
  metadata: z.looseObject({ name: z.string().min(1) }),
  spec: z.looseObject({
    service: z.string().optional(),
    budgetingMethod: z.string().optional(),
    timeWindow: z
      .array(z.looseObject({ duration: z.string() }))
      .length(1, { message: 'must hold exactly one window' })
      .optional(),
    timeWindows: z
      .array(z.looseObject({ count: z.unknown(), unit: z.unknown() }))
      .optional(),
    objectives: z
      .array(
        z.looseObject({
          displayName: z.string().optional(),
          target: z.number().optional(),
          targetPercent: z.number().optional(),
        }),
      )
      .min(1, { message: 'needs an objective' }),
    alertPolicies: z.array(z.unknown()).optional(),
  }),
});

type Slo = z.infer<typeof slo>;
type Objective = Slo['spec']['objectives'][number];

const methods: ReadonlyMap<string, EvidencePayload<'slo'>['method']> = new Map([
  ['occurrences', 'occurrences'],
  ['timeslices', 'timeslices'],
  ['ratiotimeslices', 'ratio-timeslices'],
]);

function isOpenSlo(value: Record<string, unknown>): boolean {
  return /^openslo(\.com)?\//.test(String(value.apiVersion ?? ''));
}

/** A percentage as a ratio; moving the point in the text keeps 99.9 from becoming 0.9990000000000001. */
function targetOf({ target, targetPercent }: Objective): number | undefined {
  if (target !== undefined) return target;
  return targetPercent === undefined
    ? undefined
    : Number(`${targetPercent}e-2`);
}

function policyNames(policies: readonly unknown[]): string[] {
  return policies.flatMap(policy => {
    if (typeof policy === 'string') return policy;
    if (!isRecord(policy)) return [];
    const { metadata, alertPolicyRef: ref } = policy;
    const name = isRecord(metadata) ? metadata.name : ref;
    return typeof name === 'string' ? name : [];
  });
}

function windowOf({ spec }: Slo): string | undefined {
  const [window] = spec.timeWindow ?? [];
  const [old] = spec.timeWindows ?? [];
  return window
    ? openSloDuration(window.duration)
    : old && countedWindow(old.count, old.unit);
}

/** Names that SLOs of several services have: there the service is part of the name. */
function sharedNames(
  objects: readonly Record<string, unknown>[],
): ReadonlySet<string> {
  const names = objects.flatMap(object => {
    const read = slo.safeParse(object);
    return object.kind === 'SLO' && read.data ? [read.data.metadata.name] : [];
  });
  return new Set(names.filter((name, at) => names.indexOf(name) !== at));
}

function nameOf({ metadata, spec }: Slo, shared: ReadonlySet<string>): string {
  const { name } = metadata;
  return shared.has(name) && spec.service ? `${spec.service}/${name}` : name;
}

function recordsOf(
  read: Slo,
  context: FormatContext,
  shared: ReadonlySet<string>,
): EvidenceInput[] {
  const name = nameOf(read, shared);
  const window = windowOf(read);
  const methodName = read.spec.budgetingMethod ?? 'Occurrences';
  const method = methods.get(methodName.toLowerCase());
  if (!window)
    throw new FormatError(`${name}: its time window is not understood`);
  if (!method) {
    throw new FormatError(`${name}: the method ${methodName} is not known`);
  }
  const { objectives, alertPolicies } = read.spec;
  return objectives.map((objective, index) => {
    const target = targetOf(objective);
    if (target === undefined || !(target >= 0 && target < 1)) {
      throw new FormatError(
        `${name}: the target must be in [0, 1), found ${String(target)}`,
      );
    }
    return sloRecord(context, 'openslo', observation(context), {
      name: openSloObjectiveName(name, objectives, index),
      target,
      window,
      method,
      state: 'no-data',
      definitionOnly: true,
      objective: objectiveOf(name, objective.displayName),
      ...(alertPolicies
        ? {
            alertRules: policyNames(alertPolicies).map(policy => ({
              name: policy,
              health: 'unknown' as const,
            })),
          }
        : {}),
    });
  });
}

/**
 * SLO definitions of the OpenSLO specification.
 *
 * @remarks
 * A definition only promises: it has no data until another source, such as Prometheus, reports figures under the same name.
 * @public
 */
export const openslo: Format = {
  id: 'openslo',
  title: 'OpenSLO definitions',
  tool: 'openslo',
  versions: 'openslo/v1, openslo/v1alpha, openslo.com/v2alpha',
  mediaTypes: ['application/yaml', 'text/yaml'],
  detect: file => openSloObjects(file)?.some(isOpenSlo) ?? false,
  parse(file, context) {
    file.requireText('openslo');
    const objects = openSloObjects(file);
    if (!objects?.some(isOpenSlo)) {
      throw new FormatError(
        'openslo: the file is no YAML with an apiVersion of openslo',
      );
    }
    const items: EvidenceInput[] = [];
    const foreign = objects.filter(object => !isOpenSlo(object)).length;
    const warnings =
      foreign > 0 ? [`${foreign} objects are of another apiVersion`] : [];
    const versions = new Set<string>();
    const shared = sharedNames(objects);
    for (const object of objects.filter(isOpenSlo)) {
      const version = String(object.apiVersion);
      if (!known.has(version)) {
        throw new FormatError(
          `openslo: ${version} is not understood, only ${[...known].join(
            ', ',
          )}`,
        );
      }
      versions.add(version);
      if (object.kind === 'SLO') {
        const read = slo.safeParse(object);
        const issue = read.error?.issues[0];
        if (issue) {
          warnings.push(
            `skipped an SLO: ${issue.path.join('.')}: ${issue.message}`,
          );
        } else if (read.data) {
          try {
            items.push(...recordsOf(read.data, context, shared));
          } catch (error) {
            if (!(error instanceof FormatError)) throw error;
            warnings.push(`skipped ${error.message}`);
          }
        }
      }
    }
    if (items.length === 0) {
      throw new FormatError(
        `openslo: no usable SLO in the file${
          warnings.length > 0 ? `: ${warnings.join('; ')}` : ''
        }`,
      );
    }
    return { formatVersion: [...versions].join(', '), items, warnings };
  },
};
