import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, Row, rowOf, scanRecord } from './scanRecord';
import { severityOfWord } from './severity';

const epss = z.looseObject({
  percentage: z.union([z.number(), z.string()]).nullish(),
});

const alert = z.looseObject({
  number: z.number(),
  state: z.string(),
  html_url: z.string().nullish(),
  url: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  fixed_at: z.string().nullish(),
  dismissed_at: z.string().nullish(),
  dismissed_reason: z.string().nullish(),
  dismissed_by: z.looseObject({ login: z.string() }).nullish(),
  auto_dismissed_at: z.string().nullish(),
  dependency: z.looseObject({
    package: z.looseObject({ ecosystem: z.string(), name: z.string() }),
    manifest_path: z.string().nullish(),
    scope: z.string().nullish(),
  }),
  security_advisory: z.looseObject({
    ghsa_id: z.string(),
    cve_id: z.string().nullish(),
    summary: z.string().nullish(),
    severity: z.string().nullish(),
    published_at: z.string().nullish(),
    withdrawn_at: z.string().nullish(),
    epss: z.union([epss, z.array(epss)]).nullish(),
  }),
  security_vulnerability: z
    .looseObject({
      severity: z.string().nullish(),
      first_patched_version: z
        .looseObject({ identifier: z.string() })
        .nullish(),
    })
    .nullish(),
  repository: z.looseObject({ full_name: z.string() }).nullish(),
});

type Alert = z.infer<typeof alert>;

const states = new Set(['open', 'fixed', 'dismissed', 'auto_dismissed']);

/** Lengths of a page that is probably not the last one: GitHub's default and its largest. */
const pageLengths = new Set([30, 100]);

/**
 * Dependabot alerts of a repository, as the REST API lists them.
 *
 * @remarks
 * Take all states (`state=open` hides when alerts were fixed) and all pages, for example with
 * `gh api --paginate --slurp repos/<owner>/<name>/dependabot/alerts`. A single page of 30 or 100 alerts is taken for a part.
 * @public
 */
export const dependabot: Format = {
  id: 'dependabot',
  title: 'Dependabot alerts',
  tool: 'dependabot',
  versions: 'GitHub REST API 2022-11-28',
  mediaTypes: ['application/json'],
  detect: file => alertsOf(file.json).some(isAlert),
  parse(file, context) {
    const document = file.requireJson('dependabot');
    refuseErrorBody('dependabot', document);
    if (!Array.isArray(document)) {
      throw new FormatError(
        `dependabot: expected a list of alerts, found ${describe(document)}`,
      );
    }
    const alerts = alertsOf(document).map((entry, index) =>
      readAlert(entry, String(index)),
    );
    const { repository, own } = ofOneRepository(alerts, context);
    const warnings = own
      .filter(({ state }) => !states.has(state))
      .map(
        ({ number, state }) => `alert ${number}: state ${state} taken for open`,
      );
    const partial = !isPaged(document) && pageLengths.has(document.length);
    if (partial) {
      warnings.push(
        `${document.length} alerts are a full page: the rest may be missing, so nothing closes and this is no scan. Fetch all pages into one list.`,
      );
    }
    return {
      formatVersion: '2022-11-28',
      items: [scanOf(own, repository, context, partial)],
      warnings,
    };
  },
};

/** The scan that alerts are; of single alerts it is a partial one. */
export function scanOf(
  alerts: readonly Alert[],
  repository: string,
  context: FormatContext,
  partial: boolean,
): EvidenceInput<'vulnerability-scan'> {
  return scanRecord(context, 'dependabot', {
    scope: repository,
    ...(partial ? { partial } : {}),
    findings: alerts.map(rowOfAlert),
  });
}

/** One alert as GitHub describes it, or a FormatError that names the field that is not. */
export function readAlert(entry: unknown, where: string): Alert {
  return shaped(`dependabot: alert ${where}`, alert, entry);
}

/** The repository of an alert, from itself or from its address. */
export function repositoryOf(read: Alert): string | undefined {
  return (
    read.repository?.full_name ??
    /\/\/[^/]+\/(?:api\/v3\/)?(?:repos\/)?([^/]+\/[^/]+)\/(?:security\/)?dependabot/.exec(
      read.html_url ?? read.url ?? '',
    )?.[1]
  );
}

function isPaged(document: readonly unknown[]): boolean {
  return document.length > 0 && document.every(Array.isArray);
}

function alertsOf(document: unknown): unknown[] {
  if (!Array.isArray(document)) return [];
  return isPaged(document) ? document.flat() : document;
}

function isAlert(value: unknown): boolean {
  return isRecord(value) && isRecord(value.security_advisory);
}

function ofOneRepository(
  alerts: readonly Alert[],
  context: FormatContext,
): { repository: string; own: Alert[] } {
  const names = new Set(alerts.flatMap(read => repositoryOf(read) ?? []));
  const [only] = names;
  const repository = context.scope ?? (names.size === 1 ? only : undefined);
  if (repository === undefined) {
    throw new FormatError(
      names.size === 0
        ? 'dependabot: the list does not say of which repository it is; name it with scope=<owner>/<name>'
        : `dependabot: the alerts are of ${names.size} repositories; name one with scope=<owner>/<name>`,
    );
  }
  const own = alerts.filter(
    read => (repositoryOf(read) ?? repository) === repository,
  );
  if (alerts.length > 0 && own.length === 0) {
    throw new FormatError(
      `dependabot: none of the alerts is of ${repository}; they are of ${[
        ...names,
      ].join(', ')}`,
    );
  }
  return { repository, own };
}

function rowOfAlert(read: Alert): Row {
  const { dependency, security_advisory: advisory } = read;
  const patched = read.security_vulnerability?.first_patched_version;
  const time = (text: string | null | undefined) =>
    instantOf('dependabot', text);
  return rowOf({
    vulnerability: advisory.ghsa_id,
    aliases: advisory.cve_id ? [advisory.cve_id] : [],
    package: dependency.package.name,
    ecosystem: dependency.package.ecosystem,
    location: dependency.manifest_path,
    scope: dependency.scope,
    severity: severityOfWord(
      read.security_vulnerability?.severity ?? advisory.severity,
    ),
    severitySource: 'github',
    status: read.state,
    title: advisory.summary,
    fixedVersion: patched?.identifier,
    detectedAt: time(read.created_at),
    publishedAt: advisoryDate(advisory.published_at),
    withdrawnAt: advisoryDate(advisory.withdrawn_at),
    fixedAt:
      read.state === 'fixed'
        ? time(read.fixed_at ?? read.updated_at)
        : undefined,
    dismissed: dismissalOf(read),
    epss: epssOf(advisory.epss),
    url: read.html_url,
  });
}

/** Dismissed automatically is a rule about development dependencies, not a judgement; the finding stays open. */
function dismissalOf(read: Alert): Row['dismissed'] {
  if (read.state !== 'dismissed' && read.state !== 'auto_dismissed') {
    return undefined;
  }
  const at = instantOf(
    'dependabot',
    read.dismissed_at ?? read.auto_dismissed_at,
  );
  const by = read.dismissed_by?.login;
  return {
    reason:
      read.state === 'dismissed'
        ? read.dismissed_reason ?? 'no reason given'
        : 'auto_dismissed',
    ...(at ? { at } : {}),
    ...(by ? { by } : {}),
  };
}

function epssOf(value: Alert['security_advisory']['epss']): number | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  const percentage = Number(first?.percentage ?? Number.NaN);
  return percentage >= 0 && percentage <= 1 ? percentage : undefined;
}
