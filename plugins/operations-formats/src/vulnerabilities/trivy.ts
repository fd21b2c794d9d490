import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, Row, rowOf, scanRecord } from './scanRecord';
import { imageName } from './scope';
import { severityOfWord } from './severity';

const vulnerability = z.looseObject({
  VulnerabilityID: z.string().min(1),
  PkgName: z.string(),
  PkgPath: z.string().nullish(),
  PkgIdentifier: z.looseObject({ PURL: z.string().nullish() }).nullish(),
  InstalledVersion: z.string().nullish(),
  FixedVersion: z.string().nullish(),
  Status: z.string().nullish(),
  Severity: z.string().nullish(),
  SeveritySource: z.string().nullish(),
  PrimaryURL: z.string().nullish(),
  Title: z.string().nullish(),
  PublishedDate: z.string().nullish(),
});

const modified = z.looseObject({
  Type: z.string().nullish(),
  Status: z.string(),
  Finding: z.unknown().optional(),
});

const result = z.looseObject({
  Target: z.string(),
  Class: z.string().nullish(),
  Type: z.string().nullish(),
  Vulnerabilities: z.array(vulnerability).nullish(),
  ExperimentalModifiedFindings: z.array(modified).nullish(),
});

const report = z.looseObject({
  SchemaVersion: z.number(),
  CreatedAt: z.string().nullish(),
  ArtifactName: z.string().nullish(),
  ArtifactType: z.string().nullish(),
  Metadata: z
    .looseObject({
      OS: z
        .looseObject({
          Family: z.string().nullish(),
          Name: z.string().nullish(),
          EOSL: z.boolean().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  Results: z.array(result).nullish(),
});

type Result = z.infer<typeof result>;
type Vulnerability = z.infer<typeof vulnerability>;
type Report = z.infer<typeof report>;

/** Classes of results in which packages were looked up. */
const packageClasses = new Set(['os-pkgs', 'lang-pkgs']);

/** Results of a single kind of file that are listed under a common name; the path of the package tells the place. */
const collective = new Set([
  'Java',
  'Node.js',
  'Python',
  'Ruby',
  'Conda',
  '.NET Core',
]);

/**
 * Trivy's JSON report, of images, file systems and repositories.
 *
 * @remarks
 * Trivy leaves out what it has nothing to say of: a report without any result of packages is that of a clean file system or of
 * one in which nothing was looked up, which can't be told apart, so it is refused. `--list-all-pkgs` makes the difference visible.
 * @public
 */
export const trivy: Format = {
  id: 'trivy',
  title: 'Trivy report',
  tool: 'trivy',
  versions: 'schema 2, and the list that was written before it',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    isLegacy(json) ||
    (isRecord(json) &&
      typeof json.SchemaVersion === 'number' &&
      ('ArtifactName' in json || 'Results' in json)),
  parse(file, context) {
    const document = file.requireJson('trivy');
    refuseErrorBody('trivy', document);
    const read = readReport(document);
    const results = read.Results ?? [];
    const scanned = results.filter(isScanned);
    if (scanned.length === 0) {
      throw new FormatError(
        'trivy: no packages were looked up in this report, so it does not say that there are no vulnerabilities; run Trivy with --scanners vuln --list-all-pkgs',
      );
    }
    const scope = context.scope ?? scopeOf(read);
    if (!scope) {
      throw new FormatError(
        'trivy: the report does not say what was scanned; name it with scope=',
      );
    }
    const findings = scanned.flatMap(rowsOf);
    return {
      formatVersion: String(read.SchemaVersion),
      items: [
        scanRecord(context, 'trivy', {
          scope,
          completedAt: instantOf('trivy', read.CreatedAt),
          findings,
          ...endOfLifeOf(read),
        }),
      ],
      warnings:
        findings.length > 0
          ? []
          : [
              'Nothing is listed. Trivy writes the same report where --scanners left vulnerabilities out; make sure that it did not.',
            ],
    };
  },
};

function isLegacy(json: unknown): boolean {
  return (
    Array.isArray(json) &&
    json.length > 0 &&
    json.every(
      entry =>
        isRecord(entry) &&
        typeof entry.Target === 'string' &&
        'Vulnerabilities' in entry,
    )
  );
}

function readReport(document: unknown): Report {
  if (isLegacy(document)) {
    const results = shaped('trivy', z.array(result), document);
    return {
      SchemaVersion: 1,
      ArtifactName: results[0].Target.split(' (')[0],
      ArtifactType: 'container_image',
      Results: results.map(entry => ({
        ...entry,
        Class: entry.Class ?? classOf(entry),
      })),
    };
  }
  if (!isRecord(document) || typeof document.SchemaVersion !== 'number') {
    throw new FormatError(
      `trivy: expected a report with SchemaVersion, found ${describe(
        document,
      )}`,
    );
  }
  if (document.SchemaVersion !== 2) {
    throw new FormatError(
      `trivy: schema ${document.SchemaVersion} is not known; 2 is`,
    );
  }
  return shaped('trivy', report, document);
}

/** Before there were classes, only system packages were listed under an image with its release, `shop:1 (debian 10)`. */
function classOf({ Target }: Result): string {
  return /\([^)]+\)$/.test(Target) ? 'os-pkgs' : 'lang-pkgs';
}

/** Whatever its class is called: what lists vulnerabilities was looked up. */
function isScanned({ Class, Vulnerabilities }: Result): boolean {
  return packageClasses.has(Class ?? '') || (Vulnerabilities ?? []).length > 0;
}

/** An image of which only the libraries were looked up is another scope: what is not listed of its system is not fixed. */
function scopeOf(read: Report): string | undefined {
  const name = read.ArtifactName ?? '';
  if (read.ArtifactType === 'container_image') {
    const image = imageName(name);
    const withoutSystem = read.Metadata?.OS?.Family && !hasSystem(read);
    return withoutSystem ? `${image} libraries` : image;
  }
  return name === '.' ? 'filesystem' : name || undefined;
}

/** Whether the packages of the operating system were looked up; Trivy lists them even where nothing is found. */
function hasSystem({ Results }: Report): boolean {
  return (Results ?? []).some(entry => entry.Class === 'os-pkgs');
}

function rowsOf(entry: Result): Row[] {
  const open = (entry.Vulnerabilities ?? []).map(found =>
    rowOfVulnerability(found, entry),
  );
  const hidden = (entry.ExperimentalModifiedFindings ?? [])
    .filter(({ Type }) => (Type ?? 'vulnerability') === 'vulnerability')
    .map(({ Status, Finding }) => ({
      ...rowOfVulnerability(shaped('trivy', vulnerability, Finding), entry),
      dismissed: { reason: Status },
    }));
  return [...open, ...hidden];
}

function rowOfVulnerability(found: Vulnerability, entry: Result): Row {
  const ofSystem = entry.Class === 'os-pkgs';
  const path = collective.has(entry.Target) ? found.PkgPath : undefined;
  return rowOf({
    vulnerability: found.VulnerabilityID,
    package: found.PkgName,
    ecosystem: entry.Type,
    purl: found.PkgIdentifier?.PURL,
    version: found.InstalledVersion,
    // The target of system packages holds tag and release, which would make each build another place.
    location: ofSystem ? 'os' : path || entry.Target,
    severity: severityOfWord(found.Severity),
    severitySource: found.SeveritySource,
    status: found.Status,
    title: found.Title,
    fixedVersion: found.FixedVersion,
    publishedAt: advisoryDate(found.PublishedDate),
    url: found.PrimaryURL,
  });
}

function endOfLifeOf(
  read: Report,
): Pick<EvidencePayload<'vulnerability-scan'>, 'eol'> {
  const os = read.Metadata?.OS;
  // Only the look-up of its packages tells that a system is supported.
  if (!os?.Family || !(os.EOSL || hasSystem(read))) return {};
  return {
    eol: os.EOSL
      ? [{ product: os.Family, ...(os.Name ? { version: os.Name } : {}) }]
      : [],
  };
}
