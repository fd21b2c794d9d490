import {
  EvidenceInput,
  EvidencePayload,
  foldSegments,
  toIso,
  toMillis,
  TroublePoint,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import { incidentRecord, latest } from './incidentRecord';
import { severityOf } from './severity';

const incident = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  impact: z.string(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  started_at: z.string().nullish(),
  resolved_at: z.string().nullish(),
  scheduled_for: z.string().nullish(),
  scheduled_until: z.string().nullish(),
  shortlink: z.string().nullish(),
  incident_updates: z
    .array(
      z.looseObject({
        status: z.string(),
        display_at: z.string().nullish(),
        created_at: z.string(),
      }),
    )
    .nullish(),
});

type Incident = z.infer<typeof incident>;

const impacts: ReadonlyMap<string, EvidencePayload<'incident'>['impact']> =
  new Map([
    ['none', 'none'],
    ['maintenance', 'maintenance'],
    ['minor', 'degraded'],
    ['major', 'outage'],
    ['critical', 'outage'],
  ]);

const over = new Set(['resolved', 'postmortem', 'completed']);

/** Times as the page shows them: of an incident that was filled in later, the time of entry is none of its own. */
function pointsOf(read: Incident): TroublePoint[] {
  // That something is planned is no trouble yet.
  const told = (read.incident_updates ?? []).filter(
    ({ status }) => status !== 'scheduled',
  );
  const updates = told.flatMap((update): TroublePoint[] => {
    const shown = update.display_at || update.created_at;
    const at = instantOf('statuspage', shown);
    const type = over.has(update.status) ? 'end' : 'begin';
    return at === undefined ? [] : [{ at: toMillis(at), type }];
  });
  const started = instantOf('statuspage', read.started_at);
  const begins = updates.filter(({ type }) => type === 'begin');
  return [
    ...updates,
    ...(started && begins.length === 0
      ? [{ at: toMillis(started), type: 'begin' as const }]
      : []),
  ];
}

function incidentOf(read: Incident, context: FormatContext): EvidenceInput {
  const time = (text: string | null | undefined) =>
    instantOf('statuspage', text);
  const created = time(read.created_at) ?? '';
  const segments = foldSegments(pointsOf(read)).map(({ start, end }) => ({
    startedAt: toIso(start),
    ...(end === undefined ? {} : { endedAt: toIso(end) }),
  }));
  const shown =
    segments.length > 0
      ? segments
      : [
          {
            startedAt:
              time(read.scheduled_for) ?? time(read.started_at) ?? created,
          },
        ];
  const last = shown[shown.length - 1];
  const resolved = over.has(read.status)
    ? ('endedAt' in last ? last.endedAt : undefined) ?? time(read.resolved_at)
    : undefined;
  const url = webUrl(read.shortlink);
  const impact = impacts.get(read.impact);
  return incidentRecord(
    context,
    'statuspage',
    read.id,
    latest(created, time(read.updated_at), resolved) ?? created,
    {
      title: read.name,
      status: over.has(read.status) ? 'resolved' : read.status,
      severity: severityOf(read.impact),
      ...(impact ? { impact } : {}),
      segments: shown,
      ...(resolved ? { resolvedAt: resolved } : {}),
      ...(url ? { url } : {}),
    },
  );
}

function listed(document: unknown): unknown[] | undefined {
  if (!isRecord(document) || !isRecord(document.page)) return undefined;
  const list = document.incidents ?? document.scheduled_maintenances;
  return Array.isArray(list) ? list : undefined;
}

/**
 * `incidents.json` and `scheduled-maintenances.json` of a page at Statuspage.
 *
 * @remarks A page knows no acknowledgements. Of impact none and maintenance nothing is counted, they are listed apart.
 * @public
 */
export const statuspage: Format = {
  id: 'statuspage',
  title: 'Statuspage incidents',
  tool: 'statuspage',
  versions: 'API v2',
  mediaTypes: ['application/json'],
  detect: file => listed(file.json) !== undefined,
  parse(file, context) {
    const document = file.requireObject('statuspage');
    const list = listed(document);
    if (!list) {
      throw new FormatError(
        `statuspage: expected a page with incidents, found ${describe(
          document,
        )}`,
      );
    }
    const read = shaped('statuspage', z.array(incident), list);
    const unknown = read.filter(({ impact }) => !impacts.has(impact));
    return {
      formatVersion: 'v2',
      items: read.map(one => incidentOf(one, context)),
      warnings: unknown.map(
        ({ name, impact }) =>
          `${name}: the impact ${impact} is not known, it counts as an outage`,
      ),
    };
  },
};
