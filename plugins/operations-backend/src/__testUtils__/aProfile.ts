import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { parseEntityRef } from '@backstage/catalog-model';

/** An entity's profile with as little as a test has to say. @internal */
export function aProfile(
  entityRef: string,
  fields: Partial<EntityProfile> = {},
): EntityProfile {
  return {
    entityRef,
    uid: `uid-${entityRef}`,
    ...parseEntityRef(entityRef),
    annotations: {},
    labels: {},
    tags: [],
    relations: [],
    links: [],
    ...fields,
  };
}
