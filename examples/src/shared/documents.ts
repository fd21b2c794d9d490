import { RecordBatch, teller } from './Example';
import { iso, Timeline } from './Timeline';

const required = [
  'dashboard',
  'alerting-rules',
  'slo-definition',
  'runbook',
  'on-call-procedure',
  'incident-procedure',
  'on-call-schedule',
  'incident-runbook',
  'incident-metrics-dashboard',
  'maintenance-schedule',
  'patch-procedure',
  'maintenance-log',
  'upgrade-plan',
  'change-record',
  'improvement-backlog',
  'performance-results',
  'automation-results',
  'improvement-metrics',
  'security-dashboard',
  'vulnerability-assessment',
  'security-patch-report',
  'access-review-report',
  'security-metrics',
  'security-incident-report',
  'security-operations-plan',
  'compliance',
  'regulatory-changes',
  'internal-audit-report',
  'external-audit-coordination',
  'compliance-status-report',
  'remediation-plan',
  'support-metrics-dashboard',
  'user-satisfaction-report',
  'knowledge-base',
  'training',
  'feedback-analysis',
  'backup-procedure',
  'backup-validation-report',
  'dr-drill-report',
  'dr-plan',
  'backup-compliance-report',
  'roadmap',
  'change-log',
  'release-documentation',
] as const;

/** Name of a document that scorecards ask for. */
export type DocumentType = (typeof required)[number];

/** Every document that the two phase documents ask for. */
export const allDocuments: readonly DocumentType[] = required;

/** Records of documents as the docs lead sends them. */
export function documents(
  t: Timeline,
  entityRef: string,
  types: readonly DocumentType[],
  reviewedBack: string,
): RecordBatch {
  const name = entityRef.slice(entityRef.indexOf('/') + 1);
  const tell = teller(entityRef, 'manual');
  const reviewedAt = t.back(reviewedBack);
  return {
    as: 'user:default/docs-lead',
    items: types.map(type =>
      tell('document', type, reviewedAt, {
        type,
        title: titleOf(type, name),
        url: `https://docs.example.com/${name}/${type}`,
        reviewedAt: iso(reviewedAt),
        owner: 'user:default/docs-lead',
      }),
    ),
  };
}

/** `Incident procedure of orders` for `incident-procedure`. */
function titleOf(type: string, name: string): string {
  const words = type.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${name}`;
}
