import { stringifyEntityRef } from '@backstage/catalog-model';

/** Normalised reference of the entity that a path names. @internal */
export function entityRefOf(params: {
  kind: string;
  namespace: string;
  name: string;
}): string {
  return stringifyEntityRef(params);
}
