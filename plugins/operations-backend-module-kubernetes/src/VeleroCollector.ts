import {
  canonicalDigest,
  EntityProfile,
  EvidenceInput,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import {
  Collector,
  CollectRequest,
  CollectResult,
  isRecord,
} from '@backstage-operations/plugin-operations-node';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { covers } from './covers';
import { KubernetesApi } from './KubernetesApi';

/** Annotation with the namespace whose backups count. */
const NAMESPACE = 'backstage.io/kubernetes-namespace';

/** Annotation with a label selector for Velero's resources, instead of a namespace. */
const SELECTOR = 'backstage-operations.io/velero-selector';

/** Annotation with the cluster, where an entity runs in one only. */
const CLUSTER = 'backstage.io/kubernetes-cluster';

/** Collections that are read, with the kind of what is in them. */
const COLLECTIONS = [
  ['backups', 'Backup'],
  ['restores', 'Restore'],
  ['schedules', 'Schedule'],
] as const;

/** What has not changed is said again after this time, so that its age stays true; in milliseconds. */
const SAID_FOR: Millis = 86_400_000;

/** A cluster with Velero. */
export interface Cluster {
  name: string;
  /** Where Velero is installed. */
  namespace: string;
  api: KubernetesApi;
}

/**
 * Reads the backups, restores and schedules that Velero has of an entity's namespace.
 *
 * @remarks The lists are short, since Velero deletes what has expired; a cluster that can't be read is a warning while another one can.
 * Of several clusters each one's data sets carry its name.
 */
export class VeleroCollector implements Collector {
  static create(options: {
    clusters: readonly Cluster[];
    every: HumanDuration;
  }): VeleroCollector {
    return new VeleroCollector(options.clusters, options.every);
  }

  readonly id = 'velero';
  readonly title = 'Velero';

  private constructor(
    private readonly clusters: readonly Cluster[],
    readonly every: HumanDuration,
  ) {}

  appliesTo({ annotations }: EntityProfile): boolean {
    return Boolean(annotations[SELECTOR] ?? annotations[NAMESPACE]);
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { now } = request;
    const before = readCursor(request.cursor);
    const after: Cursor = {};
    const items: EvidenceInput[] = [];
    const warnings: string[] = [];
    const failures: unknown[] = [];
    const clusters = this.clustersOf(request.entity);
    for (const cluster of clusters) {
      const known = before[cluster.name];
      try {
        const resources = await read(cluster, request);
        const digest = canonicalDigest(resources);
        const fresh =
          known?.digest === digest && now - known.at < SAID_FOR
            ? known
            : undefined;
        after[cluster.name] = fresh ?? { digest, at: now };
        // A namespace of which Velero has nothing is no error: other tools may back it up.
        if (fresh || resources.length === 0) continue;
        const found = evidenceOf(resources, request);
        items.push(
          ...(clusters.length > 1
            ? found.items.map(item => ofCluster(cluster.name, item))
            : found.items),
        );
        warnings.push(...found.warnings);
      } catch (error) {
        failures.push(error);
        if (known) after[cluster.name] = known;
        warnings.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (failures.length === clusters.length) throw failures[0];
    return { items, cursor: JSON.stringify(after), warnings };
  }

  private clustersOf({ annotations }: EntityProfile): readonly Cluster[] {
    const name = annotations[CLUSTER];
    if (name === undefined) return this.clusters;
    const named = this.clusters.filter(cluster => cluster.name === name);
    if (named.length > 0) return named;
    throw new InputError(
      `${CLUSTER}: no cluster is configured by the name ${name}`,
    );
  }
}

type Cursor = Record<string, { digest: string; at: Millis }>;

function readCursor(text: string | undefined): Cursor {
  if (text === undefined) return {};
  const cursor: Cursor = {};
  const value: unknown = JSON.parse(text);
  for (const [name, entry] of Object.entries(isRecord(value) ? value : {})) {
    if (
      isRecord(entry) &&
      typeof entry.digest === 'string' &&
      typeof entry.at === 'number'
    ) {
      cursor[name] = { digest: entry.digest, at: entry.at };
    }
  }
  return cursor;
}

async function read(
  { api, namespace }: Cluster,
  { entity, signal }: CollectRequest,
): Promise<Record<string, unknown>[]> {
  const { [SELECTOR]: selector, [NAMESPACE]: own } = entity.annotations;
  const found: Record<string, unknown>[] = [];
  for (const [collection, kind] of COLLECTIONS) {
    const path = `/apis/velero.io/v1/namespaces/${encodeURIComponent(
      namespace,
    )}/${collection}`;
    for (const item of await api.list(path, selector, signal)) {
      if (selector === undefined && !covers(item, own)) continue;
      // A restore that is under way says nothing yet.
      if (kind === 'Restore' && !hasEnded(item)) continue;
      found.push({ apiVersion: 'velero.io/v1', kind, ...item });
    }
  }
  return found;
}

function hasEnded({ status }: Record<string, unknown>): boolean {
  return isRecord(status) && typeof status.completionTimestamp === 'string';
}

/**
 * The same evidence under the cluster's name, where an entity may run in several.
 *
 * @remarks Their schedules bear the same names, and the fresh backups of one must not hide that another has none.
 */
function ofCluster(cluster: string, item: EvidenceInput): EvidenceInput {
  const { payload } = item;
  const named = (text: unknown) => `${cluster}/${text}`.slice(0, 253);
  const renamed = {
    ...payload,
    ...('dataset' in payload && { dataset: named(payload.dataset) }),
    ...('control' in payload && { control: named(payload.control) }),
  };
  const externalId =
    item.kind === 'control' ? named(item.externalId) : item.externalId;
  return { ...item, externalId, payload: renamed } as EvidenceInput;
}

function evidenceOf(
  resources: readonly Record<string, unknown>[],
  { entity, now }: CollectRequest,
) {
  const format = findFormat('velero');
  if (!format) throw new Error('the format velero is not registered');
  return format.parse(
    FormatFile.of(JSON.stringify({ kind: 'List', items: resources })),
    { entityRef: entity.entityRef, now },
  );
}
