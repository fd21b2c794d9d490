import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { observation } from '../shared/records';
import { clipped } from '../shared/text';
import {
  isSuppressed,
  placeOfResult,
  problemsOf,
  ruleOf,
  SarifRun,
  sarifRuns,
  sarifSeverity,
  whyIncomplete,
} from '../vulnerabilities/sarifRuns';
import { advisoryDate } from '../vulnerabilities/scanRecord';
import { AuditFinding, AuditPayload, auditRecord } from './auditRecord';

/**
 * SARIF logs as a security audit: passed when every run was completed and left nothing open, failed when anything critical or high is.
 *
 * @remarks The same files are read as scans by `sarif`; this one is used when it is named.
 * @public
 */
export const sarifAudit: Format = {
  id: 'sarif-audit',
  title: 'SARIF results as a security audit',
  tool: 'sarif',
  versions: '2.1.0',
  mediaTypes: ['application/sarif+json'],
  // A SARIF file is taken for a scan unless this format is named.
  detect: () => false,
  parse(file, context) {
    const runs = sarifRuns('sarif-audit', file);
    for (const run of runs) {
      const reason = whyIncomplete(run);
      if (reason !== undefined) {
        throw new FormatError(
          `sarif-audit: the run of ${run.tool.driver.name} is not complete: ${reason}`,
        );
      }
    }
    const findings = runs.flatMap(findingsOf);
    const ends = runs.flatMap(
      ({ invocations }) => advisoryDate(invocations?.[0]?.endTimeUtc) ?? [],
    );
    const completedAt = ends.sort()[0] ?? observation(context);
    const auditor = runs.map(({ tool }) => tool.driver.name).join(', ');
    return {
      formatVersion: '2.1.0',
      items: [
        auditRecord(context, 'sarif-audit', `${completedAt} ${auditor}`, {
          type: 'security',
          auditor: clipped(auditor, 253),
          completedAt,
          outcome: outcomeOf(findings),
          findings: findings.slice(0, 5000),
        }),
      ],
      warnings:
        findings.length > 5000
          ? [`only the first 5000 of ${findings.length} findings were kept`]
          : [],
    };
  },
};

function outcomeOf(findings: readonly AuditFinding[]): AuditPayload['outcome'] {
  if (findings.length === 0) return 'passed';
  const severe = findings.some(
    ({ severity }) => severity !== 'medium' && severity !== 'low',
  );
  return severe ? 'failed' : 'passed-with-findings';
}

function findingsOf(run: SarifRun): AuditFinding[] {
  return problemsOf(run)
    .filter(found => !isSuppressed(found))
    .map(found => {
      const rule = ruleOf(run, found);
      const id = found.ruleId ?? found.rule?.id ?? rule?.id ?? 'unnamed rule';
      const place = placeOfResult(found);
      const said = found.message?.text ?? rule?.shortDescription?.text ?? id;
      return {
        id: clipped(place ? `${id} ${place}` : id, 253),
        title: clipped(said, 500),
        severity: sarifSeverity(found, rule),
      };
    });
}
