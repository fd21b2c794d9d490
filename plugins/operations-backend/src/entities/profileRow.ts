import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { createHash } from 'node:crypto';
import { SqlType } from '../database/insertRows';

/** A row of `ops_entity`. @internal */
export interface ProfileRow {
  entity_ref: string;
  uid: string;
  kind: string;
  namespace: string;
  name: string;
  title: string | null;
  type: string | null;
  lifecycle: string | null;
  owner: string | null;
  system: string | null;
  domain: string | null;
  tier: string | null;
  annotations: string;
  labels: string;
  tags: string;
  links: string;
  digest: string;
  seen_at: number;
  vanished_at: number | null;
}

/** Columns of `ops_entity` for bulk inserts. @internal */
export const profileColumns: Record<keyof ProfileRow, SqlType> = {
  entity_ref: 'text',
  uid: 'text',
  kind: 'text',
  namespace: 'text',
  name: 'text',
  title: 'text',
  type: 'text',
  lifecycle: 'text',
  owner: 'text',
  system: 'text',
  domain: 'text',
  tier: 'text',
  annotations: 'text',
  labels: 'text',
  tags: 'text',
  links: 'text',
  digest: 'text',
  seen_at: 'bigint',
  vanished_at: 'bigint',
};

/** Identity of everything that is copied of an entity; equal digests need no write. @internal */
export function profileDigest(profile: EntityProfile): string {
  return createHash('sha256').update(JSON.stringify(profile)).digest('hex');
}

/** The row of a profile. @internal */
export function toProfileRow(
  profile: EntityProfile,
  digest: string,
  seenAt: number,
): ProfileRow {
  return {
    entity_ref: profile.entityRef,
    uid: profile.uid,
    kind: profile.kind,
    namespace: profile.namespace,
    name: profile.name,
    title: profile.title ?? null,
    type: profile.type ?? null,
    lifecycle: profile.lifecycle ?? null,
    owner: profile.owner ?? null,
    system: profile.system ?? null,
    domain: profile.domain ?? null,
    tier: profile.tier ?? null,
    annotations: JSON.stringify(profile.annotations),
    labels: JSON.stringify(profile.labels),
    tags: JSON.stringify(profile.tags),
    links: JSON.stringify(profile.links),
    digest,
    seen_at: seenAt,
    vanished_at: null,
  };
}

/** The profile of a row and its relations. @internal */
export function toProfile(
  row: ProfileRow,
  relations: EntityProfile['relations'],
): EntityProfile {
  const { title, type, lifecycle, owner, system, domain, tier } = row;
  return {
    entityRef: row.entity_ref,
    uid: row.uid,
    kind: row.kind,
    namespace: row.namespace,
    name: row.name,
    ...(title !== null && { title }),
    ...(type !== null && { type }),
    ...(lifecycle !== null && { lifecycle }),
    ...(owner !== null && { owner }),
    ...(system !== null && { system }),
    ...(domain !== null && { domain }),
    ...(tier !== null && { tier }),
    annotations: JSON.parse(row.annotations),
    labels: JSON.parse(row.labels),
    tags: JSON.parse(row.tags),
    links: JSON.parse(row.links),
    relations,
  };
}
