import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload } from '../../evidence/kinds';
import { Millis, toIso, toMillis } from '../../time';
import { Audit, auditTitles, begunAudits } from './Audit';

type Listed = NonNullable<EvidencePayload<'audit'>['findings']>[number];

/** One finding of an audit, as its newest mention says. @internal */
export interface AuditFinding {
  finding: Listed;
  audit: Audit;
  dueAt?: Millis;
  closedAt?: Millis;
}

/** All findings of audits, and which audits keep theirs to themselves. @internal */
export interface AuditFindings {
  findings: AuditFinding[];
  /** Audits that had findings but list none, and that no newer clean audit of their kind has overtaken. */
  unlisted: Audit[];
  audits: Audit[];
}

/**
 * The findings of all audits, of those under way as well.
 *
 * @remarks
 * A finding that a later audit of the same kind and standard repeats with the same id and title is the same finding.
 * Equal ids with other titles are not: auditors start their numbers anew.
 * @internal
 */
export function auditFindings(
  evidence: readonly Evidence[],
  now: Millis,
): AuditFindings {
  const audits = begunAudits(evidence, now);
  const findings = new Map<string, AuditFinding>();
  for (const audit of audits) {
    const { type, standard } = audit.evidence.payload;
    for (const finding of audit.evidence.payload.findings ?? []) {
      const { id, title, dueAt, closedAt } = finding;
      findings.set(JSON.stringify([type, standard ?? null, id, title]), {
        finding,
        audit,
        ...(dueAt ? { dueAt: toMillis(dueAt) } : {}),
        ...(closedAt ? { closedAt: toMillis(closedAt) } : {}),
      });
    }
  }
  return {
    findings: [...findings.values()],
    unlisted: audits.filter(audit => keepsFindings(audit, audits)),
    audits,
  };
}

/** Whether a finding is not closed at an instant. @internal */
export function isOpen({ closedAt }: AuditFinding, now: Millis): boolean {
  return closedAt === undefined || closedAt > now;
}

/** Whether a finding is open past its due date. @internal */
export function isFindingOverdue(finding: AuditFinding, now: Millis): boolean {
  const { dueAt } = finding;
  return isOpen(finding, now) && dueAt !== undefined && now > dueAt;
}

/** Why the number of findings is not known; undefined when it is. @internal */
export function whyFindingsUnknown({
  audits,
  findings,
  unlisted,
}: AuditFindings): string | undefined {
  if (findings.length === 0 && !audits.some(({ ended }) => ended)) {
    return 'No audit has been completed. Commit its report as audits/<name>.md, or report it as evidence of kind audit.';
  }
  if (unlisted.length === 0) return undefined;
  const names = unlisted.map(
    ({ type, at }) => `the ${auditTitles[type].toLowerCase()} of ${toIso(at)}`,
  );
  return `Findings are not listed by ${names.join(', ')}.`;
}

function keepsFindings(audit: Audit, audits: readonly Audit[]): boolean {
  const { outcome, findings = [] } = audit.evidence.payload;
  if (!audit.ended || outcome === 'passed' || findings.length > 0) return false;
  return !audits.some(
    ({ type, at, evidence }) =>
      type === audit.type &&
      at > audit.at &&
      (evidence.payload.outcome === 'passed' ||
        (evidence.payload.findings ?? []).length > 0),
  );
}
