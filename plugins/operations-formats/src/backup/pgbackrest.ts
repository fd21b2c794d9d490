import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { afterLog } from '../shared/afterLog';
import { isoOfSeconds } from '../shared/instants';
import { backupRun, catalogue, control } from '../shared/records';
import { shaped } from '../shared/shape';

const backup = z.looseObject({
  label: z.string(),
  type: z.string(),
  error: z.boolean().nullish(),
  reference: z.array(z.string()).nullish(),
  prior: z.string().nullish(),
  timestamp: z.looseObject({ start: z.number(), stop: z.number() }),
  archive: z
    .looseObject({ start: z.string().nullish(), stop: z.string().nullish() })
    .nullish(),
  info: z.looseObject({ size: z.number().optional() }).optional(),
  annotation: z.record(z.string(), z.string()).nullish(),
  // Versions before 2.32 know one repository only.
  database: z
    .looseObject({ id: z.number(), 'repo-key': z.number().optional() })
    .optional(),
});

const stanza = z.looseObject({
  name: z.string(),
  status: z.looseObject({ code: z.number(), message: z.string() }),
  backup: z.array(backup),
  archive: z
    .array(
      z.looseObject({
        id: z.string(),
        min: z.string().nullable(),
        max: z.string().nullable(),
        database: z.looseObject({
          id: z.number(),
          'repo-key': z.number().optional(),
        }),
      }),
    )
    .optional(),
});

type Stanza = z.infer<typeof stanza>;
type Backup = Stanza['backup'][number];

/**
 * `pgbackrest info --output=json`.
 *
 * @remarks The stanza says "ok" and the tool exits with 0 although a backup holds corrupt pages; only the backup's own
 * `error` tells. A differential or incremental backup needs every backup in its `reference`, and every backup needs the
 * write-ahead log from its start to its stop.
 * @public
 */
export const pgbackrest: Format = {
  id: 'pgbackrest',
  title: 'pgBackRest info',
  tool: 'pgbackrest',
  versions: '2.x',
  mediaTypes: ['application/json'],
  detect: file => {
    const list = afterLog(file).json;
    return (
      Array.isArray(list) &&
      list.length > 0 &&
      list.every(
        entry =>
          isRecord(entry) &&
          Array.isArray(entry.backup) &&
          isRecord(entry.status) &&
          typeof entry.name === 'string' &&
          'archive' in entry,
      )
    );
  },
  parse(file, context) {
    const stanzas = shaped(
      'pgbackrest',
      z.array(stanza),
      afterLog(file).requireJson('pgbackrest'),
    );
    if (stanzas.length === 0) {
      throw new FormatError(
        'pgbackrest: the list is empty: no stanza is configured, or the repository could not be read',
      );
    }
    const version = newestVersion(stanzas);
    if (stanzas.length > 1 && context.dataset !== undefined) {
      throw new FormatError(
        `pgbackrest: the file is about ${stanzas.length} stanzas, which are data sets of their own; leave dataset out, or print one with --stanza`,
      );
    }
    const warnings: string[] = [];
    const items: EvidenceInput[] = [];
    for (const read of stanzas) {
      const dataset = context.dataset ?? read.name;
      const bad = badBackups(read);
      for (const entry of read.backup) {
        items.push(runOf(entry, bad.get(entry.label), dataset, context));
      }
      items.push(
        stanzaControl(read, { ...context, dataset }),
        catalogue(context, 'pgbackrest', read.name, {
          dataset,
          ids: read.backup.map(({ label }) => `${dataset}/${label}`),
        }),
      );
      if (read.status.code !== 0) {
        warnings.push(`${read.name}: ${read.status.message}`);
      }
    }
    return { formatVersion: version, items, warnings };
  },
};

/** The version that made the newest backup; refuses one whose output is not known. */
function newestVersion(stanzas: readonly Stanza[]): string | undefined {
  const versions = stanzas.flatMap(({ backup: made }) =>
    made.flatMap(({ backrest }) =>
      isRecord(backrest) && typeof backrest.version === 'string'
        ? backrest.version
        : [],
    ),
  );
  const unknown = versions.find(version => !/^[012]\./.test(version));
  if (unknown !== undefined) {
    throw new FormatError(
      `pgbackrest: version ${unknown} is not known; up to 2.x is`,
    );
  }
  return versions.at(-1);
}

/** Why each backup that is not good is not; a backup built on a bad one is bad as well. */
function badBackups(read: Stanza): Map<string, string> {
  const bad = new Map<string, string>();
  const labels = new Set(read.backup.map(entry => entry.label));
  for (const entry of read.backup) {
    const missing = (entry.reference ?? []).find(label => !labels.has(label));
    if (entry.error) {
      bad.set(entry.label, 'page checksum errors were found while it was made');
    } else if (entry.error === null || entry.error === undefined) {
      bad.set(entry.label, 'it does not say whether pages were corrupt');
    } else if (missing) {
      bad.set(entry.label, `the backup ${missing} that it needs is gone`);
    } else {
      const lost = lostLog(entry, read);
      if (lost) bad.set(entry.label, lost);
    }
  }
  for (const entry of read.backup) {
    const broken = (entry.reference ?? []).find(label => bad.has(label));
    if (broken && !bad.has(entry.label)) {
      bad.set(
        entry.label,
        `it needs ${broken}, which is not good: ${bad.get(broken)}`,
      );
    }
  }
  return bad;
}

/** Segment names of one timeline sort as text, so the archive's range can be compared with the backup's. */
function lostLog(entry: Backup, read: Stanza): string | undefined {
  const { start, stop } = entry.archive ?? {};
  if (!start || !stop) return 'it names no write-ahead log to replay';
  const archive = (read.archive ?? []).find(
    candidate =>
      candidate.database.id === entry.database?.id &&
      candidate.database['repo-key'] === entry.database['repo-key'],
  );
  if (!archive?.min || !archive.max) {
    return 'the write-ahead log archive is empty';
  }
  const sameTimeline = archive.min.slice(0, 8) === start.slice(0, 8);
  if (sameTimeline && archive.min > start) {
    return `write-ahead log from ${start} is needed, the archive begins with ${archive.min}`;
  }
  if (archive.max < stop) {
    return `write-ahead log up to ${stop} is needed, the archive ends with ${archive.max}`;
  }
  return undefined;
}

function runOf(
  entry: Backup,
  reason: string | undefined,
  dataset: string,
  context: FormatContext,
) {
  const completedAt = isoOfSeconds(entry.timestamp.stop);
  return backupRun(context, 'pgbackrest', `${dataset}/${entry.label}`, {
    dataset,
    outcome: reason ? 'partial' : 'success',
    startedAt: isoOfSeconds(entry.timestamp.start),
    completedAt,
    recoveryPoint: completedAt,
    sizeBytes: entry.info?.size ?? null,
    dependsOn: (entry.reference ?? []).map(label => `${dataset}/${label}`),
    reason: reason ?? null,
    toolStatus: {
      label: entry.label,
      type: entry.type,
      error: entry.error ?? null,
      prior: entry.prior ?? null,
      ...(entry.annotation ? { annotation: entry.annotation } : {}),
    },
  });
}

function stanzaControl(read: Stanza, context: FormatContext) {
  return control(context, 'pgbackrest', {
    control: `stanza-status/${read.name}`,
    status: read.status.code === 0 ? 'met' : 'not-met',
    detail: `${read.status.code} ${read.status.message}`,
  });
}
