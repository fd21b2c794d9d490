import { InputError, NotFoundError } from '@backstage/errors';
import {
  EvidenceKind,
  evidenceKinds,
  evidenceKindSummaries,
  FactDefinition,
  kindSchema,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { formats } from '@backstage-operations/plugin-operations-formats';
import { Duration } from 'luxon';
import { Knex } from 'knex';
import { z } from 'zod';
import { EntityAccess } from '../access/EntityAccess';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { entityRefOf } from '../http/entityRefOf';
import { Handlers } from '../http/Handlers';
import { EvidenceStore } from './EvidenceStore';
import { Retention } from './retention';

/** What the reading side of the ledger needs. @internal */
export interface EvidenceHandlerOptions {
  db: Knex;
  store: EvidenceStore;
  access: EntityAccess;
  retention: Retention;
  /** Those of the product and of its modules. */
  facts: () => readonly FactDefinition[];
}

const position = z.tuple([z.number().int(), z.string().max(64)]);

function isKind(kind: string): kind is EvidenceKind {
  return Object.hasOwn(evidenceKinds, kind);
}

function requireKind(kind: string): EvidenceKind {
  if (isKind(kind)) return kind;
  throw new InputError(`query.kind: ${kind} is no kind of evidence`);
}

/** Reads of the ledger, and the catalogues of what can be said. @internal */
export function createEvidenceHandlers(
  options: EvidenceHandlerOptions,
): Handlers {
  const { db, store, access, retention, facts } = options;
  const millis = (text: string | undefined) =>
    text === undefined ? undefined : toMillis(text);

  return {
    async listEntityEvidence({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const [observedAt, id] =
        query.cursor === undefined ? [] : decodeCursor(query.cursor, position);
      const page = await store.list(db, {
        entityRef,
        kinds: query.kind?.map(requireKind),
        sources: query.source,
        since: millis(query.since),
        until: millis(query.until),
        limit: query.limit,
        ...(observedAt !== undefined &&
          id !== undefined && { after: { observedAt, id } }),
      });
      return {
        items: page.items,
        totalItems: page.totalItems,
        ...(page.next && {
          nextCursor: encodeCursor([page.next.observedAt, page.next.id]),
        }),
      };
    },

    async getEvidence({ params, credentials }) {
      const evidence = await store.byId(db, params.id);
      const view = await access.view(credentials);
      if (!evidence || !(await view.canSee(evidence.entityRef))) {
        throw new NotFoundError(`There is no evidence ${params.id}`);
      }
      return evidence;
    },

    async listFormats() {
      return {
        items: formats.map(({ id, title, tool, versions, mediaTypes }) => ({
          id,
          title,
          tool,
          versions,
          mediaTypes: [...mediaTypes],
        })),
      };
    },

    async listKinds() {
      return {
        items: Object.keys(evidenceKinds)
          .filter(isKind)
          .map(kind => ({
            kind,
            summary: evidenceKindSummaries[kind],
            schema: `/v1/schemas/${kind}.json`,
            retention: Duration.fromObject({
              days: Math.floor(retention[kind] / 86_400_000),
            }).toISO(),
          })),
      };
    },

    async listFacts() {
      return { items: facts().map(({ compute: _, ...fact }) => fact) };
    },

    async getKindSchema({ params }) {
      if (!isKind(params.kind)) {
        throw new NotFoundError(`There is no kind of evidence ${params.kind}`);
      }
      return kindSchema(params.kind);
    },
  };
}
