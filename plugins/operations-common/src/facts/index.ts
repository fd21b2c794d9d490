export * from './Fact';
export * from './settings';
export * from './round';
export * from './catalogue';
export * from './service/domain';
export { sloStatuses, goldenSignals } from './service';
export { foldSegments, incidentSection, incidentStatuses } from './incidents';
export type { Segment, TroublePoint } from './incidents';
export { datasetStatuses, drillStatuses } from './backup';
export {
  applyScan,
  emptyLedger,
  findingStatuses,
  ledgerChanges,
  ledgerOf,
  patchSection,
  pruneLedger,
  replayScans,
} from './patch';
export type {
  Closure,
  EndOfLife,
  Episode,
  Finding,
  PatchLedger,
  Scan,
  ScanStream,
  Sighting,
} from './patch';
export { documentSection, documentTypes } from './documents';
export type { RequiredDocument } from './documents';
export { maintenanceSection } from './maintenance';
export { auditSection } from './audits';
export { supportSection } from './support';
export { improvementSection } from './improvement';
