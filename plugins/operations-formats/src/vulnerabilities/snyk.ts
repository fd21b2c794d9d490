import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, Row, rowOf, scanRecord } from './scanRecord';
import { severityOfWord } from './severity';

const issue = z.looseObject({
  id: z.string().min(1),
  packageName: z.string().nullish(),
  moduleName: z.string().nullish(),
  // A list with --group-issues.
  name: z.union([z.string(), z.array(z.string())]).nullish(),
  version: z.string().nullish(),
  severity: z.string().nullish(),
  title: z.string().nullish(),
  packageManager: z.string().nullish(),
  // Those of other catalogues may be numbers.
  identifiers: z
    .looseObject({
      CVE: z.array(z.string()).nullish(),
      GHSA: z.array(z.string()).nullish(),
    })
    .nullish(),
  fixedIn: z.array(z.string()).nullish(),
  publicationTime: z.string().nullish(),
  epssDetails: z
    .looseObject({ probability: z.union([z.string(), z.number()]).nullish() })
    .nullish(),
  filtered: z
    .looseObject({
      ignored: z
        .array(z.looseObject({ reasonType: z.string().nullish() }))
        .nullish(),
    })
    .nullish(),
});

const project = z.looseObject({
  ok: z.boolean(),
  error: z.string().nullish(),
  vulnerabilities: z.array(issue).nullish(),
  filtered: z.looseObject({ ignore: z.array(issue).nullish() }).nullish(),
  projectName: z.string().nullish(),
  packageManager: z.string().nullish(),
  displayTargetFile: z.string().nullish(),
  targetFile: z.string().nullish(),
  dependencyCount: z.number().nullish(),
  applications: z.array(z.unknown()).nullish(),
});

/** One of these is in every report, also in one without findings. */
const ownKeys = ['dependencyCount', 'packageManager', 'summary', 'projectName'];

type Project = z.infer<typeof project>;
type Issue = z.infer<typeof issue>;

/** A distribution or its packages, with or without release: `deb`, `ubuntu:22.04`. */
const system =
  /^(deb|rpm|apk|linux|ubuntu|alpine|wolfi|chainguard|rhel|centos|rocky|alma|amzn|oracle|ol|fedora|sles|opensuse|photon|mariner)/;

/**
 * `snyk test --json`, of one project or, with `--all-projects`, of several; `snyk container test --json` of an image.
 *
 * @remarks
 * A project that could not be tested is a failed scan, beside the others. The applications in an image are listed beside its system,
 * whose own list may be empty; they are one scan with it, which fails where one of them could not be tested. Snyk lists a vulnerability once for every path to it.
 * What is ignored as not vulnerable is set aside; ignored as won't-fix or for a time stays open.
 * @public
 */
export const snyk: Format = {
  id: 'snyk',
  title: 'Snyk test report',
  tool: 'snyk',
  versions: 'snyk test and snyk container test, --json',
  mediaTypes: ['application/json'],
  detect: ({ json }) => {
    const list = Array.isArray(json) ? json : [json];
    return list.length > 0 && list.every(isProject);
  },
  parse(file, context) {
    const document = file.requireJson('snyk');
    const list: unknown[] = Array.isArray(document) ? document : [document];
    if (list.length === 0 || !list.every(isProject)) {
      refuseErrorBody('snyk', document);
      throw new FormatError(
        `snyk: expected the result of snyk test, found ${describe(document)}`,
      );
    }
    const projects = shaped('snyk', z.array(project), list);
    if (projects.length === 1) refuseErrorBody('snyk', list[0]);
    const byScope = new Map<string, Project[]>();
    for (const read of projects) {
      const scope = scopeOf(read, projects.length, context);
      byScope.set(scope, [...(byScope.get(scope) ?? []), read]);
    }
    return {
      // Apart, the second of one scope would be taken for a correction of the first.
      items: [...byScope].map(([scope, own]) => scanOf(scope, own, context)),
      warnings: [],
    };
  },
};

function isProject(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.ok === 'boolean' &&
    ((Array.isArray(value.vulnerabilities) &&
      (value.vulnerabilities.length > 0 ||
        ownKeys.some(key => key in value))) ||
      (value.ok === false && typeof value.error === 'string'))
  );
}

function scopeOf(read: Project, count: number, context: FormatContext): string {
  const file = fileOf(read);
  const name = context.scope ?? read.projectName ?? 'dependencies';
  return count > 1 && file ? `${name} ${file}` : name;
}

function scanOf(
  scope: string,
  projects: readonly Project[],
  context: FormatContext,
): EvidenceInput {
  const parts = projects.flatMap(read => [
    read,
    ...shaped('snyk', z.array(project), read.applications ?? []),
  ]);
  const failed = parts.find(part => !part.vulnerabilities || part.error);
  if (failed) {
    return scanRecord(context, 'snyk', {
      scope,
      status: 'failed',
      reason: (failed.error ?? 'no vulnerabilities were reported').slice(
        0,
        2000,
      ),
    });
  }
  return scanRecord(context, 'snyk', {
    scope,
    findings: parts.flatMap(issuesOf),
  });
}

function fileOf(read: Project): string | undefined {
  return read.displayTargetFile ?? read.targetFile ?? undefined;
}

function issuesOf(read: Project): Row[] {
  return [...(read.vulnerabilities ?? []), ...(read.filtered?.ignore ?? [])]
    .filter(({ id }) => !/:lic:|^snyk:lic/.test(id))
    .map(found => rowOfIssue(found, read, fileOf(read)));
}

function rowOfIssue(found: Issue, read: Project, file?: string): Row {
  const CVE = found.identifiers?.CVE ?? [];
  const GHSA = found.identifiers?.GHSA ?? [];
  const manager = found.packageManager ?? read.packageManager ?? '';
  const [name] = [found.name ?? ''].flat();
  return rowOf({
    vulnerability: CVE.length === 1 ? CVE[0] : GHSA[0] ?? found.id,
    aliases: [...CVE, ...GHSA, found.id],
    package: found.packageName ?? found.moduleName ?? name,
    ecosystem: manager.split(':')[0],
    version: found.version,
    location: system.test(manager) ? 'os' : file,
    severity: severityOfWord(found.severity),
    severitySource: 'snyk',
    title: found.title,
    fixedVersion: found.fixedIn?.join(', '),
    publishedAt: advisoryDate(found.publicationTime),
    epss: probabilityOf(found),
    dismissed: dismissalOf(found),
    url: `https://security.snyk.io/vuln/${encodeURIComponent(found.id)}`,
  });
}

function probabilityOf({ epssDetails }: Issue): number | undefined {
  const value = Number(epssDetails?.probability ?? Number.NaN);
  return value >= 0 && value <= 1 ? value : undefined;
}

function dismissalOf({ filtered }: Issue): Row['dismissed'] {
  const [ignored] = filtered?.ignored ?? [];
  if (!ignored) return undefined;
  return {
    reason:
      ignored.reasonType === 'not-vulnerable'
        ? 'not_affected'
        : `ignored (${ignored.reasonType ?? 'no reason given'})`,
  };
}
