import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { createPageApi } from './createPageApi';
import { operationsApiRef } from './operationsApiRef';

/** Provides the client in the new frontend system. @internal */
export const operationsApiExtension = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: operationsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createPageApi,
    }),
});
