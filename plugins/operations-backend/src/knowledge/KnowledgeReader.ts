import {
  ExploitedEntry,
  KnowledgeSource,
  Millis,
  VulnerabilityKnowledge,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { Edition, Feed, KnowledgeStore } from './KnowledgeStore';
import { ExploitedRow, ScoreRow } from './readFeed';
import { ScoreTable } from './ScoreTable';

/** Looks entries up by CVE. */
interface Entries<T> {
  get(cve: string): T | undefined;
}

interface Loaded<T> {
  number: number;
  entries: Entries<T>;
}

/**
 * What is known of vulnerabilities, now or at a past instant, as facts need it.
 *
 * @remarks Entries are kept in memory until another edition is in force; asking for it costs one short query.
 * @internal
 */
export class KnowledgeReader {
  static create(store: KnowledgeStore): KnowledgeReader {
    return new KnowledgeReader(store);
  }

  private exploited: Loaded<ExploitedEntry> | undefined;
  private scores: Loaded<number> | undefined;

  private constructor(private readonly store: KnowledgeStore) {}

  /** In force now. */
  async current(db: Knex): Promise<VulnerabilityKnowledge> {
    const editions = await this.store.editions(db);
    const checks = await this.store.checks(db);
    const exploited = await this.load(
      db,
      of(editions, 'kev'),
      this.exploited,
      readExploited,
    );
    const scores = await this.load(
      db,
      of(editions, 'epss'),
      this.scores,
      readScores,
    );
    this.exploited = exploited;
    this.scores = scores;
    return {
      sources: editions.map(edition => {
        const error = checks.find(({ feed }) => feed === edition.feed)?.error;
        return {
          ...sourceOf(edition),
          ...(error === undefined ? {} : { error }),
        };
      }),
      exploited: cve => exploited?.entries.get(cve),
      score: cve => scores?.entries.get(cve),
    };
  }

  /** In force at a past instant; scores, which decide nothing, are left out. */
  async at(db: Knex, at: Millis): Promise<VulnerabilityKnowledge> {
    const edition = of(await this.store.editions(db, at), 'kev');
    const known = await this.load(db, edition, this.exploited, readExploited);
    return {
      sources: edition ? [sourceOf(edition)] : [],
      exploited: cve => known?.entries.get(cve),
      score: () => undefined,
    };
  }

  private async load<T>(
    db: Knex,
    edition: Edition | undefined,
    before: Loaded<T> | undefined,
    read: (body: string) => Entries<T>,
  ): Promise<Loaded<T> | undefined> {
    if (edition === undefined) return undefined;
    const { number } = edition;
    if (before?.number === number) return before;
    return { number, entries: read(await this.store.body(db, number)) };
  }
}

function of(editions: readonly Edition[], feed: Feed): Edition | undefined {
  return editions.find(edition => edition.feed === feed);
}

function sourceOf(edition: Edition): KnowledgeSource {
  const { number: _, ...source } = edition;
  return source;
}

function readScores(body: string): Entries<number> {
  return ScoreTable.of(JSON.parse(body) as ScoreRow[]);
}

function readExploited(body: string): Entries<ExploitedEntry> {
  const rows: ExploitedRow[] = JSON.parse(body);
  return new Map(
    rows.map(([cve, addedAt, dueAt]) => [
      cve,
      { addedAt, ...(dueAt === undefined ? {} : { dueAt }) },
    ]),
  );
}
