/**
 * Extension points for modules of the Operations backend.
 *
 * @packageDocumentation
 */
export * from './CheckpointSink';
export * from './Collector';
export * from './EvidenceIntake';
export * from './extensionPoints';
export * from './incidentWatch';
export { isRecord } from './isRecord';
export * from './JsonApi';
export * from './SloSeriesProvider';
export * from './conditions';
export * from './shaped';
