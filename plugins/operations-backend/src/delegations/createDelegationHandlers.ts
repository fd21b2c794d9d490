import { AuditorService } from '@backstage/backend-plugin-api';
import {
  Millis,
  operationsDelegationManagePermission,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { EntityAccess } from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { Handlers } from '../http/Handlers';
import { audited } from '../log/audited';
import { DelegationService } from './DelegationService';
import { DelegationStore } from './DelegationStore';

/** What {@link createDelegationHandlers} needs. @internal */
export interface DelegationHandlerOptions {
  db: Knex;
  delegations: DelegationStore;
  service: DelegationService;
  access: EntityAccess;
  auditor: AuditorService;
  clock: () => Millis;
}

const manage = operationsDelegationManagePermission;

/** Roles lent from person to person. @internal */
export function createDelegationHandlers(
  options: DelegationHandlerOptions,
): Handlers {
  const { db, delegations, service, access, auditor, clock } = options;
  return {
    async listDelegations({ query, credentials }) {
      const person = requirePerson(credentials);
      const after =
        query.cursor === undefined
          ? undefined
          : decodeCursor(query.cursor, z.string().max(64));
      const { items, totalItems, next } = await delegations.ofPerson(
        db,
        person,
        clock(),
        { limit: query.limit, after },
      );
      return {
        items,
        totalItems,
        ...(next === undefined ? {} : { nextCursor: encodeCursor(next) }),
      };
    },

    async createDelegation({ body, credentials, request }) {
      await access.reach(credentials, manage);
      return audited(
        auditor,
        { eventId: 'delegation-create', request, meta: { to: body.to } },
        () => service.create(credentials, body, request.get('idempotency-key')),
      );
    },

    async deleteDelegation({ query, credentials, request }) {
      await access.reach(credentials, manage);
      return audited(
        auditor,
        { eventId: 'delegation-end', request, meta: { id: query.id } },
        () => service.end(credentials, query.id),
      );
    },
  };
}
