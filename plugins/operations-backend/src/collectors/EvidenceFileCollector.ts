import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  annotations,
  EntityProfile,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { FormatError } from '@backstage-operations/plugin-operations-formats';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { EntityStore } from '../entities/EntityStore';
import { ImportService } from '../imports/ImportService';
import { Submitter } from '../ledger/Submitter';
import { CollectorState, CollectorStore } from './CollectorStore';
import { EvidenceFileReader, UnreadableFileError } from './EvidenceFileReader';

/** Id of the collector in its states. @internal */
export const EVIDENCE_FILES = 'evidence-files';

/** Files that one entity may name. */
const MAX_TARGETS = 50;

/** Entities that are read at once. */
const AT_ONCE = 4;

/** Milliseconds until a file that does not come is given up. */
const PATIENCE = 30_000;

/** What {@link EvidenceFileCollector} needs. @internal */
export interface EvidenceFileCollectorOptions {
  db: Knex;
  entities: EntityStore;
  reader: EvidenceFileReader;
  imports: ImportService;
  states: CollectorStore;
  submitter: Submitter;
  now: () => Millis;
  logger: LoggerService;
}

/**
 * Reads the evidence files that entities name in their annotation.
 *
 * @remarks
 * Each file stands alone: one that fails leaves the others as they are, and its error and age are kept. A file whose bytes
 * are those of the last time brings nothing new, which also keeps a file without a time of its own from looking fresh.
 * @internal
 */
export class EvidenceFileCollector {
  static create(options: EvidenceFileCollectorOptions): EvidenceFileCollector {
    return new EvidenceFileCollector(options);
  }

  private constructor(private readonly options: EvidenceFileCollectorOptions) {}

  /** Reads the files of all entities. */
  async collectAll(signal?: AbortSignal): Promise<void> {
    const { db, entities } = this.options;
    const limit = 500;
    let after: string | undefined;
    do {
      const page = await entities.page(db, { after, limit });
      await this.collectProfiles(page, signal);
      after = page.length === limit ? page[limit - 1].entityRef : undefined;
    } while (after !== undefined && !signal?.aborted);
  }

  /** Reads the files of some entities, for example because they changed. */
  async collect(
    entityRefs: readonly string[],
    signal?: AbortSignal,
  ): Promise<void> {
    const { db, entities } = this.options;
    for (let at = 0; at < entityRefs.length; at += 500) {
      const part = entityRefs.slice(at, at + 500);
      const profiles = await entities.profiles(db, part);
      await this.collectProfiles([...profiles.values()], signal);
    }
  }

  private async collectProfiles(
    profiles: readonly EntityProfile[],
    signal?: AbortSignal,
  ): Promise<void> {
    const names = (profile: EntityProfile) =>
      annotations.evidence in profile.annotations;
    const waiting = profiles.filter(names);
    await this.forget(profiles.filter(profile => !names(profile)));
    const work = async () => {
      for (
        let profile = waiting.shift();
        profile && !signal?.aborted;
        profile = waiting.shift()
      ) {
        await this.collectOne(profile);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** What an entity no longer names is not failing. */
  private async forget(profiles: readonly EntityProfile[]): Promise<void> {
    const { db, states } = this.options;
    const left = await states.of(
      db,
      profiles.map(({ entityRef }) => entityRef),
    );
    for (const { collector, entityRef } of left) {
      if (collector !== EVIDENCE_FILES) continue;
      await states.keepOnly(db, EVIDENCE_FILES, entityRef, []);
    }
  }

  private async collectOne(profile: EntityProfile): Promise<void> {
    const { db, states } = this.options;
    const { entityRef } = profile;
    const targets = targetsOf(profile);
    const before = (await states.of(db, [entityRef])).filter(
      ({ collector }) => collector === EVIDENCE_FILES,
    );
    const after: CollectorState[] = [];
    for (const target of targets) {
      after.push(
        await this.collectFile(
          profile,
          target,
          before.find(state => state.target === target),
        ),
      );
    }
    await states.record(db, after);
    await states.keepOnly(db, EVIDENCE_FILES, entityRef, targets);
  }

  private async collectFile(
    profile: EntityProfile,
    target: string,
    before: CollectorState | undefined,
  ): Promise<CollectorState> {
    const { reader, imports, submitter, now } = this.options;
    const { entityRef, uid: entityUid } = profile;
    const state = {
      ...before,
      collector: EVIDENCE_FILES,
      entityRef,
      entityUid,
      target,
      lastRunAt: now(),
    };
    try {
      const bytes = await reader.read(
        profile,
        target,
        AbortSignal.timeout(PATIENCE),
      );
      const version = createHash('sha256').update(bytes).digest('hex');
      if (version !== before?.version || before.error !== undefined) {
        await imports.import(submitter, { entityRef, format: 'auto', bytes });
      }
      return { ...state, version, lastSuccessAt: now(), error: undefined };
    } catch (error) {
      return { ...state, error: this.explain(error, entityRef, target) };
    }
  }

  /** What may be shown of a failure; a file's own text is not. */
  private explain(error: unknown, entityRef: string, target: string): string {
    if (error instanceof UnreadableFileError) return error.message;
    if (error instanceof FormatError) {
      return error.message.replace(
        /it begins with .*/s,
        'it is something else',
      );
    }
    if (error instanceof Error && error.name === 'InputError') {
      return error.message;
    }
    this.options.logger.error(
      `evidence file ${target} of ${entityRef}: ${stringifyError(error)}`,
    );
    return 'could not be stored, the log of the portal says why';
  }
}

function targetsOf(profile: EntityProfile): string[] {
  const named = profile.annotations[annotations.evidence]
    .split(',')
    .map(target => target.trim())
    .filter(target => target !== '' && target.length <= 2048);
  return [...new Set(named)].slice(0, MAX_TARGETS);
}
