import { parseEntityRef } from '@backstage/catalog-model';

/** Kind, namespace and name of an entity as the HTTP API's paths want them. @internal */
export function entityPath(entityRef: string): {
  kind: string;
  namespace: string;
  name: string;
} {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return { kind, namespace, name };
}
