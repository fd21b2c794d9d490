import {
  EntityProfile,
  EvidenceInput,
  Millis,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import { HumanDuration } from '@backstage/types';

/** What a collector is given for one entity. @public */
export interface CollectRequest {
  entity: EntityProfile;
  /** Where the last successful collection for this entity ended; undefined the first time. */
  cursor: string | undefined;
  now: Millis;
  /** What the organisation has chosen, like the targets of support; the defaults when absent. */
  settings?: OperationsSettings;
  signal: AbortSignal;
  /** Reads an http(s) address, or a path relative to the entity's source, as far as the portal may read it. */
  readFile(target: string): Promise<Uint8Array>;
}

/** What a collector found for one entity. @public */
export interface CollectResult {
  items: EvidenceInput[];
  /** Where to go on next time; kept only after the items are stored. */
  cursor?: string;
  /** What could not be read although the collection went on; shown in the tab. */
  warnings?: string[];
}

/**
 * Asks one source for evidence on the scheduler.
 *
 * @remarks For every entity that it applies to, `collect` is called with the cursor of the last success. What it throws is kept
 * per entity, shown with its age in the tab and tried again; other entities are not held up by it. Records may be returned
 * again: equal ones write nothing.
 * @public
 */
export interface Collector {
  /** `github`, `prometheus`, … : the source of its evidence. */
  id: string;
  title: string;
  /** How often to ask. */
  every: HumanDuration;
  /** Entities asked for at the same time at most; 4 when absent. */
  concurrency?: number;
  /** True when the entity carries what is needed to ask for it. */
  appliesTo(entity: EntityProfile): boolean;
  /** @throws whatever says best why the source could not be read. */
  collect(request: CollectRequest): Promise<CollectResult>;
}
