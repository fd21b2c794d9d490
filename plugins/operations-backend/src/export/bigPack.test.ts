import { mockServices } from '@backstage/backend-test-utils';
import { formatVerifierKey } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { readdirSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { migrate } from '../database/migrate';
import { DatabaseHistoryStore } from '../evaluation/DatabaseHistoryStore';
import { DatabaseInputStore } from '../evaluation/DatabaseInputStore';
import { Checkpoints } from '../log/Checkpoints';
import { DatabaseCheckpointStore } from '../log/DatabaseCheckpointStore';
import { DatabaseEventLog } from '../log/DatabaseEventLog';
import { DatabaseTreeStore } from '../log/DatabaseTreeStore';
import { LogKey, newPem } from '../log/LogKey';
import { Sequencer } from '../log/Sequencer';
import { DatabaseScorecardStore } from '../scorecards/DatabaseScorecardStore';
import { DatabaseSignoffStore } from '../signoffs/DatabaseSignoffStore';
import { DatabaseWaiverStore } from '../waivers/DatabaseWaiverStore';
import { PackReader, verifier } from './__testUtils__/PackReader';
import { DatabaseExportStore } from './DatabaseExportStore';
import { ExportLimits } from './ExportLimits';
import { ExportService } from './ExportService';

jest.setTimeout(120_000);

const ENTITIES = 2_000;
const RECORDS = 10;
const NOW = 1_750_000_000_000;
const origin = 'portal.example.com/operations';

describeEachEngine('a pack of thousands of entities', engine => {
  let db: Knex;
  let statements = 0;
  let work: string;
  const key = LogKey.fromPem(origin, newPem());

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
    work = mkdtempSync(join(tmpdir(), 'big-pack-'));
    db.on('query', () => {
      statements += 1;
    });
    const names = [...Array(ENTITIES).keys()].map(
      n => `component:default/e${n}`,
    );
    await db.batchInsert(
      'ops_entity_life',
      names.map(name => ({ uid: name, entity_ref: name, appeared_at: 1 })),
      300,
    );
    const newId = monotonicFactory();
    const padding = 'x'.repeat(2_000);
    await db.batchInsert(
      'ops_evidence',
      names.flatMap(name =>
        [...Array(RECORDS).keys()].map(n => ({
          id: newId(),
          entity_ref: name,
          entity_uid: name,
          kind: 'quality',
          source: 'ci',
          observed_at: NOW - n,
          received_at: NOW - n,
          payload: JSON.stringify({ coverage: n, padding }),
          digest: `${name}-${n}`,
          submitted_by: 'external:ci',
        })),
      ),
      300,
    );
  });
  afterAll(() => rmSync(work, { recursive: true }));

  function newService() {
    const store = DatabaseExportStore.create();
    const tree = DatabaseTreeStore.create();
    const newId = monotonicFactory();
    return ExportService.create({
      db,
      store,
      tree,
      key,
      origin,
      history: DatabaseHistoryStore.create(),
      inputs: DatabaseInputStore.create(),
      signoffs: DatabaseSignoffStore.create(),
      waivers: DatabaseWaiverStore.create(),
      scorecards: DatabaseScorecardStore.create(),
      sequencer: Sequencer.create({ db, tree }),
      checkpoints: Checkpoints.create({
        db,
        tree,
        store: DatabaseCheckpointStore.create(),
        key,
        origin,
        sinks: [],
        clock: () => NOW,
        logger: mockServices.logger.mock(),
      }),
      log: DatabaseEventLog.create({ newId, newSalt: () => 'salt' }),
      limits: ExportLimits.create({
        takenSince: async () => 0,
        now: () => NOW,
      }),
      workingDirectory: work,
      verifier,
      clock: () => NOW,
    });
  }

  const begin = (person: string, signal: AbortSignal) =>
    newService().begin(
      {
        person,
        period: { from: 0, to: NOW + 1 },
        view: 'full',
        sight: { general: true },
      },
      signal,
    );

  it('is read with few statements and without holding it', async () => {
    statements = 0;
    const done = new AbortController();
    const chunks: Uint8Array[] = [];
    let largest = 0;
    for await (const chunk of await begin('user:default/ada', done.signal)) {
      largest = Math.max(largest, chunk.length);
      chunks.push(chunk);
    }
    const archive = Buffer.concat(chunks);
    expect(archive.length).toBeGreaterThan(ENTITIES * RECORDS * 2_000);
    expect(largest).toBeLessThan(1_000_000);
    expect(statements).toBeLessThan(ENTITIES / 5);
    const pack = PackReader.of(archive);
    const lines = pack.text('evidence.jsonl').split('\n').length - 1;
    expect(lines).toBe(ENTITIES * RECORDS);
    expect(pack.text('csv/population.csv').split('\r\n')).toHaveLength(
      ENTITIES + 2,
    );
    const { problems } = pack.verifyArchive(
      '--key',
      formatVerifierKey(key.verifier),
    );
    // The digests of these records are made up: it reads all of them.
    expect(problems).toContain(`✗ and ${ENTITIES * RECORDS - 20} more`);
    expect(readdirSync(work)).toEqual([]);
  });

  it.each([1, 5_000_000])(
    'leaves nothing behind when nobody waits for what follows %d bytes',
    async enough => {
      const done = new AbortController();
      let bytes = 0;
      for await (const chunk of await begin('user:default/bob', done.signal)) {
        bytes += chunk.length;
        if (bytes < enough) continue;
        expect(readdirSync(work)).toEqual([]);
        done.abort();
        break;
      }
      expect(bytes).toBeGreaterThanOrEqual(enough);
      expect(readdirSync(work)).toEqual([]);
    },
  );

  it('breaks off where something fails, and leaves nothing behind', async () => {
    const done = new AbortController();
    const read = async () => {
      const pack = await begin('user:default/eve', done.signal);
      for await (const _chunk of pack) done.abort(new Error('it failed'));
    };
    await expect(read()).rejects.toThrow('it failed');
    expect(readdirSync(work)).toEqual([]);
  });
});
