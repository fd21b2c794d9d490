import { toIso } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, Row, rowOf, scanRecord } from './scanRecord';
import { severityOfScore, severityOfWord } from './severity';

const finding = z.looseObject({
  component: z.looseObject({
    name: z.string(),
    group: z.string().nullish(),
    version: z.string().nullish(),
    purl: z.string().nullish(),
  }),
  vulnerability: z.looseObject({
    vulnId: z.string().min(1),
    source: z.string().nullish(),
    title: z.string().nullish(),
    description: z.string().nullish(),
    severity: z.string().nullish(),
    cvssV3BaseScore: z.number().nullish(),
    epssScore: z.number().nullish(),
    aliases: z.array(z.looseObject({})).nullish(),
  }),
  analysis: z
    .looseObject({
      state: z.string().nullish(),
      isSuppressed: z.boolean().nullish(),
    })
    .nullish(),
  attribution: z
    .looseObject({ attributedOn: z.union([z.number(), z.string()]).nullish() })
    .nullish(),
});

type Finding = z.infer<typeof finding>;

const idKeys = [
  'cveId',
  'ghsaId',
  'osvId',
  'sonatypeId',
  'snykId',
  'gsdId',
  'vulnDbId',
];

/**
 * Findings of a project in Dependency-Track: the list of its API, or the exported file.
 *
 * @remarks
 * Suppressed and analysed are two axes: only the states NOT_AFFECTED and FALSE_POSITIVE take a finding out, with or without suppression;
 * a suppression without them leaves it open. When a component was attributed is when the finding was detected.
 * @public
 */
export const dependencyTrack: Format = {
  id: 'dependency-track',
  title: 'Dependency-Track findings',
  tool: 'dependency-track',
  versions: 'API v1, finding packaging format 1.x',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    listOf(json).some(
      entry =>
        isRecord(entry) &&
        isRecord(entry.component) &&
        isRecord(entry.vulnerability),
    ) || isExport(json),
  parse(file, context) {
    const document = file.requireJson('dependency-track');
    refuseErrorBody('dependency-track', document);
    if (!Array.isArray(document) && !isExport(document)) {
      throw new FormatError(
        `dependency-track: expected findings, found ${describe(document)}`,
      );
    }
    const head = readHead(document);
    const scope = context.scope ?? head.project;
    if (!scope) {
      throw new FormatError(
        'dependency-track: the list does not say of which project it is; name it with scope=',
      );
    }
    const findings = shaped(
      'dependency-track',
      z.array(finding),
      listOf(document),
    );
    return {
      ...(head.version ? { formatVersion: head.version } : {}),
      items: [
        scanRecord(context, 'dependency-track', {
          scope,
          completedAt: advisoryDate(head.timestamp),
          findings: findings.map(rowOfFinding),
        }),
      ],
      warnings: [],
    };
  },
};

function isExport(json: unknown): boolean {
  return (
    isRecord(json) &&
    isRecord(json.meta) &&
    json.meta.application === 'Dependency-Track' &&
    Array.isArray(json.findings)
  );
}

function listOf(document: unknown): unknown[] {
  if (Array.isArray(document)) return document;
  return isRecord(document) && isExport(document)
    ? (document.findings as unknown[])
    : [];
}

function readHead(document: unknown): {
  project?: string;
  version?: string;
  timestamp?: string;
} {
  if (!isRecord(document)) return {};
  const version = String(document.version ?? '1.0');
  if (!/^1(\.|$)/.test(version)) {
    throw new FormatError(
      `dependency-track: format version ${version} is not known; 1.x is`,
    );
  }
  const { project, meta } = document;
  const named = isRecord(project) && typeof project.name === 'string';
  const timestamp = isRecord(meta) ? meta.timestamp : undefined;
  return {
    version,
    ...(named ? { project: String(project.name) } : {}),
    ...(typeof timestamp === 'string' ? { timestamp } : {}),
  };
}

function rowOfFinding(read: Finding): Row {
  const { component, vulnerability, analysis, attribution } = read;
  const word = severityOfWord(vulnerability.severity);
  return rowOf({
    vulnerability: vulnerability.vulnId,
    aliases: aliasesOf(read),
    package: component.group
      ? `${component.group}/${component.name}`
      : component.name,
    purl: component.purl,
    version: component.version,
    severity:
      word === 'unknown'
        ? severityOfScore(vulnerability.cvssV3BaseScore)
        : word,
    status: analysis?.state,
    title: vulnerability.title ?? vulnerability.description,
    detectedAt: attributedAt(attribution?.attributedOn),
    dismissed: dismissalOf(analysis),
    epss: vulnerability.epssScore,
  });
}

function aliasesOf({ vulnerability }: Finding): string[] {
  return (vulnerability.aliases ?? []).flatMap(alias =>
    idKeys.flatMap(key => {
      const id = alias[key];
      return typeof id === 'string' && id !== vulnerability.vulnId ? [id] : [];
    }),
  );
}

function attributedAt(
  value: number | string | null | undefined,
): string | undefined {
  if (typeof value !== 'number') return advisoryDate(value);
  const isTime = Math.abs(value) <= 8.64e15;
  return isTime ? toIso(value) : undefined;
}

function dismissalOf(analysis: Finding['analysis']): Row['dismissed'] {
  const state = analysis?.state ?? 'NOT_SET';
  if (state === 'NOT_AFFECTED') return { reason: 'not_affected' };
  if (state === 'FALSE_POSITIVE') return { reason: 'false_positive' };
  return analysis?.isSuppressed
    ? { reason: `suppressed (${state.toLowerCase()})` }
    : undefined;
}
