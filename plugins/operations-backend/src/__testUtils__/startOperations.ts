import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request from 'supertest';
import { operationsPlugin } from '../plugin';
import { restrictedTokens, serviceHeader } from './restrictedTokens';

/** A service that may push for the sources ci and restic about everything in the default namespace, and read it. @internal */
export const ci = serviceHeader('external:ci', {
  permissionNames: ['operations.evidence.create', 'operations.entity.read'],
});

/** A signed-in person. @internal */
export const ada = mockCredentials.user.header('user:default/ada');

/** Starts the whole plugin on a catalog of the given entities. @internal */
export async function startOperations(options: {
  entities: Entity[];
  db?: Knex;
  config?: JsonObject;
  features?: BackendFeature[];
}) {
  const backend = await startTestBackend({
    features: [
      operationsPlugin,
      restrictedTokens,
      catalogServiceMock.factory({ entities: options.entities }),
      mockServices.rootConfig.factory({
        data: {
          operations: {
            ingest: [
              {
                subject: 'ci',
                sources: ['ci', 'restic', 'native'],
                entities: ['*:default/*'],
                read: true,
              },
            ],
            ...(options.config?.operations as JsonObject | undefined),
          },
        },
      }),
      ...(options.db
        ? [
            createServiceFactory({
              service: coreServices.database,
              deps: {},
              factory: () => ({ getClient: async () => options.db as Knex }),
            }),
          ]
        : []),
      ...(options.features ?? []),
    ],
  });
  return {
    stop: () => backend.stop(),
    get: (path: string, headers: string = ada) =>
      request(backend.server)
        .get(`/api/operations${path}`)
        .set('authorization', headers),
    post: (path: string, headers: string = ci) =>
      request(backend.server)
        .post(`/api/operations${path}`)
        .set('authorization', headers),
    delete: (path: string, headers: string = ada) =>
      request(backend.server)
        .delete(`/api/operations${path}`)
        .set('authorization', headers),
    server: backend.server,
  };
}
