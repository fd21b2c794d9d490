import {
  EntityProfile,
  EvidenceInput,
  Millis,
  toIso,
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
import {
  GithubIntegration,
  ScmIntegrationsGroup,
} from '@backstage/integration';
import { HumanDuration } from '@backstage/types';
import { Cursor, readCursor, RepositoryCursor } from './Cursor';
import { GithubApi, Repository } from './GithubApi';
import { repositoryOf, slugsOf } from './repositories';

/**
 * Reads the Dependabot alerts of an entity's repositories.
 *
 * @remarks
 * Once a day all alerts are listed: that is the scan. In between only those that changed since the last run are read, as single
 * reports; GitHub says itself when an alert was fixed or dismissed. One repository that can't be read is a warning, all of
 * them are an error. A repository that the entity no longer names is no scope of it any more.
 */
export class DependabotCollector implements Collector {
  static create(options: {
    integrations: ScmIntegrationsGroup<GithubIntegration>;
    api: GithubApi;
    every: HumanDuration;
    fullEvery: Millis;
  }): DependabotCollector {
    const { integrations, api, every, fullEvery } = options;
    return new DependabotCollector(integrations, api, every, fullEvery);
  }

  readonly id = 'github';
  readonly title = 'GitHub';
  // One after the other: GitHub asks not to be asked in parallel.
  readonly concurrency = 1;

  private constructor(
    private readonly integrations: ScmIntegrationsGroup<GithubIntegration>,
    private readonly api: GithubApi,
    readonly every: HumanDuration,
    private readonly fullEvery: Millis,
  ) {}

  appliesTo(entity: EntityProfile): boolean {
    return slugsOf(entity).length > 0;
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity, now } = request;
    const before = readCursor(request.cursor);
    const after: Cursor = {};
    const items: EvidenceInput[] = [];
    const warnings: string[] = [];
    const failures: unknown[] = [];
    const slugs = slugsOf(entity);
    for (const slug of slugs) {
      const known = before[slug];
      try {
        const repository = repositoryOf(entity, slug, this.integrations);
        const full = !known || now - known.fullAt >= this.fullEvery;
        const alerts = await this.read(
          repository,
          full ? undefined : known,
          request.signal,
        );
        after[slug] = cursorOf(alerts, full ? now : known.fullAt, known);
        if (!full && alerts.length === 0) continue;
        const found = evidenceOf(alerts, slug, request);
        items.push(...(full ? found.items : found.items.map(asSingleReports)));
        warnings.push(...found.warnings);
      } catch (error) {
        failures.push(error);
        if (known) after[slug] = known;
        warnings.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (failures.length === slugs.length) throw failures[0];
    for (const slug of Object.keys(before)) {
      if (!slugs.includes(slug)) items.push(retirement(slug, request));
    }
    return { items, cursor: JSON.stringify(after), warnings };
  }

  /** Alerts that changed since an earlier run, all when there was none. */
  private async read(
    repository: Repository,
    known: RepositoryCursor | undefined,
    signal: AbortSignal,
  ): Promise<Record<string, unknown>[]> {
    const byNumber = new Map<unknown, Record<string, unknown>>();
    const since = known?.updatedAt;
    const order = since ? 'last changed first' : 'oldest first';
    for await (const page of this.api.alerts(repository, order, signal)) {
      for (const alert of page.filter(isRecord)) {
        if (!byNumber.has(alert.number)) byNumber.set(alert.number, alert);
      }
      const last = page[page.length - 1];
      if (since && isRecord(last) && changedAt(last) < since) break;
    }
    const alerts = [...byNumber.values()];
    return known ? alerts.filter(alert => isNews(alert, known)) : alerts;
  }
}

function changedAt(alert: Record<string, unknown>): string {
  return typeof alert.updated_at === 'string' ? alert.updated_at : '';
}

/** GitHub's times are whole seconds: several alerts may change in one, some of them after it was asked. */
function isNews(
  alert: Record<string, unknown>,
  { updatedAt, seen }: RepositoryCursor,
): boolean {
  const at = changedAt(alert);
  const old = typeof alert.number === 'number' && seen.includes(alert.number);
  return at > updatedAt || (at === updatedAt && !old);
}

function cursorOf(
  alerts: readonly Record<string, unknown>[],
  fullAt: Millis,
  known: RepositoryCursor | undefined,
): RepositoryCursor {
  const instants = [known?.updatedAt ?? '', ...alerts.map(changedAt)];
  const updatedAt = instants.sort().at(-1) ?? '';
  const seen = alerts.flatMap(alert =>
    changedAt(alert) === updatedAt && typeof alert.number === 'number'
      ? [alert.number]
      : [],
  );
  const before = known?.updatedAt === updatedAt ? known.seen : [];
  return { fullAt, updatedAt, seen: [...new Set([...before, ...seen])] };
}

/** The word that a repository is not scanned any more, so that its last alerts are neither open nor fixed. */
function retirement(
  slug: string,
  { entity: { entityRef }, now }: CollectRequest,
): EvidenceInput<'vulnerability-scan'> {
  const at = toIso(now);
  return {
    entityRef,
    kind: 'vulnerability-scan',
    source: 'dependabot',
    externalId: `${at} ${slug}`,
    observedAt: at,
    payload: {
      scanner: 'dependabot',
      scope: slug,
      completedAt: at,
      status: 'success',
      retired: true,
    },
  };
}

function evidenceOf(
  alerts: readonly Record<string, unknown>[],
  slug: string,
  { entity, now }: CollectRequest,
) {
  const format = findFormat('dependabot');
  if (!format) throw new Error('the format dependabot is not registered');
  // All pages in one list; under the name that the entity gives, whatever its case.
  const named = alerts.map(alert => ({
    ...alert,
    repository: { full_name: slug },
  }));
  return format.parse(FormatFile.of(JSON.stringify([named])), {
    entityRef: entity.entityRef,
    scope: slug,
    now,
  });
}

/** What changed since the last run is not all there is: what is absent from it closes nothing. */
function asSingleReports(item: EvidenceInput): EvidenceInput {
  return item.kind === 'vulnerability-scan'
    ? { ...item, payload: { ...item.payload, partial: true } }
    : item;
}
