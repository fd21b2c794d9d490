import { Entity } from '@backstage/catalog-model';

/** Owners that the entities are spread over. */
const OWNERS = 50;

/** Components as a catalog of a larger organisation holds them, with their systems and owners. */
export function benchEntities(count: number): Entity[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `service-${index}`,
      namespace: 'default',
      uid: `uid-${index}`,
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: `team-${index % OWNERS}`,
      system: `system-${index % 200}`,
    },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/team-${index % OWNERS}` },
    ],
  }));
}
