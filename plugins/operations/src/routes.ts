import { createRouteRef } from '@backstage/core-plugin-api';

/** Where the Operations page is mounted. @public */
export const rootRouteRef = createRouteRef({ id: 'operations' });

/** Where the Operations tab of an entity is mounted. @public */
export const entityContentRouteRef = createRouteRef({
  id: 'operations:entity-content',
});
