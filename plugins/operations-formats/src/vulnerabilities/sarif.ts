import { Format, FormatContext } from '../Format';
import {
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
 * SARIF logs of security scanners: one scan per run.
 *
 * @remarks
 * SARIF knows rules and files, not packages: where the tool has a format of its own, that one says more. A suppression is an acceptance
 * without an end. A run that failed, or that has no list of results, is a failed scan.
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
    const runs = sarifRuns('sarif', file);
    return {
      formatVersion: '2.1.0',
      items: runs.map(read => scanOf(read, context)),
      warnings: [],
    };
  },
};

function scanOf(read: SarifRun, context: FormatContext) {
  const { name } = read.tool.driver;
  const completedAt = advisoryDate(read.invocations?.[0]?.endTimeUtc);
  const scope = context.scope ?? 'source code';
  const reason = whyIncomplete(read);
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
    findings: problemsOf(read).map(found => rowOfResult(found, read)),
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
