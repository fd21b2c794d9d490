import { Entity } from '@backstage/catalog-model';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { operationsApiRef } from './api';
import { createPageApi } from './api/createPageApi';
import { entityContentRouteRef, rootRouteRef } from './routes';

/** The plugin for apps on the old frontend system. @public */
export const operationsPlugin = createPlugin({
  id: 'operations',
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  apis: [
    createApiFactory({
      api: operationsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createPageApi,
    }),
  ],
});

/** The Operations tab of an entity. @public */
export const EntityOperationsContent = operationsPlugin.provide(
  createRoutableExtension({
    name: 'EntityOperationsContent',
    component: () =>
      import('./tab/EntityOperationsContent').then(
        m => m.EntityOperationsContent,
      ),
    mountPoint: entityContentRouteRef,
  }),
);

/** The Operations page with its tabs. @public */
export const OperationsPage = operationsPlugin.provide(
  createRoutableExtension({
    name: 'OperationsPage',
    component: () => import('./pages/legacy').then(m => m.LegacyPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * Whether an entity has an Operations tab: every named entity has, of whatever kind.
 *
 * @remarks An entity without data gets the tab too; it says there what is missing.
 * @public
 */
export function isOperationsAvailable(entity: Entity): boolean {
  return Boolean(entity.metadata.name);
}
