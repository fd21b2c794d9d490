import { Evidence } from '../../evidence/Evidence';
import { Millis, toIso } from '../../time';
import { FactSubject } from '../Fact';
import { openFindings } from '../patch/openFindings';
import { patchView } from '../patch/PatchView';
import { scanKnowledge } from '../patch/scanKnowledge';
import { earliestAfter } from '../select';

/**
 * Whether critical vulnerabilities are patched in time; security patches have no period, they are due when one is found.
 *
 * @remarks The Phase 08 document gives 48 hours, which is the time of its preset for a critical one.
 * @internal
 */
export function securityPatchStatus(
  subject: FactSubject,
  now: Millis,
): {
  verdict: 'pass' | 'fail' | 'unknown';
  reason: string;
  nextDueAt?: Millis;
  validUntil?: Millis;
  evidence: readonly Evidence[];
} {
  const view = patchView(subject);
  const evidence = view.scans;
  const { maxScanAge } = subject.settings.patch;
  const knowledge = scanKnowledge(view.streams, maxScanAge, now);
  if (!knowledge.fresh) {
    return { verdict: 'unknown', reason: knowledge.reason, evidence };
  }
  const criticals = view.tracked.filter(
    ({ finding }) => finding.severity === 'critical',
  );
  const { overdue, open, overdueAt, nextDueAt } = openFindings(criticals, now);
  const validUntil = earliestAfter(now, [knowledge.validUntil, overdueAt]);
  const shared = {
    evidence,
    ...(nextDueAt === undefined ? {} : { nextDueAt }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
  if (overdue.length > 0) {
    const ids = overdue.map(({ finding }) => finding.vulnerability);
    const named = [...new Set(ids)].sort().slice(0, 5).join(', ');
    return {
      ...shared,
      verdict: 'fail',
      reason: `Security patches: ${overdue.length} critical findings are overdue (${named})`,
    };
  }
  const due =
    nextDueAt === undefined ? '' : `, the first is due on ${toIso(nextDueAt)}`;
  return {
    ...shared,
    verdict: 'pass',
    reason: `Security patches: no critical finding is overdue; ${open.critical} are open${due}`,
  };
}
