import {
  EvidenceInput,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * The way into the ledger for modules that receive evidence rather than ask for it, such as webhooks.
 *
 * @remarks Resolves once the evidence is stored; equal records are counted as duplicates, so a delivery may be repeated.
 * @public
 */
export interface EvidenceIntake {
  /** @param source - who is recorded as the sender, `service:<source>` */
  submit(
    source: string,
    items: readonly EvidenceInput[],
  ): Promise<{ accepted: number; duplicates: number; refused: string[] }>;
  /** What the organisation has chosen, like the targets of support. */
  settings?(): OperationsSettings;
  /** Entities whose annotation has one of the values, by value; for routing a delivery to its entity. */
  entitiesByAnnotation(
    annotation: string,
    values: readonly string[],
  ): Promise<Map<string, string[]>>;
  /** What the annotation says on each entity that has it; for annotations that are no list of names but a selector. */
  annotated(annotation: string): Promise<Map<string, string>>;
  /** Entities that an incident of the source was stored for, by its own id; for deliveries that name nothing but the incident. */
  entitiesByIncident(source: string, id: string): Promise<string[]>;
}

/** Gives modules the {@link EvidenceIntake}; usable once the backend has started. @public */
export const operationsIntakeExtensionPoint =
  createExtensionPoint<EvidenceIntake>({ id: 'operations.intake' });
