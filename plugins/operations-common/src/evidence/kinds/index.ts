import { z } from 'zod';
import {
  backupPolicyPayload,
  backupRunPayload,
  drDrillPayload,
  restoreTestPayload,
} from './backup';
import {
  riskAcceptancePayload,
  vexPayload,
  vulnerabilityScanPayload,
} from './patch';
import {
  goldenSignalsPayload,
  incidentPayload,
  onCallPayload,
  qualityPayload,
  reviewPayload,
  sloPayload,
} from './service';
import {
  attestationPayload,
  auditPayload,
  controlPayload,
  documentPayload,
  improvementPayload,
  maintenancePayload,
  maintenanceWindowPayload,
  supportPayload,
  upgradePlanPayload,
} from './work';

export { dataTypes, proofLevels } from './backup';
export { auditTypes, maintenanceActivities } from './work';
export type { ScanFinding } from './patch';

/** Every kind of evidence with the schema of its payload; the one source of types, JSON Schema and OpenAPI. @public */
export const evidenceKinds = {
  slo: sloPayload,
  'golden-signals': goldenSignalsPayload,
  incident: incidentPayload,
  review: reviewPayload,
  'on-call': onCallPayload,
  'backup-policy': backupPolicyPayload,
  'backup-run': backupRunPayload,
  'restore-test': restoreTestPayload,
  'dr-drill': drDrillPayload,
  'vulnerability-scan': vulnerabilityScanPayload,
  vex: vexPayload,
  'risk-acceptance': riskAcceptancePayload,
  maintenance: maintenancePayload,
  'maintenance-window': maintenanceWindowPayload,
  'upgrade-plan': upgradePlanPayload,
  improvement: improvementPayload,
  audit: auditPayload,
  control: controlPayload,
  support: supportPayload,
  document: documentPayload,
  quality: qualityPayload,
  attestation: attestationPayload,
} as const;

/** Name of a kind of evidence. @public */
export type EvidenceKind = keyof typeof evidenceKinds;

/** Payload type of a kind. @public */
export type EvidencePayload<K extends EvidenceKind = EvidenceKind> = z.infer<
  (typeof evidenceKinds)[K]
>;

/** What each kind says, in a sentence. @public */
export const evidenceKindSummaries: Record<EvidenceKind, string> = {
  slo: 'State of one service level objective',
  'golden-signals': 'Latency, traffic, errors and saturation',
  incident: 'One incident, revised as it lives',
  review: 'Post-incident review',
  'on-call': 'Who covers',
  'backup-policy': 'What should be backed up, how often and where',
  'backup-run': 'One backup run, as it really was',
  'restore-test': 'One restore and every check made on it',
  'dr-drill': 'One disaster recovery drill',
  'vulnerability-scan': 'One finished vulnerability scan',
  vex: 'A finding does not apply',
  'risk-acceptance': 'The risk of a finding is accepted for a time',
  maintenance: 'One maintenance activity done',
  'maintenance-window': 'A planned maintenance window',
  'upgrade-plan': 'A planned upgrade',
  improvement: 'An entry of the improvement backlog',
  audit: 'One audit and its findings',
  control: 'One control checked',
  support: 'Support tickets of a period, against their targets',
  document: 'A required document exists and is current',
  quality: "A build's figures",
  attestation: 'A person says so, with a link',
};
