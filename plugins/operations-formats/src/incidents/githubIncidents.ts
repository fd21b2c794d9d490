import {
  EvidenceInput,
  foldSegments,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, FormatFile, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { clipped, webUrl } from '../shared/text';
import { readGithubTimeline } from './githubTimeline';
import { incidentEvent, incidentRecord, latest } from './incidentRecord';
import { severityOf } from './severity';
import { statedTimes } from './statedTimes';

const format = 'github-incidents';

const issue = z.looseObject({
  number: z.number(),
  title: z.string(),
  state: z.string(),
  state_reason: z.string().nullish(),
  html_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullish(),
  body: z.string().nullish(),
  user: z
    .looseObject({ login: z.string(), type: z.string().nullish() })
    .nullish(),
  labels: z.array(
    z.union([z.string(), z.looseObject({ name: z.string().nullish() })]),
  ),
});

type Issue = z.infer<typeof issue>;

function labelsOf({ labels }: Issue): string[] {
  return labels.map(label =>
    (typeof label === 'string' ? label : label.name ?? '').toLowerCase(),
  );
}

/** `checkout#42` of `https://github.com/acme/checkout/issues/42`, with the owner before it. */
function idOf({ html_url: url, number }: Issue): string {
  const path = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\//.exec(url);
  return path ? `${path[1]}#${number}` : url;
}

function labelled(labels: readonly string[], name: string): string | undefined {
  const found = labels.find(label => new RegExp(`^${name}[:/ ]`).test(label));
  return found?.slice(name.length + 1).trim();
}

function impactOf(labels: readonly string[]) {
  const impact = labelled(labels, 'impact');
  const known = ['outage', 'degraded', 'none', 'maintenance'] as const;
  return known.find(one => one === impact);
}

function severityIn(labels: readonly string[]) {
  for (const label of labels) {
    if (/^(sev|severity|p|priority)\b|^(sev|p|s)-?\d$/.test(label)) {
      const severity = severityOf(label);
      if (severity) return severity;
    }
  }
  return undefined;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['not_planned', 'declined'],
  ['duplicate', 'duplicate'],
]);

/** Stretches from the timeline, where there is one and the text states no end of its own. */
function segmentsOf(
  read: Issue,
  timeline: readonly unknown[],
  times: { started: string; ended?: string; resolved?: string },
) {
  const { started, ended, resolved } = times;
  const end = ended ?? resolved;
  if (ended || timeline.length === 0) {
    return [{ startedAt: started, ...(end ? { endedAt: end } : {}) }];
  }
  const { changes } = readGithubTimeline(format, timeline, read.user);
  return foldSegments([
    { at: toMillis(started), type: 'begin' },
    ...changes.filter(({ at }) => at >= toMillis(started)),
    ...(resolved ? [{ at: toMillis(resolved), type: 'end' as const }] : []),
  ]).map(segment => ({
    startedAt: toIso(segment.start),
    ...(segment.end === undefined ? {} : { endedAt: toIso(segment.end) }),
  }));
}

function incidentOf(
  read: Issue,
  timeline: readonly unknown[],
  context: FormatContext,
): EvidenceInput {
  const time = (text: string | null | undefined) => instantOf(format, text);
  const labels = labelsOf(read);
  const closed = read.state === 'closed' ? time(read.closed_at) : undefined;
  const stated = statedTimes(format, read.body, context.timeZone);
  const started = stated.started ?? time(read.created_at) ?? '';
  const { ended } = stated;
  const acknowledged =
    stated.acknowledged ??
    readGithubTimeline(format, timeline, read.user).acknowledgedAt;
  const resolved = closed ? ended ?? closed : undefined;
  const impact = impactOf(labels);
  const cause = labelled(labels, 'cause');
  const url = webUrl(read.html_url);
  return incidentRecord(
    context,
    'github',
    idOf(read),
    latest(time(read.updated_at), closed) ?? started,
    {
      title: read.title,
      status: closed
        ? reasons.get(read.state_reason ?? '') ?? 'resolved'
        : read.state,
      severity: severityIn(labels),
      ...(impact ? { impact } : {}),
      segments: segmentsOf(read, timeline, { started, ended, resolved }),
      ...(acknowledged ? { acknowledgedAt: acknowledged } : {}),
      ...(resolved ? { resolvedAt: resolved } : {}),
      ...(cause ? { cause } : {}),
      ...(url ? { url } : {}),
      security: labels.includes('security'),
    },
  );
}

