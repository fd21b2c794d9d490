import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { gzipSync } from 'node:zlib';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { migrate } from '../database/migrate';
import { DatabaseKnowledgeStore } from './DatabaseKnowledgeStore';
import { FeedSource, readFeedSources } from './FeedSource';
import { KnowledgeReader } from './KnowledgeReader';
import { KnowledgeTask } from './KnowledgeTask';

jest.setTimeout(60_000);

const start = Date.UTC(2026, 10, 1);
const day = 86_400_000;

const catalogue = (...cves: string[]) =>
  Buffer.from(
    JSON.stringify({
      catalogVersion: `2026.10.${cves.length}`,
      dateReleased: '2026-10-30T12:00:00.0000Z',
      count: cves.length,
      vulnerabilities: cves.map(cveID => ({
        cveID,
        dateAdded: '2026-10-01',
        dueDate: '2026-09-01',
      })),
    }),
  );

const scores = (rows: string) =>
  Buffer.from(
    `#model_version:v2026.06.15,score_date:2026-10-31T12:00:00Z\ncve,epss,percentile\n${rows}`,
  );

describeEachEngine('KnowledgeTask', engine => {
  async function aTask(files: Partial<Record<'kev' | 'epss', () => Buffer>>) {
    const db = await engine.init();
    await migrate(db);
    let now = start;
    const store = DatabaseKnowledgeStore.create();
    const changed: string[] = [];
    const sources = Object.entries(files).map(
      ([feed, read]): FeedSource => ({
        feed: feed as FeedSource['feed'],
        origin: 'configured',
        read: async () => read(),
      }),
    );
    await db('ops_entity').insert({
      uid: 'u',
      entity_ref: 'component:default/shop',
      kind: 'component',
      namespace: 'default',
      name: 'shop',
      ...(await required(db)),
    });
    await db('ops_scan').insert({
      evidence_id: 'e',
      entity_uid: 'u',
      thing: 't',
      completed_at: start,
      body: '{}',
    });
    const task = KnowledgeTask.create({
      db,
      store,
      sources,
      onChange: async (_trx, { feed, entityRefs }) => {
        changed.push(`${feed} ${entityRefs}`);
      },
      now: () => now,
      logger: mockServices.logger.mock(),
    });
    const reader = KnowledgeReader.create(store);
    return {
      db,
      task,
      reader,
      changed,
      advance: (length: number) => {
        now += length;
      },
    };
  }

  /** Columns of a catalog copy that must have some value. */
  async function required(db: Awaited<ReturnType<typeof engine.init>>) {
    const columns = await db('ops_entity').columnInfo();
    const known = ['uid', 'entity_ref', 'kind', 'namespace', 'name'];
    return Object.fromEntries(
      Object.entries(columns)
        .filter(
          ([name, { nullable, defaultValue }]) =>
            !nullable && defaultValue === null && !known.includes(name),
        )
        .map(([name, { type }]) => [name, /int/.test(type) ? 0 : '[]']),
    );
  }

  it('has what ships before anything is read, and says so', async () => {
    const { task, reader, db } = await aTask({
      kev: () => catalogue(),
      epss: () => scores(''),
    });
    await task.start();
    const known = await reader.current(db);
    expect(known.sources).toEqual([
      {
        feed: 'epss',
        origin: 'bundled',
        version: 'v2026.06.15',
        publishedAt: Date.parse('2026-09-29T12:00:22Z'),
        entries: 12,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      {
        feed: 'kev',
        origin: 'bundled',
        version: '2025.08.25',
        publishedAt: Date.parse('2025-08-25T17:04:19.979Z'),
        entries: 31,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(known.exploited('CVE-2021-44228')).toEqual({
      addedAt: Date.UTC(2021, 11, 10),
      dueAt: Date.UTC(2021, 11, 25) - 1,
    });
    expect(known.score('CVE-2022-0778')).toBe(0.73188);
  });

  it('puts another edition in force, once, and remembers the one before', async () => {
    let file = catalogue('CVE-2026-0001');
    const { task, reader, db, changed, advance } = await aTask({
      kev: () => file,
    });
    await task.start();
    await task.run();
    await task.run();
    expect(changed).toEqual([
      'kev component:default/shop',
      'kev component:default/shop',
    ]);
    advance(day);
    file = catalogue('CVE-2026-0001', 'CVE-2026-0002');
    await task.run();
    expect(changed).toHaveLength(3);

    const now = await reader.current(db);
    expect(now.sources).toMatchObject([{ origin: 'configured', entries: 2 }]);
    expect(now.exploited('CVE-2026-0002')).toEqual({
      addedAt: Date.UTC(2026, 9, 1),
      // Before the day of the entry, as it stands there.
      dueAt: Date.UTC(2026, 8, 2) - 1,
    });
    const then = await reader.at(db, start + day - 1);
    expect(then.exploited('CVE-2026-0001')).toBeDefined();
    expect(then.exploited('CVE-2026-0002')).toBeUndefined();
    expect((await reader.at(db, start - 1)).sources).toEqual([]);
  });

  it.each([
    [
      'is gone',
      () => {
        throw new NotFoundError('https://internal.example.com/kev.json');
      },
      /^was not found$/,
    ],
    [
      'is an error body',
      () => Buffer.from('{"message":"rate limited"}'),
      /^kev: this is an error, not a report: rate limited$/,
    ],
    [
      'is an older edition',
      () =>
        Buffer.from(
          catalogue('CVE-2026-0002')
            .toString()
            .replace('2026-10-30T', '2026-10-29T'),
        ),
      /^kev: the file is of 2026-10-29T12:00:00.000Z, older than the one in force, of 2026-10-30/,
    ],
    [
      'is cut off',
      () => catalogue('CVE-2026-0001').subarray(0, 80),
      /the file is not JSON/,
    ],
  ])('keeps the last good one when the file %s', async (_, read, message) => {
    let file: () => Buffer = () => catalogue('CVE-2026-0001');
    const { task, reader, db } = await aTask({ kev: () => file() });
    await task.run();
    file = read;
    await task.run();
    const known = await reader.current(db);
    expect(known.exploited('CVE-2026-0001')).toBeDefined();
    expect(known.sources[0].error).toMatch(message);
    file = () => catalogue('CVE-2026-0001');
    await task.run();
    expect((await reader.current(db)).sources[0].error).toBeUndefined();
  });

  it('keeps the latest scores only, and holds all there are', async () => {
    const count = 100_000;
    const rows = (score: string) =>
      Array.from(
        { length: count },
        (_, index) =>
          `CVE-${2000 + (index % 27)}-${10_000 + index},${score},0.5`,
      ).join('\n');
    let file = scores(rows('0.00042'));
    const { task, reader, db, changed } = await aTask({ epss: () => file });
    await task.run();
    file = scores(rows('0.00043'));
    await task.run();
    expect(changed).toHaveLength(2);
    expect(await db('ops_knowledge').select('feed')).toEqual([
      { feed: 'epss' },
    ]);
    const known = await reader.current(db);
    expect(known.sources[0].entries).toBe(count);
    expect(known.score('CVE-2000-10000')).toBe(0.00043);
  });
});

describe('readFeedSources', () => {
  it('reads a file beside the backend and a url of the allow list, gzip or not', async () => {
    const root = await mkdtemp(join(tmpdir(), 'feeds-'));
    await writeFile(join(root, 'kev.json'), catalogue('CVE-2026-0001'));
    const asked: string[] = [];
    const sources = readFeedSources({
      config: mockServices.rootConfig({
        data: {
          operations: {
            vulnerabilities: {
              knownExploited: { target: './kev.json' },
              exploitScores: {
                target: 'https://feeds.example.com/epss.csv.gz',
              },
            },
          },
        },
      }),
      reader: mockServices.urlReader.mock({
        readUrl: async url => {
          asked.push(url);
          return {
            buffer: async () => gzipSync(scores('CVE-2026-0001,0.5,0.9')),
          };
        },
      }),
      root,
    });
    const texts = await Promise.all(
      sources.map(async ({ read }) => Buffer.from(await read()).toString()),
    );
    expect(texts[0]).toContain('CVE-2026-0001');
    expect(texts[1]).toContain('CVE-2026-0001,0.5,0.9');
    expect(asked).toEqual(['https://feeds.example.com/epss.csv.gz']);
    expect(sources.map(({ origin }) => origin)).toEqual([
      'configured',
      'configured',
    ]);
  });
});
