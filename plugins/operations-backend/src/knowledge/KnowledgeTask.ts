import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Millis, toIso } from '@backstage-operations/plugin-operations-common';
import { FormatError } from '@backstage-operations/plugin-operations-formats';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { bundledSource, FeedSource } from './FeedSource';
import { Edition, Feed, KnowledgeStore, NewEdition } from './KnowledgeStore';
import { readFeed } from './readFeed';

/** Longest text of an error that is kept. */
const SHOWN = 300;

/** Is told which entities other knowledge may concern, in the transaction that puts it in force. @internal */
export type KnowledgeListener = (
  trx: Knex.Transaction,
  change: { feed: Feed; entityRefs: readonly string[] },
) => Promise<void>;

/** What {@link KnowledgeTask} needs. @internal */
export interface KnowledgeTaskOptions {
  db: Knex;
  store: KnowledgeStore;
  sources: readonly FeedSource[];
  onChange: KnowledgeListener;
  now: () => Millis;
  logger: LoggerService;
}

/**
 * Keeps what is known of vulnerabilities up to date.
 *
 * @remarks A file that can't be read, or is something else, leaves the last good edition in force; its age and the error are shown.
 * @internal
 */
export class KnowledgeTask {
  static create(options: KnowledgeTaskOptions): KnowledgeTask {
    return new KnowledgeTask(options);
  }

  private constructor(private readonly options: KnowledgeTaskOptions) {}

  /** Puts what ships in force where there is nothing yet, so that a portal without network has something. */
  async start(): Promise<void> {
    const { db, store, sources } = this.options;
    const known = new Set((await store.editions(db)).map(({ feed }) => feed));
    for (const { feed } of sources) {
      if (!known.has(feed)) await this.read(bundledSource(feed));
    }
  }

  /** Reads every feed once. */
  async run(signal?: AbortSignal): Promise<void> {
    const { db, store, sources, now, logger } = this.options;
    for (const source of sources) {
      if (signal?.aborted) return;
      const { feed } = source;
      try {
        await this.read(source, signal);
        await store.check(db, { feed, checkedAt: now(), readAt: now() });
      } catch (error) {
        logger.warn(`vulnerability feed ${feed}: ${stringifyError(error)}`);
        await store.check(db, {
          feed,
          checkedAt: now(),
          error: wordsOf(error),
        });
      }
    }
  }

  private async read(source: FeedSource, signal?: AbortSignal): Promise<void> {
    const { db, store, onChange, now } = this.options;
    const { feed, origin } = source;
    const at = now();
    const next = readFeed(feed, await source.read(signal), origin, at);
    await inTransaction(db, async trx => {
      const before = (await store.editions(trx)).find(
        edition => edition.feed === feed,
      );
      if (
        before?.digest === next.digest &&
        before.origin === origin &&
        before.version === next.version
      ) {
        return;
      }
      if (before?.origin === origin) refuseOlder(before, next);
      await store.append(trx, next, at);
      const entityRefs = await store.scanned(trx);
      if (entityRefs.length > 0) await onChange(trx, { feed, entityRefs });
    });
  }
}

/** A mirror that lags behind would take back what is already known to be exploited. */
function refuseOlder(before: Edition, next: NewEdition): void {
  if (next.publishedAt >= before.publishedAt) return;
  throw new FormatError(
    `${next.feed}: the file is of ${toIso(
      next.publishedAt,
    )}, older than the one in force, of ${toIso(before.publishedAt)}`,
  );
}

/** What may be shown of a failure: the kind, and what a format says of the file; messages of readers name hosts and paths. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'could not be read';
  if (error.name === 'FormatError') return error.message.slice(0, SHOWN);
  const reasons: Record<string, string> = {
    NotFoundError: 'was not found',
    NotAllowedError: 'is at an address that this portal may not read',
    AbortError: 'was not answered in time',
    PayloadTooLargeError: 'is too large',
  };
  return reasons[error.name] ?? 'could not be read';
}
