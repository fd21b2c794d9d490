import { LoggerService } from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { ScorecardListener } from './ScorecardListener';
import { ScorecardFileState, ScorecardLoader } from './ScorecardLoader';
import { ActiveScorecard, ScorecardStore } from './ScorecardStore';

/** Options of {@link ScorecardService.create}. @internal */
export interface ScorecardServiceOptions {
  db: Knex;
  store: ScorecardStore;
  loader: ScorecardLoader;
  clock: () => Millis;
  logger: LoggerService;
}

/**
 * The scorecards in force: reads the files, puts changed ones in force and follows what other replicas put in force.
 *
 * @remarks
 * A file is put in force when this process sees it for the first time or sees it change, never because another replica
 * has other files: during a rollout two replicas would otherwise undo each other's rules for ever.
 * @internal
 */
export class ScorecardService {
  static create(options: ScorecardServiceOptions): ScorecardService {
    return new ScorecardService(options);
  }

  private readonly listeners: ScorecardListener[] = [];
  private readonly applied = new Map<string, string>();
  private known: readonly ActiveScorecard[] = [];
  private revision = -1;
  private states: readonly ScorecardFileState[] = [];
  private reported = new Map<string, string>();

  private constructor(private readonly options: ScorecardServiceOptions) {}

  /** Adds somebody who acts on changed rules in the same transaction. */
  addListener(listener: ScorecardListener): void {
    this.listeners.push(listener);
  }

  /** The versions in force as this process last saw them. */
  active(): readonly ActiveScorecard[] {
    return this.known;
  }

  /** How the configured files fared when they were last read. */
  files(): readonly ScorecardFileState[] {
    return this.states;
  }

  /** The versions in force as the given connection sees them; the activation of a running transaction included. */
  async inForce(db: Knex): Promise<readonly ActiveScorecard[]> {
    await this.refresh(db);
    return this.known;
  }

  /** Follows activations by any replica; true when something changed. */
  async refresh(db: Knex = this.options.db): Promise<boolean> {
    const { store } = this.options;
    const revision = await store.revision(db);
    if (revision === this.revision) return false;
    // Whatever is in force by its number: the clock of the replica that activated it may be ahead of ours.
    this.known = await store.activeAt(db, Number.MAX_SAFE_INTEGER);
    this.revision = revision;
    return true;
  }

  /** Reads all files and puts in force what changed since this process last did. */
  async reload(): Promise<void> {
    const { loader } = this.options;
    const loaded = await loader.load();
    this.states = loaded.files;
    this.report(loaded.files);
    for (const version of loaded.versions) {
      if (this.applied.get(version.id) === version.digest) continue;
      await this.change(async (trx, at) => {
        const { id, digest, loadedBy } = version;
        const changed = await this.options.store.activate(trx, version, at);
        return changed ? { scorecard: id, digest, loadedBy, at } : undefined;
      });
      this.applied.set(version.id, version.digest);
    }
    await this.refresh();
    if (loaded.complete) {
      await this.withdrawMissing(
        new Set(loaded.versions.map(version => version.id)),
      );
    }
  }

  /** Takes out of force what no file holds any more, except where its file is only broken at the moment. */
  private async withdrawMissing(present: Set<string>): Promise<void> {
    const broken = new Set(
      this.states.filter(file => file.error).map(file => file.location),
    );
    for (const { id, loadedBy } of this.known) {
      if (present.has(id) || broken.has(loadedBy)) continue;
      await this.change(async (trx, at) => {
        const { store } = this.options;
        const changed = await store.withdraw(trx, id, loadedBy, at);
        return changed ? { scorecard: id, loadedBy, at } : undefined;
      });
      this.applied.delete(id);
    }
    await this.refresh();
  }

  private async change(
    apply: (
      trx: Knex.Transaction,
      at: Millis,
    ) => Promise<Parameters<ScorecardListener['onScorecard']>[1] | undefined>,
  ): Promise<void> {
    const { db, clock } = this.options;
    await inTransaction(db, async trx => {
      const change = await apply(trx, clock());
      if (!change) return;
      for (const listener of this.listeners) {
        await listener.onScorecard(trx, change);
      }
    });
  }

  /** Logs each problem once, not on every pass. */
  private report(files: readonly ScorecardFileState[]): void {
    const { logger } = this.options;
    const problems = new Map<string, string>();
    for (const { location, error } of files) {
      if (error) problems.set(location, error);
    }
    for (const [location, error] of problems) {
      if (this.reported.get(location) !== error) {
        logger.error(`Scorecard not usable: ${error}`, { location });
      }
    }
    for (const location of this.reported.keys()) {
      if (!problems.has(location)) {
        logger.info('Scorecard usable again', { location });
      }
    }
    this.reported = problems;
  }
}