function isIssue(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.number === 'number' &&
    typeof value.html_url === 'string' &&
    Array.isArray(value.labels) &&
    'state' in value
  );
}

/** What `gh issue list --json …` calls the fields of the REST API. */
const commandLine: Record<string, string> = {
  url: 'html_url',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  closedAt: 'closed_at',
  author: 'user',
};

/** An issue as the command line prints it, under the names of the REST API; everything else as it is. */
function unified(value: unknown): unknown {
  if (!isRecord(value) || 'html_url' in value || !('createdAt' in value)) {
    return value;
  }
  const { state, stateReason, closedAt, createdAt } = value;
  return {
    updated_at: closedAt ?? createdAt,
    ...Object.fromEntries(
      Object.entries(value).map(([key, one]) => [commandLine[key] ?? key, one]),
    ),
    state: String(state).toLowerCase(),
    state_reason: String(stateReason ?? '').toLowerCase() || null,
  };
}

function listed(file: FormatFile): unknown[] | undefined {
  const document = file.json;
  if (isRecord(document) && isIssue(document.issue)) return [document.issue];
  const found =
    isRecord(document) && 'incomplete_results' in document
      ? document.items
      : document;
  const list = (Array.isArray(found) ? found : [found]).map(unified);
  return list.every(isIssue) ? list : undefined;
}

const isIncident = (read: Issue) =>
  !('pull_request' in read) &&
  labelsOf(read).some(label => /^(type[:/ ]\s*)?incident$/.test(label));

/**
 * Issues of GitHub that are labelled `incident`: a list of the REST API or of its command line, a webhook event, or `{issue, timeline}`.
 *
 * @remarks
 * Labels tell more: `sev-1`, `impact: degraded`, `cause: dns`. Lines like `Started: 2026-03-01T12:00:00Z`, `Acknowledged: …` and
 * `Resolved: …` in the text count instead of when the issue was opened and closed. A timeline also tells when it was opened again and
 * who took it, see {@link readGithubTimeline}. Pull requests and other issues are passed over.
 * @public
 */
export const githubIncidents: Format = {
  id: format,
  title: 'GitHub issues labelled incident',
  tool: 'github',
  versions: 'REST API 2022-11-28 and webhooks',
  mediaTypes: ['application/json'],
  detect: file => {
    const list = listed(file);
    return list !== undefined && list.length > 0;
  },
  parse(file, context) {
    const document = file.requireJson(format);
    const list = listed(file);
    if (!list) {
      throw new FormatError(
        `${format}: expected issues, found ${describe(document)}`,
      );
    }
    const issues = shaped(format, z.array(issue), list);
    const incidents = issues.filter(isIncident);
    const timeline =
      isRecord(document) && Array.isArray(document.timeline)
        ? document.timeline
        : [];
    const items = incidents.map(one => incidentOf(one, timeline, context));
    const action = isRecord(document) ? document.action : undefined;
    for (const one of incidents) {
      const { ended } = statedTimes(format, one.body, context.timeZone);
      const dated = action === 'closed' && ended;
      if ((action === 'closed' || action === 'reopened') && !dated) {
        // An issue only tells its last state; the event keeps that it was closed and opened again.
        items.push(changeOf(one, action, context));
      }
    }
    const others = issues.length - incidents.length;
    const doubtful = incidents.flatMap(one =>
      statedTimes(format, one.body, context.timeZone).doubtful.map(
        text =>
          `${idOf(one)}: "${clipped(
            text,
            100,
          )}" is no time with a zone, so it does not count`,
      ),
    );
    return {
      items,
      warnings: [
        ...(others > 0
          ? [`${others} of ${issues.length} are no issues labelled incident`]
          : []),
        ...doubtful.slice(0, 20),
      ],
    };
  },
};

function changeOf(
  read: Issue,
  action: 'closed' | 'reopened',
  context: FormatContext,
): EvidenceInput {
  const at =
    instantOf(format, action === 'closed' ? read.closed_at : read.updated_at) ??
    '';
  const type = action === 'closed' ? 'resolved' : 'reopened';
  return incidentEvent(
    context,
    'github',
    { id: `${action}/${at}`, incident: idOf(read), type, at },
    { title: read.title, status: action === 'closed' ? 'resolved' : 'open' },
  );
}
