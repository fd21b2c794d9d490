import {
  operationsAuditReadPermission,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { z } from 'zod';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { Handlers } from '../http/Handlers';
import { Checkpoints } from './Checkpoints';
import { LogReceipts } from './LogReceipts';
import { LogScope, LogStore } from './LogStore';

/** What {@link createLogHandlers} needs. @internal */
export interface LogHandlerOptions {
  db: Knex;
  access: EntityAccess;
  store: LogStore;
  proofs: LogReceipts;
  /** Absent where no key is configured. */
  signed?: { checkpoints: Checkpoints; publicKey: string };
}

const position = z.number().int().min(0);

/** The log as a list, its newest checkpoint, and proofs under it. @internal */
export function createLogHandlers(options: LogHandlerOptions): Handlers {
  const { db, access, store, proofs, signed } = options;
  const millis = (text: string | undefined) =>
    text === undefined ? undefined : toMillis(text);

  async function scopeOf(credentials: CallerCredentials): Promise<LogScope> {
    const permission = operationsAuditReadPermission;
    const reach = await access.reach(credentials, permission);
    const view = await access.view(credentials, permission);
    return {
      general: reach === 'everywhere',
      ...(view.seesEverything
        ? {}
        : { entities: (query, column) => view.filter(query, column) }),
    };
  }

  /** Checkpoints and proofs are hashes only; whoever may read any part of the log may have them. */
  async function requireSigned(credentials: CallerCredentials) {
    await access.reach(credentials, operationsAuditReadPermission);
    if (signed) return signed;
    throw new NotFoundError(
      'There are no checkpoints: operations.log names no key to sign them with',
    );
  }

  return {
    async getCheckpoint({ credentials }) {
      const { checkpoints, publicKey } = await requireSigned(credentials);
      const newest = await checkpoints.current();
      if (!newest) throw new NotFoundError('The log is empty');
      const { note, size, root, at } = newest;
      return { note, size, root, publishedAt: toIso(at), publicKey };
    },

    async getLogProof({ query, credentials }) {
      await requireSigned(credentials);
      const proof = await proofs.prove(query.index);
      if (!proof) {
        throw new NotFoundError(`There is no entry ${query.index}`);
      }
      return proof;
    },

    async listLog({ query, credentials }) {
      const scope = await scopeOf(credentials);
      const after =
        query.cursor === undefined
          ? undefined
          : decodeCursor(query.cursor, position);
      const { items, totalItems, next } = await store.page(
        db,
        {
          types: query.type,
          entityRef: query.entityRef,
          actor: query.actor,
          from: millis(query.from),
          to: millis(query.to),
        },
        scope,
        { limit: query.limit, after },
      );
      return {
        items,
        totalItems,
        ...(next === undefined ? {} : { nextCursor: encodeCursor(next) }),
      };
    },
  };
}
