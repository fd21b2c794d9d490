/**
 * The documents that the two phase documents ask for, by the name that rules use, with their titles.
 *
 * @remarks From the expected outputs of the Phase 07 and Phase 08 documents. Other types may be reported and asked for as well.
 * @public
 */
export const documentTypes: Readonly<Record<string, string>> = {
  dashboard: 'Monitoring dashboard',
  'alerting-rules': 'Alerting rules',
  logs: 'Logs',
  traces: 'Traces',
  'slo-definition': 'SLO and SLI definitions',
  runbook: 'Runbook',
  'on-call-procedure': 'On-call procedure',
  'incident-procedure': 'Incident management procedure',
  'on-call-schedule': 'On-call schedule',
  'incident-runbook': 'Incident response runbook',
  'incident-metrics-dashboard': 'Incident metrics dashboard',
  'maintenance-schedule': 'Maintenance schedule',
  'patch-procedure': 'Patch management procedure',
  'maintenance-log': 'Maintenance log',
  'upgrade-plan': 'Upgrade plan',
  'change-record': 'Change records',
  'improvement-backlog': 'Improvement backlog',
  'performance-results': 'Performance optimisation results',
  'automation-results': 'Automation results',
  'improvement-metrics': 'Improvement metrics',
  'security-dashboard': 'Security monitoring dashboard',
  'vulnerability-assessment': 'Vulnerability assessment',
  'security-patch-report': 'Security patch report',
  'access-review-report': 'Access review report',
  'security-metrics': 'Security metrics',
  'security-incident-report': 'Security incident report',
  'security-operations-plan': 'Security operations plan',
  compliance: 'Compliance documentation',
  'regulatory-changes': 'Regulatory changes',
  'internal-audit-report': 'Internal audit report',
  'external-audit-coordination': 'External audit coordination',
  'compliance-status-report': 'Compliance status report',
  'remediation-plan': 'Remediation plan',
  'support-metrics-dashboard': 'Support metrics dashboard',
  'user-satisfaction-report': 'User satisfaction report',
  'knowledge-base': 'Knowledge base',
  training: 'Training material',
  'feedback-analysis': 'User feedback analysis',
  'backup-procedure': 'Backup schedule and procedure',
  'backup-validation-report': 'Backup validation report',
  'dr-drill-report': 'Disaster recovery drill report',
  'dr-plan': 'Disaster recovery plan',
  'backup-compliance-report': 'Backup compliance report',
  roadmap: 'Roadmap',
  'change-log': 'Change log',
  'release-documentation': 'Release documentation',
};

/** Title of a type of document; of an unlisted one its name in words. @internal */
export function documentTitle(type: string): string {
  if (Object.hasOwn(documentTypes, type)) return documentTypes[type];
  const words = type.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
