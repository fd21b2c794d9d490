import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, stringifyError } from '@backstage/errors';
import {
  Checkpoint,
  formatCheckpoint,
  formatNote,
  Millis,
  parseCheckpoint,
  parseNote,
} from '@backstage-operations/plugin-operations-common';
import { CheckpointSink } from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { CheckpointStore, StoredCheckpoint } from './CheckpointStore';
import { LogKey } from './LogKey';
import { TreeStore } from './TreeStore';

/** Options of {@link Checkpoints.create}. @internal */
export interface CheckpointsOptions {
  db: Knex;
  tree: TreeStore;
  store: CheckpointStore;
  key: LogKey;
  /** Of the first epoch. */
  origin: string;
  sinks: readonly CheckpointSink[];
  clock: () => Millis;
  logger: LoggerService;
}

/** The name of the log in an epoch. @internal */
export const originOf = (origin: string, epoch: number) =>
  epoch === 1 ? origin : `${origin}/${epoch}`;

/**
 * Signs the state of the log and publishes it outside the database.
 *
 * @remarks
 * Nothing is signed that contradicts what was signed before, here or at any place that can be read back: a log that was cut or
 * rewritten gets no checkpoint until an operator says why in the configuration.
 * @internal
 */
export class Checkpoints {
  static create(options: CheckpointsOptions): Checkpoints {
    return new Checkpoints(options);
  }

  /** Sinks that do not have the newest checkpoint, with it; all until the first one of this process. */
  private behind: Map<CheckpointSink, string> | undefined;

  private constructor(private readonly options: CheckpointsOptions) {}

  /**
   * The newest checkpoint, signed now where the log has grown.
   *
   * @returns undefined for an empty log
   * @throws ConflictError where the log is not the one that was signed before
   */
  async current(): Promise<StoredCheckpoint | undefined> {
    const { db, tree, store, clock } = this.options;
    const { size, epoch } = await tree.head(db);
    const last = await store.newest(db, epoch);
    await this.requireConsistent(size, epoch, last);
    if (last?.size === size || size === 0) return last;
    const root = await this.rootAt(size);
    const note = this.sign({ origin: this.origin(epoch), size, root });
    const signed = { epoch, size, root, note, at: clock() };
    const stands = await store.add(db, signed);
    if (stands.root !== root) throw contradiction('rewritten', size);
    this.behind = this.allBehind(stands);
    return stands;
  }

  /** One that was signed in this epoch; undefined where none has that size. */
  async ofSize(size: number): Promise<StoredCheckpoint | undefined> {
    const { db, tree, store } = this.options;
    const { epoch } = await tree.head(db);
    return store.ofSize(db, epoch, size);
  }

  /** Signs where the log has grown and brings every sink up to date. */
  async publish(): Promise<void> {
    const newest = await this.current();
    if (!newest) return;
    const { logger } = this.options;
    const behind = (this.behind ??= this.allBehind(newest));
    for (const [sink, note] of [...behind]) {
      try {
        await sink.publish(note);
        if (behind.get(sink) === note) behind.delete(sink);
      } catch (error) {
        logger.error(
          `The checkpoint of the audit log did not reach ${
            sink.id
          }: ${stringifyError(error)}`,
        );
      }
    }
  }

  private allBehind({ note }: StoredCheckpoint): Map<CheckpointSink, string> {
    return new Map(this.options.sinks.map(sink => [sink, note]));
  }

  private origin(epoch: number): string {
    return originOf(this.options.origin, epoch);
  }

  private async rootAt(size: number): Promise<string> {
    const { db, tree } = this.options;
    const [root] = await tree.hashes(db, [{ start: 0, end: size }]);
    if (root === undefined) throw contradiction('incomplete', size);
    return root;
  }

  private sign(checkpoint: Checkpoint): string {
    const { key } = this.options;
    const { name, keyHash } = key.verifier;
    const text = formatCheckpoint(checkpoint);
    const signature = key.sign(text);
    return formatNote({ text, signatures: [{ name, keyHash, signature }] });
  }

  private async requireConsistent(
    size: number,
    epoch: number,
    last: StoredCheckpoint | undefined,
  ): Promise<void> {
    const seen = [last, ...(await this.published(epoch))];
    for (const checkpoint of seen) {
      if (!checkpoint || checkpoint.size === 0) continue;
      if (checkpoint.size > size) throw contradiction('truncated', size);
      if ((await this.rootAt(checkpoint.size)) !== checkpoint.root) {
        throw contradiction('rewritten', checkpoint.size);
      }
    }
  }

  /** What places outside the database keep of this epoch. */
  private async published(epoch: number): Promise<Checkpoint[]> {
    const found: Checkpoint[] = [];
    for (const sink of this.options.sinks) {
      const note = await sink.newest?.();
      if (note === undefined) continue;
      const checkpoint = this.open(note);
      if (!checkpoint) {
        throw new ConflictError(
          `${sink.id} holds no checkpoint that this log's key and origin have signed; if they were changed on purpose, move it away`,
        );
      }
      if (checkpoint.origin === this.origin(epoch)) found.push(checkpoint);
    }
    return found;
  }

  /** The checkpoint of a note that this log's key signed. */
  private open(text: string): Checkpoint | undefined {
    const { key } = this.options;
    const note = parseNote(text);
    const own = note?.signatures.find(
      ({ keyHash }) => keyHash === key.verifier.keyHash,
    );
    if (!note || !own || !key.verifies(note.text, own.signature)) {
      return undefined;
    }
    return parseCheckpoint(note.text);
  }
}

function contradiction(what: string, size: number): ConflictError {
  return new ConflictError(
    `The audit log is ${what} at ${size} entries: it is not the one that was signed before, so nothing is signed until it is resealed`,
  );
}
