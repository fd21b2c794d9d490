import { PolicyDecision } from '@backstage/plugin-permission-common';
import { Millis } from '@backstage-operations/plugin-operations-common';

/**
 * What a person could see when last here, with everything that it rested on.
 *
 * @remarks
 * A decision of the permission framework follows from the policy, the person and the entity. The person and the entities are
 * recorded here and compared when the record is used; the policy can't be, which is why a record holds for a limited time.
 * @internal
 */
export interface RecordedSight {
  /** When the framework decided. */
  at: Millis;
  /** `metadata.uid` of the person. */
  uid: string;
  /** The person's groups and those above them. */
  groups: readonly string[];
  /** Our own conditions, applied anew to the entities as they are. */
  own: PolicyDecision;
  /** Digests of the entities that the catalog showed, by reference; `all` when it showed everything. */
  catalog: 'all' | Readonly<Record<string, string>>;
}
