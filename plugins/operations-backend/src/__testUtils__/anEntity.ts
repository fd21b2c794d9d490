import { Entity, parseEntityRef } from '@backstage/catalog-model';

/** A catalog entity with as little as a test has to say. @internal */
export function anEntity(
  ref: string,
  fields: {
    uid?: string;
    annotations?: Record<string, string>;
    spec?: Entity['spec'];
    relations?: Entity['relations'];
  } = {},
): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: {
      namespace,
      name,
      uid: fields.uid ?? `uid-${ref}`,
      ...(fields.annotations && { annotations: fields.annotations }),
    },
    ...(fields.spec && { spec: fields.spec }),
    ...(fields.relations && { relations: fields.relations }),
  };
}
