export type { Closure, Episode, Finding, Sighting } from './Finding';
export type { EndOfLife, Scan, ScanStream } from './ScanStream';
export { applyScan } from './applyScan';
export { emptyLedger, ledgerChanges, ledgerOf } from './PatchLedger';
export type {
  ExploitedEntry,
  KnowledgeSource,
  VulnerabilityKnowledge,
} from './VulnerabilityKnowledge';
export type { PatchLedger } from './PatchLedger';
export { lightScan } from './lightScan';
export { replayScans } from './replayScans';
export { patchFacts } from './patchFacts';
export { findingStatuses, patchSection } from './patchSection';
