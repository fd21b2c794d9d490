import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { advisoryRow, advisoryV1, ghsaIn } from './npmAdvisory';
import { refuseErrorBody } from './errorBody';
import { Row, rowOf, scanRecord } from './scanRecord';
import { severityOfScore, severityOfWord } from './severity';

const via = z.looseObject({
  source: z.union([z.number(), z.string()]).nullish(),
  name: z.string().nullish(),
  dependency: z.string().nullish(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  severity: z.string().nullish(),
  cvss: z.looseObject({ score: z.number().nullish() }).nullish(),
});

const reportV2 = z.looseObject({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      via: z.array(z.union([z.string(), via])),
      fixAvailable: z.unknown().optional(),
    }),
  ),
});

const reportV1 = z.looseObject({
  advisories: z.record(z.string(), advisoryV1),
  metadata: z.looseObject({}),
});

/** The report is of the lock file; npm does not say where in the tree it was. */
const place = 'package-lock.json';

/**
 * The JSON of `npm audit`, and of `pnpm audit` and Yarn 2 and 3, which keep npm's older form.
 *
 * @remarks A registry that can't answer gives an error body without vulnerabilities; that is refused, it does not mean none.
 * @public
 */
export const npmAudit: Format = {
  id: 'npm-audit',
  title: 'npm audit report',
  tool: 'npm',
  versions: 'auditReportVersion 2, and the form before it',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    isRecord(json) &&
    (typeof json.auditReportVersion === 'number' ||
      (isRecord(json.advisories) && isRecord(json.metadata))),
  parse(file, context) {
    const document = file.requireObject('npm-audit');
    if (!('vulnerabilities' in document) && !('advisories' in document)) {
      refuseErrorBody('npm-audit', document);
      throw new FormatError(
        `npm-audit: expected vulnerabilities or advisories, found ${describe(
          document,
        )}`,
      );
    }
    // An audit that could not be done may still list no vulnerabilities.
    if (document.error) refuseErrorBody('npm-audit', document);
    const version = versionOf(document);
    return {
      formatVersion: String(version),
      items: [
        scanRecord(context, 'npm-audit', {
          scope: context.scope ?? 'dependencies',
          findings: version === 2 ? rowsV2(document) : rowsV1(document),
        }),
      ],
      warnings: [],
    };
  },
};

function versionOf(document: Record<string, unknown>): 1 | 2 {
  const { auditReportVersion: version } = document;
  if (version === undefined && 'advisories' in document) return 1;
  if (version === 2) return 2;
  throw new FormatError(
    `npm-audit: report version ${String(version)} is not known; 2 is`,
  );
}

function rowsV2(document: unknown): Row[] {
  const { vulnerabilities } = shaped('npm-audit', reportV2, document);
  // A package that is only affected through another one names it as text; the finding is the other one's.
  return Object.values(vulnerabilities).flatMap(({ name, via: causes }) =>
    causes.flatMap(cause =>
      typeof cause === 'string' ? [] : [rowOfCause(cause, name)],
    ),
  );
}

function rowOfCause(cause: z.infer<typeof via>, name: string): Row {
  const ghsa = ghsaIn(cause.url);
  const word = severityOfWord(cause.severity);
  return rowOf({
    vulnerability: ghsa ?? `NPM-${String(cause.source ?? cause.title)}`,
    package: cause.dependency ?? cause.name ?? name,
    ecosystem: 'npm',
    location: place,
    severity: word === 'unknown' ? severityOfScore(cause.cvss?.score) : word,
    title: cause.title,
    url: cause.url,
  });
}

function rowsV1(document: unknown): Row[] {
  const { advisories } = shaped('npm-audit', reportV1, document);
  return Object.values(advisories).flatMap(read => advisoryRow(read, place));
}
