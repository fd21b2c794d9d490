import {
  operationsAuditReadPermission,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { Handlers } from '../http/Handlers';
import { LogScope, LogStore } from './LogStore';

/** What {@link createLogHandlers} needs. @internal */
export interface LogHandlerOptions {
  db: Knex;
  access: EntityAccess;
  store: LogStore;
}

const position = z.number().int().min(0);

/** The log as a list. @internal */
export function createLogHandlers(options: LogHandlerOptions): Handlers {
  const { db, access, store } = options;
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

  return {
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
