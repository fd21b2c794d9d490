import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, dueDay, Row, rowOf, scanRecord } from './scanRecord';
import { imageName } from './scope';
import { severityOfWord } from './severity';

const match = z.looseObject({
  vulnerability: z.looseObject({
    id: z.string().min(1),
    namespace: z.string().nullish(),
    severity: z.string().nullish(),
    dataSource: z.string().nullish(),
    description: z.string().nullish(),
    fix: z
      .looseObject({
        versions: z.array(z.string()).nullish(),
        state: z.string().nullish(),
        available: z
          .array(
            z.looseObject({
              version: z.string().nullish(),
              date: z.string().nullish(),
            }),
          )
          .nullish(),
      })
      .nullish(),
    knownExploited: z
      .array(
        z.looseObject({
          dateAdded: z.string().nullish(),
          dueDate: z.string().nullish(),
        }),
      )
      .nullish(),
    epss: z.array(z.looseObject({ epss: z.number() })).nullish(),
  }),
  relatedVulnerabilities: z.array(z.looseObject({ id: z.string() })).nullish(),
  artifact: z.looseObject({
    name: z.string(),
    version: z.string().nullish(),
    type: z.string().nullish(),
    purl: z.string().nullish(),
    locations: z.array(z.looseObject({ path: z.string() })).nullish(),
  }),
  appliedIgnoreRules: z
    .array(
      z.looseObject({
        reason: z.string().nullish(),
        'vex-status': z.string().nullish(),
        'vex-justification': z.string().nullish(),
      }),
    )
    .nullish(),
});

const report = z.looseObject({
  matches: z.array(match).nullable(),
  ignoredMatches: z.array(match).nullish(),
  source: z
    .looseObject({ type: z.string().nullish(), target: z.unknown().optional() })
    .nullish(),
  descriptor: z.looseObject({
    name: z.literal('grype'),
    version: z.string().nullish(),
    timestamp: z.string().nullish(),
    db: z.unknown().optional(),
  }),
});

type Match = z.infer<typeof match>;
type Report = z.infer<typeof report>;

/**
 * Grype's JSON report.
 *
 * @remarks
 * One vulnerability may be listed as GHSA, GO and CVE at once; the related ids are its aliases. Matches that the distribution's own
 * record shows to be fixed are no findings; those that a rule of a person hides are, unless the rule is a VEX statement.
 * @public
 */
export const grype: Format = {
  id: 'grype',
  title: 'Grype report',
  tool: 'grype',
  versions: '0.x',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    isRecord(json) &&
    isRecord(json.descriptor) &&
    json.descriptor.name === 'grype',
  parse(file, context) {
    const document = file.requireObject('grype');
    refuseErrorBody('grype', document);
    const read = shaped('grype', report, document);
    const { version, timestamp } = read.descriptor;
    if (version && /^[1-9]/.test(version)) {
      throw new FormatError(`grype: version ${version} is not known; 0.x is`);
    }
    const scope = context.scope ?? scopeOf(read);
    if (!scope) {
      throw new FormatError(
        'grype: the report does not say what was scanned; name it with scope=',
      );
    }
    const broken = brokenDatabase(read.descriptor.db);
    if (broken !== undefined) {
      return {
        items: [
          scanRecord(context, 'grype', {
            scope,
            completedAt: instantOf('grype', timestamp),
            status: 'failed',
            reason: broken,
          }),
        ],
        warnings: [broken],
      };
    }
    const ignored = (read.ignoredMatches ?? []).filter(
      entry => !isFixedByDistribution(entry),
    );
    return {
      ...(version ? { formatVersion: version } : {}),
      items: [
        scanRecord(context, 'grype', {
          scope,
          completedAt: instantOf('grype', timestamp),
          databaseAt: databaseAt(read.descriptor.db),
          findings: [...(read.matches ?? []), ...ignored].map(rowOfMatch),
        }),
      ],
      warnings: [],
    };
  },
};

function scopeOf({ source }: Report): string | undefined {
  const target = source?.target;
  if (typeof target === 'string') return target || undefined;
  if (isRecord(target) && typeof target.userInput === 'string') {
    return imageName(target.userInput);
  }
  return undefined;
}

/** Why the vulnerability data can't be relied on; undefined when nothing is said against it. */
function brokenDatabase(db: unknown): string | undefined {
  const status = isRecord(db) && isRecord(db.status) ? db.status : {};
  if (status.valid !== false && !status.error) return undefined;
  const why = typeof status.error === 'string' ? `: ${status.error}` : '';
  return `Grype's vulnerability database was not valid${why}`.slice(0, 500);
}

function databaseAt(db: unknown): string | undefined {
  if (!isRecord(db)) return undefined;
  const status = isRecord(db.status) ? db.status : db;
  return typeof status.built === 'string'
    ? instantOf('grype', status.built)
    : undefined;
}

function isFixedByDistribution({ appliedIgnoreRules }: Match): boolean {
  const rules = appliedIgnoreRules ?? [];
  return (
    rules.length > 0 &&
    rules.every(
      ({ reason }) =>
        reason === 'DistroPackageFixed' || reason === 'Explicit APK NAK',
    )
  );
}

function rowOfMatch(read: Match): Row {
  const { vulnerability, artifact, relatedVulnerabilities } = read;
  const { fix, knownExploited, epss } = vulnerability;
  const exploited = knownExploited?.[0];
  const dates = (fix?.available ?? []).flatMap(({ date }) => date ?? []);
  const system = /^(deb|apk|rpm|alpm|portage)$/.test(artifact.type ?? '');
  return rowOf({
    vulnerability: vulnerability.id,
    aliases: (relatedVulnerabilities ?? []).map(({ id }) => id),
    package: artifact.name,
    ecosystem: artifact.type,
    purl: artifact.purl,
    version: artifact.version,
    location: system ? 'os' : artifact.locations?.[0]?.path,
    severity: severityOfWord(vulnerability.severity),
    severitySource: vulnerability.namespace?.slice(0, 63),
    status: fix?.state,
    title: vulnerability.description,
    fixedVersion: fix?.state === 'fixed' ? fix.versions?.join(', ') : undefined,
    fixAvailableAt: dates.flatMap(date => advisoryDate(date) ?? []).sort()[0],
    kevAddedAt: advisoryDate(exploited?.dateAdded),
    kevDueAt: dueDay(exploited?.dueDate),
    epss: epss?.[0]?.epss,
    dismissed: dismissalOf(read),
    url: vulnerability.dataSource,
  });
}

function dismissalOf({ appliedIgnoreRules }: Match): Row['dismissed'] {
  const rules = appliedIgnoreRules ?? [];
  if (rules.length === 0) return undefined;
  const vex = rules.find(rule => rule['vex-status'] === 'not_affected');
  return { reason: vex ? 'not_affected' : 'ignored by a rule' };
}
