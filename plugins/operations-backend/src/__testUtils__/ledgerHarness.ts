import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Evidence } from '@backstage-operations/plugin-operations-common';
import knexFactory from 'knex';
import { monotonicFactory } from 'ulid';
import { migrate } from '../database/migrate';
import { DatabaseEntityCopyStore } from '../entities/DatabaseEntityCopyStore';
import { DatabaseEntityStore } from '../entities/DatabaseEntityStore';
import { EntityDirectory } from '../entities/EntityDirectory';
import { EntitySync } from '../entities/EntitySync';
import { ImportService } from '../imports/ImportService';
import { DatabaseEvidenceStore } from '../ledger/DatabaseEvidenceStore';
import { DefaultIngestService } from '../ledger/DefaultIngestService';
import { LedgerListeners } from '../ledger/LedgerListeners';
import { Submitter } from '../ledger/Submitter';
import { DatabaseEventLog } from '../log/DatabaseEventLog';

/** The ledger of one replica on SQLite, over a catalog of the given entities, with a clock that the test moves. @internal */
export async function ledgerHarness(entities: Entity[]) {
  const db = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await migrate(db);
  const clock = { now: Date.UTC(2026, 2, 1) };
  const now = () => clock.now;
  const newId = monotonicFactory();
  const copy = DatabaseEntityCopyStore.create();
  const store = DatabaseEvidenceStore.create();
  const listener = LedgerListeners.create();
  const logger = mockServices.logger.mock();
  const sync = EntitySync.create({
    db,
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
    copy,
    listener,
    now,
    logger,
  });
  await sync.syncAll();
  const directory = EntityDirectory.create({ db, copy, sync, now });
  const log = DatabaseEventLog.create({ newId, newSalt: newId });
  const ingest = DefaultIngestService.create({
    db,
    store,
    directory,
    listener,
    log,
    now,
    newId,
  });
  const existing = async (refs: readonly string[]) =>
    new Set((await directory.uids(refs)).keys());
  const submitterOf = (name: string): Submitter => ({
    ref: `service:${name}`,
    person: false,
    sourceOf: said => said,
    refuses: () => undefined,
    visible: existing,
    permitted: existing,
  });

  return {
    db,
    clock,
    now,
    sync,
    listener,
    store,
    ingest,
    logger,
    submitterOf,
    entities: DatabaseEntityStore.create(),
    imports: ImportService.create({ ingest, now }),
    /** Current records of an entity. */
    current: async (entityRef: string): Promise<Evidence[]> =>
      (await store.currentFor(db, [entityRef])).get(entityRef) ?? [],
  };
}
