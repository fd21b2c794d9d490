import { createApiRef } from '@backstage/frontend-plugin-api';
import type { OperationsApi } from '@backstage-operations/plugin-operations-common';
import type { PageOperation } from './routes';

/** The operations of the HTTP API that the pages use; each rejects with a ResponseError when the backend refuses. @public */
export type OperationsPageApi = Pick<OperationsApi, PageOperation>;

/** The client that the Operations pages use. @public */
export const operationsApiRef = createApiRef<OperationsPageApi>().with({
  id: 'plugin.operations.client',
  pluginId: 'operations',
});
