import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  EntityProfile,
  Millis,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import { Collector } from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { EntityStore } from '../entities/EntityStore';
import { IngestService } from '../ledger/IngestService';
import { Submitter } from '../ledger/Submitter';
import { CollectorState, CollectorStore } from './CollectorStore';
import { EvidenceFileReader } from './EvidenceFileReader';

/** Entities asked for at once where the collector names no number. */
const AT_ONCE = 4;

/** Milliseconds that one entity may take. */
const PATIENCE = 120_000;

/** What is shown of an error or a warning at most. */
const SHOWN = 500;

/** What {@link CollectorRunner} needs. @internal */
export interface CollectorRunnerOptions {
  db: Knex;
  entities: EntityStore;
  ingest: IngestService;
  states: CollectorStore;
  reader: EvidenceFileReader;
  /** Who a collector's records are submitted by. */
  submitterOf: (collectorId: string) => Submitter;
  now: () => Millis;
  /** What the organisation has chosen; handed to collectors. */
  settings?: OperationsSettings;
  logger: LoggerService;
}

/**
 * Runs a module's collector over the entities that it applies to.
 *
 * @remarks The cursor moves only after the items are stored, so that a crash in between asks for them again.
 * @internal
 */
export class CollectorRunner {
  static create(options: CollectorRunnerOptions): CollectorRunner {
    return new CollectorRunner(options);
  }

  private constructor(private readonly options: CollectorRunnerOptions) {}

  /** One pass over all entities; failures are kept per entity. */
  async run(collector: Collector, signal: AbortSignal): Promise<void> {
    const { db, entities } = this.options;
    const limit = 500;
    let after: string | undefined;
    do {
      const page = await entities.page(db, { after, limit });
      const waiting = page.filter(entity => collector.appliesTo(entity));
      const before = await this.statesOf(collector, page);
      await this.forgetOthers(collector, page, before);
      const work = async () => {
        for (
          let entity = waiting.shift();
          entity && !signal.aborted;
          entity = waiting.shift()
        ) {
          const state = before.get(entity.entityRef);
          await this.collect(collector, entity, state, signal);
        }
      };
      await Promise.all(
        Array.from({ length: collector.concurrency ?? AT_ONCE }, work),
      );
      after = page.length === limit ? page[limit - 1].entityRef : undefined;
    } while (after !== undefined && !signal.aborted);
  }

  /** An entity that no longer names anything to read is not failing. */
  private async forgetOthers(
    collector: Collector,
    page: readonly EntityProfile[],
    before: ReadonlyMap<string, CollectorState>,
  ): Promise<void> {
    const { db, states } = this.options;
    for (const entity of page) {
      const { entityRef } = entity;
      if (before.has(entityRef) && !collector.appliesTo(entity)) {
        await states.keepOnly(db, collector.id, entityRef, []);
      }
    }
  }

  private async statesOf(
    collector: Collector,
    profiles: readonly EntityProfile[],
  ): Promise<Map<string, CollectorState>> {
    const { db, states } = this.options;
    const found = await states.of(
      db,
      profiles.map(({ entityRef }) => entityRef),
    );
    return new Map(
      found
        .filter(state => state.collector === collector.id)
        .map(state => [state.entityRef, state]),
    );
  }

  private async collect(
    collector: Collector,
    entity: EntityProfile,
    before: CollectorState | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const { db, states, now, logger } = this.options;
    const { entityRef, uid: entityUid } = entity;
    const state: CollectorState = {
      ...before,
      collector: collector.id,
      entityRef,
      entityUid,
      target: '',
      lastRunAt: now(),
    };
    let after: CollectorState;
    try {
      after = {
        ...state,
        ...(await this.store(collector, entity, state, signal)),
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : 'failed';
      logger.warn(`${collector.id}, ${entityRef}: ${stringifyError(error)}`);
      after = { ...state, error: message.slice(0, SHOWN) };
    }
    await states.record(db, [after]);
  }

  private async store(
    collector: Collector,
    entity: EntityProfile,
    state: CollectorState,
    signal: AbortSignal,
  ): Promise<Pick<CollectorState, 'version' | 'lastSuccessAt' | 'error'>> {
    const { ingest, submitterOf, now, reader } = this.options;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const found = await collector.collect({
      entity,
      cursor: state.version,
      now: now(),
      settings: this.options.settings,
      signal: patience,
      readFile: target => reader.read(entity, target, patience),
    });
    const { rejected } = await ingest.ingest(
      submitterOf(collector.id),
      found.items,
    );
    const doubts = [
      ...(found.warnings ?? []),
      ...rejected.map(
        ({ index, field, message }) =>
          `item ${index} is not stored, ${field}: ${message}`,
      ),
    ];
    return {
      version: found.cursor ?? state.version,
      lastSuccessAt: now(),
      error: doubts.length > 0 ? doubts.join('; ').slice(0, SHOWN) : undefined,
    };
  }
}
