import {
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { EntityProfile } from '../entity';

const entities = new WeakMap<EntityProfile, object>();

/** The profile in the shape of a catalog entity, so that predicates are written as everywhere else in Backstage. */
function entityOf(profile: EntityProfile): object {
  let entity = entities.get(profile);
  if (!entity) {
    entity = {
      kind: profile.kind,
      metadata: {
        name: profile.name,
        namespace: profile.namespace,
        uid: profile.uid,
        title: profile.title,
        annotations: profile.annotations,
        labels: profile.labels,
        tags: profile.tags,
        links: profile.links,
      },
      spec: {
        type: profile.type,
        lifecycle: profile.lifecycle,
        owner: profile.owner,
        system: profile.system,
        domain: profile.domain,
      },
      relations: profile.relations,
    };
    entities.set(profile, entity);
  }
  return entity;
}

/** Whether an entity matches; no predicate matches every entity. @internal */
export function matches(
  predicate: FilterPredicate | undefined,
  profile: EntityProfile,
): boolean {
  return (
    predicate === undefined ||
    evaluateFilterPredicate(predicate, entityOf(profile))
  );
}
