import { NotFoundError } from '@backstage/errors';
import {
  Millis,
  standardEntity,
  StandardEntity,
  standardPostures,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { EntityAccess } from '../access/EntityAccess';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { Handlers } from '../http/Handlers';
import { StandardStore } from './StandardStore';

const offset = z.number().int().min(0).max(1_000_000);

/** What is wrong with it comes first. */
function byTrouble(a: StandardEntity, b: StandardEntity): number {
  const share = ({ controls }: StandardEntity) =>
    controls.applicable === 0 ? 1 : controls.met / controls.applicable;
  return (
    b.drift.length - a.drift.length ||
    b.findings.overdue - a.findings.overdue ||
    share(a) - share(b) ||
    (a.entityRef < b.entityRef ? -1 : 1)
  );
}

/** Standards across entities, and the entities of one. @internal */
export function createComplianceHandlers(options: {
  db: Knex;
  access: EntityAccess;
  store: StandardStore;
  clock: () => Millis;
}): Handlers {
  const { db, access, store, clock } = options;
  return {
    async getCompliance({ query, credentials }) {
      const now = clock();
      const rows = await store.list(db, {
        ...(query.owner?.length ? { owners: query.owner } : {}),
        view: await access.view(credentials),
      });
      return { asOf: toIso(now), items: standardPostures(rows, now) };
    },

    async listStandardEntities({ params, query, credentials }) {
      const now = clock();
      const rows = await store.list(db, {
        standard: params.standard,
        ...(query.owner?.length ? { owners: query.owner } : {}),
        view: await access.view(credentials),
      });
      if (rows.length === 0) {
        throw new NotFoundError(
          `No entity that you may see shows anything of ${params.standard}`,
        );
      }
      const entities = rows
        .map(row => standardEntity(row, now))
        .sort(byTrouble);
      const start =
        query.cursor === undefined ? 0 : decodeCursor(query.cursor, offset);
      const end = start + query.limit;
      return {
        items: entities.slice(start, end),
        totalItems: entities.length,
        ...(end < entities.length ? { nextCursor: encodeCursor(end) } : {}),
      };
    },
  };
}
