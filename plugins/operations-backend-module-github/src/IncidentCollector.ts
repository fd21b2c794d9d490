import {
  EntityProfile,
  EvidenceInput,
  Millis,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import {
  Collector,
  CollectRequest,
  CollectResult,
} from '@backstage-operations/plugin-operations-node';
import { isError } from '@backstage/errors';
import {
  GithubIntegration,
  ScmIntegrationsGroup,
} from '@backstage/integration';
import { HumanDuration } from '@backstage/types';
import { GithubApi, Repository } from './GithubApi';
import { isOfAnother, Issue, labelsOf, readIssue } from './Issue';
import { IssueCursor, readIssueCursors } from './IssueCursor';
import { repositoryOf, slugsOf } from './repositories';

/** Issues read in one run at most, so that a long history is read run by run and survives a restart. */
const PER_RUN = 200;

/** The label that the format knows; the configured one is read as it. */
const KNOWN = 'incident';

/** An issue that changed this lately may change again within the same second. */
const SETTLED: Millis = 2_000;

interface Read {
  items: EvidenceInput[];
  cursor: IssueCursor;
  /** Whether all that changed was read. */
  complete: boolean;
}

/**
 * Reads the issues of an entity's repositories that carry the incident label.
 *
 * @remarks
 * Oldest change first, from where the last run ended; of each the timeline tells when it was closed, opened again and acknowledged.
 * An incident that lost its label is kept and no longer counts. That a repository has no such issue proves nothing: it may be that
 * nobody writes incidents down there.
 */
export class IncidentCollector implements Collector {
  static create(options: {
    integrations: ScmIntegrationsGroup<GithubIntegration>;
    api: GithubApi;
    every: HumanDuration;
    label: string;
    perRun?: number;
  }): IncidentCollector {
    const { integrations, api, every, label, perRun = PER_RUN } = options;
    return new IncidentCollector(integrations, api, every, label, perRun);
  }

  readonly id = 'github-incidents';
  readonly title = 'GitHub incidents';
  // One after the other: GitHub asks not to be asked in parallel.
  readonly concurrency = 1;

  private constructor(
    private readonly integrations: ScmIntegrationsGroup<GithubIntegration>,
    private readonly api: GithubApi,
    readonly every: HumanDuration,
    private readonly label: string,
    private readonly perRun: number,
  ) {}

  appliesTo(entity: EntityProfile): boolean {
    return slugsOf(entity).length > 0;
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity } = request;
    const before = readIssueCursors(request.cursor);
    const after: Record<string, IssueCursor> = {};
    const items: EvidenceInput[] = [];
    const warnings: string[] = [];
    const failures: unknown[] = [];
    const slugs = slugsOf(entity);
    for (const slug of slugs) {
      const known = before[slug] ?? { seen: [], open: [] };
      try {
        const repository = repositoryOf(entity, slug, this.integrations);
        const read = await this.read(repository, known, request);
        items.push(...read.items);
        after[slug] = read.cursor;
        if (!read.complete) {
          const { since } = read.cursor;
          warnings.push(
            `${slug}: what changed after ${since} is still to be read`,
          );
        }
      } catch (error) {
        failures.push(error);
        if (before[slug]) after[slug] = known;
        warnings.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (failures.length === slugs.length) throw failures[0];
    return { items, cursor: JSON.stringify(after), warnings };
  }

  private async read(
    repository: Repository,
    known: IssueCursor,
    { entity, now, signal }: CollectRequest,
  ): Promise<Read> {
    const { issues, complete } = await this.changed(repository, known, signal);
    const listed = new Set(issues.map(({ number }) => number));
    const fresh = issues.filter(
      one => one.updated_at !== known.since || !known.seen.includes(one.number),
    );
    const still: Issue[] = [];
    for (const number of known.open.filter(one => !listed.has(one))) {
      const issue = await this.stillThere(repository, number, signal);
      // With its label it would be listed if it had changed.
      if (issue && this.isIncident(issue)) still.push(issue);
      else if (issue) fresh.push(issue);
    }
    const items: EvidenceInput[] = [];
    for (const issue of fresh) {
      if (isOfAnother(issue, entity.name)) continue;
      items.push(
        ...incidentOf(issue, await this.timeline(repository, issue, signal), {
          entityRef: entity.entityRef,
          now,
          labelled: this.isIncident(issue),
        }),
      );
    }
    const open = [...issues, ...still].filter(
      one => one.state !== 'closed' && !isOfAnother(one, entity.name),
    );
    return { items, complete, cursor: cursorOf(issues, open, known, now) };
  }

  private async timeline(
    repository: Repository,
    { number }: Issue,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const events = [];
    for await (const page of this.api.timeline(repository, number, signal)) {
      events.push(...page);
    }
    return events;
  }

  private isIncident(issue: Issue): boolean {
    return labelsOf(issue).includes(this.label.toLowerCase());
  }

  /** Issues with the label that changed since the last run, the oldest change first, as many as one run takes. */
  private async changed(
    repository: Repository,
    known: IssueCursor,
    signal: AbortSignal,
  ): Promise<{ issues: Issue[]; complete: boolean }> {
    const found = new Map<number, Issue>();
    let { since } = known;
    let page = 1;
    for (;;) {
      const query = { label: this.label, since, page };
      const answer = await this.api.issues(repository, query, signal);
      const issues = answer.map(readIssue);
      for (const issue of issues) {
        // The last place in the order is where its newest change is.
        found.delete(issue.number);
        found.set(issue.number, issue);
      }
      const last = issues.at(-1);
      if (!last || issues.length < GithubApi.pageSize) {
        return { issues: [...found.values()], complete: true };
      }
      if (found.size >= this.perRun) {
        return { issues: [...found.values()], complete: false };
      }
      // By the time of the change, not by page: one that changes meanwhile would shift the pages.
      if (since === undefined || last.updated_at > since) {
        since = last.updated_at;
        page = 1;
      } else {
        page += 1;
      }
    }
  }

  /** An incident as it is now, whatever its labels; one that was deleted or moved away ends nothing. */
  private async stillThere(
    repository: Repository,
    number: number,
    signal: AbortSignal,
  ): Promise<Issue | undefined> {
    try {
      return readIssue(await this.api.issue(repository, number, signal));
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }
}

function cursorOf(
  issues: readonly Issue[],
  open: readonly Issue[],
  known: IssueCursor,
  now: Millis,
): IssueCursor {
  const since = [known.since ?? '', ...issues.map(one => one.updated_at)]
    .sort()
    .at(-1);
  const settled = since && now - toMillis(since) >= SETTLED;
  return {
    ...(since ? { since } : {}),
    seen: settled
      ? issues
          .filter(one => one.updated_at === since)
          .map(({ number }) => number)
      : [],
    open: open.map(({ number }) => number),
  };
}

function incidentOf(
  issue: Issue,
  timeline: readonly unknown[],
  context: { entityRef: string; now: Millis; labelled: boolean },
): EvidenceInput[] {
  const format = findFormat('github-incidents');
  if (!format) throw new Error('the format github-incidents is not registered');
  const known = { ...issue, labels: [...issue.labels, KNOWN] };
  const { items } = format.parse(
    FormatFile.of(JSON.stringify({ issue: known, timeline })),
    context,
  );
  if (context.labelled) return items;
  // Somebody decided that it is none: it stays listed and no longer counts.
  return items.map(item =>
    item.kind === 'incident'
      ? { ...item, payload: { ...item.payload, status: 'cancelled' } }
      : item,
  );
}
