import { Format, FormatContext } from '../Format';
import {
  categoryOf,
  isSarif,
  isSuppressed,
  placeOfResult,
  problemsOf,
  ruleOf,
  SarifResult,
  SarifRun,
  sarifRuns,
  sarifSeverity,
  whyIncomplete,
} from './sarifRuns';
import { advisoryDate, Row, rowOf, scanRecord } from './scanRecord';

/**
 * SARIF logs of security scanners: one scan per tool and category of run.
 *
 * @remarks
 * SARIF knows rules and files, not packages: where the tool has a format of its own, that one says more. A suppression is an acceptance
 * without an end. A run that failed, or that has no list of results, is a failed scan. Runs of different categories, as of one
 * language each, are scans of different scopes, so that none closes what another has found.
 * @public
 */
export const sarif: Format = {
  id: 'sarif',
  title: 'SARIF results',
  tool: 'sarif',
  versions: '2.1.0',
  mediaTypes: ['application/json', 'application/sarif+json'],
  detect: ({ json }) => isSarif(json),
  parse(file, context) {
    return {
      formatVersion: '2.1.0',
      items: grouped(sarifRuns('sarif', file), context).map(group =>
        scanOf(group, context),
      ),
      warnings: [],
    };
  },
};

interface Group {
  name: string;
  scope: string;
  runs: SarifRun[];
}

/** Runs of one tool in one scope are one scan: apart, the second would be taken for a correction of the first. */
function grouped(runs: readonly SarifRun[], { scope }: FormatContext): Group[] {
  const groups = new Map<string, Group>();
  for (const read of runs) {
    const { name } = read.tool.driver;
    const category = categoryOf(read);
    const own = scope ?? (category ? `source code ${category}` : 'source code');
    const key = JSON.stringify([name, own]);
    const group = groups.get(key);
    if (group) group.runs.push(read);
    else groups.set(key, { name, scope: own, runs: [read] });
  }
  return [...groups.values()];
}

function scanOf({ name, scope, runs }: Group, context: FormatContext) {
  const completedAt = runs
    .flatMap(
      ({ invocations }) => advisoryDate(invocations?.[0]?.endTimeUtc) ?? [],
    )
    .sort()
    .pop();
  const reason = runs.flatMap(read => whyIncomplete(read) ?? [])[0];
  if (reason !== undefined) {
    return scanRecord(context, name, {
      scope,
      completedAt,
      status: 'failed',
      reason: reason.slice(0, 2000),
    });
  }
  return scanRecord(context, name, {
    scope,
    completedAt,
    findings: runs.flatMap(read =>
      problemsOf(read).map(found => rowOfResult(found, read)),
    ),
  });
}

function rowOfResult(found: SarifResult, read: SarifRun): Row {
  const rule = ruleOf(read, found);
  const id = found.ruleId ?? found.rule?.id ?? rule?.id ?? 'unnamed rule';
  return rowOf({
    vulnerability: id,
    package: 'source code',
    location: placeOfResult(found),
    severity: sarifSeverity(found, rule),
    title: rule?.shortDescription?.text ?? found.message?.text,
    ...(isSuppressed(found) ? { dismissed: { reason: 'accepted' } } : {}),
    url: rule?.helpUri,
  });
}
