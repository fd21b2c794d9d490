import { EvidenceKind } from '../evidence/kinds';

/** Kinds of evidence that dates in the calendar come from. @public */
export const calendarKinds: readonly EvidenceKind[] = [
  'maintenance',
  'maintenance-window',
  'upgrade-plan',
  'improvement',
  'audit',
  'backup-policy',
  'backup-run',
  'restore-test',
  'dr-drill',
  'vulnerability-scan',
  'vex',
  'risk-acceptance',
];
