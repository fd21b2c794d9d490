import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { advisoryRow, advisoryV1, ghsaIn } from './npmAdvisory';
import { Row, rowOf, scanRecord } from './scanRecord';
import { severityOfWord } from './severity';

const classicAdvisory = z.looseObject({
  data: z.looseObject({ advisory: advisoryV1 }),
});

const modernAdvisory = z.looseObject({
  value: z.string(),
  children: z.looseObject({
    ID: z.union([z.number(), z.string()]),
    Issue: z.string().nullish(),
    URL: z.string().nullish(),
    Severity: z.string().nullish(),
    'Tree Versions': z.array(z.string()).nullish(),
  }),
});

const classicSummary = z.looseObject({
  data: z.looseObject({
    vulnerabilities: z.record(z.string(), z.number()).nullish(),
  }),
});

const place = 'yarn.lock';

/**
 * The JSON lines of `yarn audit --json` (Yarn 1) and of `yarn npm audit --json` (Yarn 4).
 *
 * @remarks
 * Yarn 1 ends with a summary; without it the output is cut off. It counts all that there is, where `--level` lists only some: what is
 * not listed is not closed. Yarn 4 says "No audit suggestions" when there are none;
 * nothing at all says nothing. Deprecations, which Yarn 4 mixes in, are no vulnerabilities.
 * @public
 */
export const yarnAudit: Format = {
  id: 'yarn-audit',
  title: 'Yarn audit report',
  tool: 'yarn',
  versions: 'Yarn 1 and 4',
  mediaTypes: ['application/x-ndjson', 'application/json'],
  detect: file => (file.wholeJsonLines ?? []).some(isLine),
  parse(file, context) {
    const text = file.requireText('yarn-audit');
    const lines = file.jsonLines ?? [];
    if (lines.length === 0 && (file.wholeJsonLines ?? []).some(isLine)) {
      throw new FormatError(
        'yarn-audit: the last line breaks off, so the output is not whole',
      );
    }
    if (lines.length === 0) {
      const start = text.trim().slice(0, 40);
      throw new FormatError(
        start === ''
          ? 'yarn-audit: the file is empty, so it does not say that there are no vulnerabilities'
          : `yarn-audit: the file is no JSON lines, it begins with "${start}"`,
      );
    }
    refuseErrors(lines);
    const classic = lines.filter(line => typed(line, 'auditAdvisory'));
    const modern = lines.filter(isModern);
    const summary = lines.find(line => typed(line, 'auditSummary'));
    const none = lines.some(
      line => typed(line, 'info') && /No audit suggestions/.test(dataOf(line)),
    );
    if (!summary && modern.length === 0 && !none) {
      throw new FormatError(
        classic.length > 0
          ? 'yarn-audit: the summary at the end is missing, so the output is cut off'
          : 'yarn-audit: no line is an advisory or a summary',
      );
    }
    const missing = unlisted(summary, classic);
    return {
      formatVersion: summary ? '1' : '4',
      items: [
        scanRecord(context, 'yarn-audit', {
          scope: context.scope ?? 'dependencies',
          ...(missing.length > 0 ? { partial: true } : {}),
          findings: summary
            ? classic.map(rowOfClassic)
            : modern.flatMap(rowOfModern),
        }),
      ],
      warnings:
        missing.length > 0
          ? [
              `the summary counts vulnerabilities that are not listed (${missing.join(
                ', ',
              )}), so nothing closes and this is no scan; run yarn audit without --level and --groups`,
            ]
          : [],
    };
  },
};

/** Severities that the summary counts and no line has. */
function unlisted(summary: unknown, classic: readonly unknown[]): string[] {
  if (summary === undefined) return [];
  const { data } = shaped('yarn-audit', classicSummary, summary);
  const listed = new Set(
    classic.map(
      line =>
        shaped('yarn-audit', classicAdvisory, line).data.advisory.severity,
    ),
  );
  return Object.entries(data.vulnerabilities ?? {}).flatMap(
    ([severity, count]) =>
      count > 0 && !listed.has(severity) ? [severity] : [],
  );
}

function typed(line: unknown, type: string): boolean {
  return isRecord(line) && line.type === type;
}

function dataOf(line: unknown): string {
  return isRecord(line) ? String(line.data ?? '') : '';
}

function isModern(line: unknown): boolean {
  return (
    isRecord(line) &&
    typeof line.value === 'string' &&
    isRecord(line.children) &&
    'ID' in line.children
  );
}

function isLine(line: unknown): boolean {
  return (
    isModern(line) ||
    typed(line, 'auditAdvisory') ||
    typed(line, 'auditSummary') ||
    (typed(line, 'info') && /No audit suggestions/.test(dataOf(line)))
  );
}

function refuseErrors(lines: readonly unknown[]): void {
  const error = lines.find(
    line => typed(line, 'error') || (isRecord(line) && 'error' in line),
  );
  if (error === undefined) return;
  const said = isRecord(error) ? error.data ?? error.error : '';
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  throw new FormatError(
    `yarn-audit: this is an error, not a report: ${text.slice(0, 200)}`,
  );
}

function rowOfClassic(line: unknown): Row {
  const { data } = shaped('yarn-audit', classicAdvisory, line);
  return advisoryRow(data.advisory, place);
}

function rowOfModern(line: unknown): Row[] {
  const { value, children } = shaped('yarn-audit', modernAdvisory, line);
  const id = String(children.ID);
  if (/\(deprecation\)$/.test(id)) return [];
  const ghsa = ghsaIn(children.URL);
  return [
    rowOf({
      vulnerability: ghsa ?? `NPM-${id}`,
      package: value,
      ecosystem: 'npm',
      version: children['Tree Versions']?.[0],
      location: place,
      severity: severityOfWord(children.Severity),
      title: children.Issue,
      url: children.URL,
    }),
  ];
}
