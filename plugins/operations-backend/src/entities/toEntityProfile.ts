import {
  annotations,
  EntityProfile,
} from '@backstage-operations/plugin-operations-common';
import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** The fields of a catalog entity that {@link toEntityProfile} reads, for the catalog's `fields`. @internal */
export const profileFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.title',
  'metadata.annotations',
  'metadata.labels',
  'metadata.tags',
  'metadata.links',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.system',
  'spec.domain',
  'relations',
];

/** Text that every database stores: PostgreSQL has no NUL, JSON functions refuse lone surrogates. */
function storable(value: string): string {
  return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? storable(value)
    : undefined;
}

function texts(values: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      storable(key),
      storable(String(value)),
    ]),
  );
}

/** The full reference behind a shorthand in the spec. */
function full(
  shorthand: unknown,
  defaultKind: string,
  defaultNamespace: string,
): string | undefined {
  const ref = text(shorthand);
  if (ref === undefined) return undefined;
  try {
    const context = { defaultKind, defaultNamespace };
    return stringifyEntityRef(parseEntityRef(ref, context));
  } catch {
    return undefined;
  }
}

/** What evaluation needs of a catalog entity. @internal */
export function toEntityProfile(entity: Entity): EntityProfile {
  const { metadata, spec = {} } = entity;
  const namespace = metadata.namespace ?? 'default';
  const entityRef = stringifyEntityRef(entity);
  const relations = (entity.relations ?? []).map(({ type, targetRef }) => ({
    type,
    targetRef: targetRef.toLocaleLowerCase('en-US'),
  }));
  const related = (type: string, kind: string) =>
    relations.find(
      relation =>
        relation.type === type && relation.targetRef.startsWith(`${kind}:`),
    )?.targetRef;
  const owner =
    relations.find(relation => relation.type === RELATION_OWNED_BY)
      ?.targetRef ?? full(spec.owner, 'group', namespace);

  return {
    entityRef,
    uid: metadata.uid ?? entityRef,
    ...parseEntityRef(entityRef),
    title: text(metadata.title),
    type: text(spec.type),
    lifecycle: text(spec.lifecycle),
    owner,
    system:
      related(RELATION_PART_OF, 'system') ??
      full(spec.system, 'system', namespace),
    domain:
      related(RELATION_PART_OF, 'domain') ??
      full(spec.domain, 'domain', namespace),
    tier: text(metadata.annotations?.[annotations.tier]),
    annotations: texts(metadata.annotations),
    labels: texts(metadata.labels),
    tags: (metadata.tags ?? []).map(storable),
    relations,
    links: (metadata.links ?? []).map(({ url, title, type }) => ({
      url: storable(url),
      title: text(title),
      type: text(type),
    })),
  };
}
