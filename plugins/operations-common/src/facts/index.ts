export * from './Fact';
export * from './settings';
export * from './round';
export * from './catalogue';
export { factAt } from './factAt';
export { newestEvidence } from './newestEvidence';
export * from './service/domain';
export { sloStatuses, goldenSignals } from './service';
export {
  foldSegments,
  incidentSection,
  incidentsRecorded,
  incidentStatuses,
} from './incidents';
export type { Segment, TroublePoint } from './incidents';
export { datasetStatuses } from './backup';
export { backupStrategy } from './backup/strategy';
export type { BackupStrategyRow } from './backup/strategy';
export type { DataType, LocationClass } from './backup/BackupPolicy';
export {
  applyScan,
  emptyLedger,
  findingStatuses,
  ledgerChanges,
  ledgerOf,
  lightScan,
  patchSection,
  replayScans,
} from './patch';
export type {
  Closure,
  EndOfLife,
  Episode,
  ExploitedEntry,
  Finding,
  KnowledgeSource,
  PatchLedger,
  Scan,
  ScanStream,
  Sighting,
  VulnerabilityKnowledge,
} from './patch';
export { documentTypes } from './documents';
export { maintenanceSection } from './maintenance';
export { auditSection } from './audits';
export { supportSection } from './support';
export { improvementSection } from './improvement';
