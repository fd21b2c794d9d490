import { FactDefinition } from '@backstage-operations/plugin-operations-common';
import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { CheckpointSink } from './CheckpointSink';
import { Collector } from './Collector';

/** Where modules add sources that are asked on the scheduler. @public */
export interface OperationsCollectorsExtensionPoint {
  addCollectors(...collectors: Collector[]): void;
}

/** Extension point for {@link Collector}s. @public */
export const operationsCollectorsExtensionPoint =
  createExtensionPoint<OperationsCollectorsExtensionPoint>({
    id: 'operations.collectors',
  });

/** Where modules add facts that scorecards may ask for. @public */
export interface OperationsFactsExtensionPoint {
  addFacts(...facts: FactDefinition[]): void;
}

/** Extension point for facts of modules. @public */
export const operationsFactsExtensionPoint =
  createExtensionPoint<OperationsFactsExtensionPoint>({
    id: 'operations.facts',
  });

/** Where modules put places that keep signed checkpoints. @public */
export interface OperationsCheckpointsExtensionPoint {
  addSinks(...sinks: CheckpointSink[]): void;
}

/** Lets modules keep the log's checkpoints outside the portal. @public */
export const operationsCheckpointsExtensionPoint =
  createExtensionPoint<OperationsCheckpointsExtensionPoint>({
    id: 'operations.checkpoints',
  });
