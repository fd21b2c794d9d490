import {
  EvidenceInput,
  EvidencePayload,
  parseInstant,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { DateTime } from 'luxon';
import { FormatContext } from '../Format';
import { observation } from '../shared/records';
import { clipped, webUrl } from '../shared/text';

type Scan = EvidencePayload<'vulnerability-scan'>;

/** A row of a scan. */
export type Row = NonNullable<Scan['findings']>[number];

/** What a report says; without a time of its own it is as old as the observation. */
export type ScanFacts = Pick<
  Scan,
  'scope' | 'databaseAt' | 'findings' | 'eol' | 'partial' | 'reason'
> & {
  completedAt?: string;
  status?: Scan['status'];
};

/** A scan as evidence; the scanner is the source, and a second report of the same scan is its next revision. */
export function scanRecord(
  context: FormatContext,
  scanner: string,
  scan: ScanFacts,
): EvidenceInput<'vulnerability-scan'> {
  const completedAt = scan.completedAt ?? observation(context);
  const scope = clipped(scan.scope, 253);
  return {
    entityRef: context.entityRef,
    kind: 'vulnerability-scan',
    source: sourceName(scanner),
    externalId: clipped(`${completedAt} ${scope}`, 240),
    observedAt: completedAt,
    payload: {
      ...scan,
      scanner: clipped(scanner, 253),
      scope,
      completedAt,
      status: scan.status ?? 'success',
    },
  };
}

/** A row with every text within its limit, and without what is not known. */
export function rowOf(row: Row): Row {
  const { url, package: name, ...rest } = row;
  const whole: Row = {
    ...rest,
    vulnerability: clipped(row.vulnerability, 253),
    package: clipped(name || 'unknown', 253),
    version: row.version && clipped(row.version, 253),
    purl: row.purl && clipped(row.purl, 1000),
    location: row.location && clipped(placeOf(row.location), 1000),
    ecosystem: row.ecosystem && clipped(row.ecosystem, 63),
    title: row.title && clipped(row.title.replaceAll('\0', ''), 500),
    fixedVersion: row.fixedVersion && clipped(row.fixedVersion, 253),
    severitySource: row.severitySource && clipped(row.severitySource, 63),
    status: row.status && clipped(row.status, 63),
    aliases: row.aliases && idsOf(row.aliases),
    url: webUrl(url),
  };
  const known = Object.entries(whole).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return Object.fromEntries(known) as Row;
}

/** Ids, each once; one that is empty or too long to be one is left out. */
function idsOf(aliases: readonly string[]): string[] {
  const ids = aliases.map(id => id.trim());
  return [...new Set(ids)]
    .filter(id => id !== '' && id.length <= 253)
    .slice(0, 200);
}

/** A date of an advisory as an instant; day means its beginning in UTC, and one that can't be read is left out. */
export function advisoryDate(
  text: string | null | undefined,
): string | undefined {
  if (!text) return undefined;
  // Nearly all have a zone, which is read much faster.
  const instant = parseInstant(text.trim());
  if (instant !== undefined) return toIso(instant);
  const parsed = DateTime.fromISO(text.trim().replace(' ', 'T'), {
    zone: 'utc',
  });
  return parsed.isValid ? toIso(parsed.toMillis()) : undefined;
}

/** A day on which something is due, as its last millisecond in UTC. */
export function dueDay(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  return /^\d{4}-\d\d-\d\d$/.test(text.trim())
    ? advisoryDate(`${text.trim()}T23:59:59.999Z`)
    : advisoryDate(text);
}

/** A path without the directory that a build service happens to check out to, so that a finding keeps its place; with one kind of slash. */
export function placeOf(path: string): string {
  return path
    .replace(/\\/g, '/')
    .replace(
      /^\/(home\/runner\/work\/[^/]+\/[^/]+|github\/workspace|builds\/[^/]+\/[^/]+|src|workspace)\//,
      '',
    );
}

/** A statement that a finding does or does not apply, as evidence. */
export function vexRecord(
  context: FormatContext,
  source: string,
  document: string,
  statement: EvidencePayload<'vex'> & { at?: string },
): EvidenceInput<'vex'> {
  const { at, ...payload } = statement;
  const { vulnerability, package: name } = payload;
  return {
    entityRef: context.entityRef,
    kind: 'vex',
    source,
    externalId: clipped(
      [document, vulnerability, name].filter(Boolean).join(' '),
      253,
    ),
    observedAt: at ?? observation(context),
    payload: {
      ...payload,
      vulnerability: clipped(vulnerability, 253),
      ...(name ? { package: clipped(name, 253) } : {}),
      ...(payload.justification
        ? { justification: clipped(payload.justification, 2000) }
        : {}),
    },
  };
}

/** A tool's name as the source of evidence: lower case letters, digits and dashes. */
export function sourceName(tool: string): string {
  const name = tool
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return name || 'scanner';
}
