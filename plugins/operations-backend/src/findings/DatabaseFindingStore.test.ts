import {
  canonicalJson,
  Evidence,
  Finding,
  replayScans,
  Scan,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { aProfile } from '../__testUtils__/aProfile';
import { aRecord } from '../__testUtils__/aRecord';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { writeEntities } from '../__testUtils__/writeEntities';
import { migrate } from '../database/migrate';
import { DatabaseEvidenceStore } from '../ledger/DatabaseEvidenceStore';
import { NewEvidence } from '../ledger/EvidenceStore';
import { catchUp } from './catchUp';
import { DatabaseFindingStore } from './DatabaseFindingStore';

jest.setTimeout(120_000);

const checkout = 'component:default/checkout';
const DAY = 86_400_000;
const start = Date.UTC(2026, 0, 1);

function aScan(day: number, found: readonly string[], rest: object = {}): Scan {
  return {
    scanner: 'trivy',
    scope: 'image',
    completedAt: toIso(start + day * DAY),
    status: 'success',
    findings: found.map(vulnerability => ({
      vulnerability,
      package: 'lodash',
      severity: 'high' as const,
      ...(vulnerability === 'GHSA-a' && day > 30 ? { aliases: ['CVE-1'] } : {}),
    })),
    ...rest,
  };
}

const recordOf = (scan: Scan, fields: Partial<NewEvidence> = {}) =>
  aRecord({
    kind: 'vulnerability-scan',
    source: scan.scanner,
    externalId: `${scan.completedAt} ${scan.scope}`,
    observedAt: Date.parse(scan.completedAt),
    payload: canonicalJson(scan),
    ...fields,
  });

const scans = fc.uniqueArray(
  fc
    .record({
      day: fc.integer({ min: 1, max: 60 }),
      scanner: fc.constantFrom('trivy', 'grype'),
      kind: fc.constantFrom('whole', 'whole', 'whole', 'failed', 'partial'),
      found: fc.subarray(['CVE-1', 'CVE-2', 'GHSA-a']),
    })
    .map(({ day, scanner, kind, found }): Scan => {
      if (kind === 'failed') {
        return aScan(day, [], {
          scanner,
          status: 'failed',
          findings: undefined,
        });
      }
      const partial = kind === 'partial' ? { partial: true } : {};
      return aScan(day, found, { scanner, ...partial });
    }),
  {
    selector: ({ completedAt, scanner }) => `${completedAt} ${scanner}`,
    minLength: 1,
    maxLength: 9,
  },
);

const byKey = (findings: Iterable<Finding>) =>
  [...findings].sort((a, b) => (a.key < b.key ? -1 : 1));

describeEachEngine('DatabaseFindingStore', engine => {
  const findings = DatabaseFindingStore.create();
  const evidence = DatabaseEvidenceStore.create(findings);
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
    await writeEntities(db, [aProfile(checkout)]);
  });

  const empty = async () => {
    for (const table of [
      'ops_finding',
      'ops_scan',
      'ops_evidence_current',
      'ops_evidence',
    ]) {
      await db(table).delete();
    }
  };

  beforeEach(empty);

  const append = (...records: NewEvidence[]) =>
    db.transaction(trx => evidence.append(trx, records));

  const stored = async () =>
    (await findings.findingsFor(db, [checkout])).get(checkout);

  const replayed = async () => {
    const records = await evidence.currentFor(db, [checkout]);
    const ordered = [...(records.get(checkout) ?? [])].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    return JSON.parse(
      JSON.stringify([...replayScans(ordered).findings.values()]),
    );
  };

  it('is what a replay gives, in whatever order and batches scans arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        scans.chain(list =>
          fc.tuple(
            fc.shuffledSubarray(list, { minLength: list.length }),
            fc.integer({ min: 1, max: 3 }),
          ),
        ),
        async ([arrived, batch]) => {
          await empty();
          for (let at = 0; at < arrived.length; at += batch) {
            const records = arrived.slice(at, at + batch);
            await append(...records.map(scan => recordOf(scan)));
          }
          expect(byKey((await stored()) ?? [])).toEqual(
            byKey(await replayed()),
          );
        },
      ),
      { numRuns: engine.name === 'SQLite' ? 60 : 25 },
    );
  });

  it('replaces a scan by its correction', async () => {
    await append(recordOf(aScan(1, ['CVE-1'])));
    await append(recordOf(aScan(1, ['CVE-2'])));
    expect((await stored())?.map(({ vulnerability }) => vulnerability)).toEqual(
      ['CVE-2'],
    );
  });

  it('writes no finding when a scan says nothing new', async () => {
    await append(recordOf(aScan(1, ['CVE-1', 'CVE-2'])));
    const before = await db('ops_finding').select('*');
    const writes: string[] = [];
    const note = ({ sql }: { sql: string }) => {
      if (/^(insert|update|delete).*ops_finding/s.test(sql)) writes.push(sql);
    };
    db.on('query', note);
    await append(recordOf(aScan(2, ['CVE-1', 'CVE-2'])));
    db.removeListener('query', note);
    expect(writes).toEqual([]);
    expect(await db('ops_finding').select('*')).toEqual(before);
  });

  it('leaves the raw record whole and loads it without its findings', async () => {
    const record = recordOf(aScan(1, ['CVE-1']));
    await append(record);
    const payloads = (records?: Evidence[]) =>
      records?.map(({ payload, digest }) => ({ payload, digest }));
    const { findings: rows, ...rest } = aScan(1, ['CVE-1']);
    const light = await evidence.currentFor(db, [checkout], {
      lightScans: true,
    });
    expect(payloads(light.get(checkout))).toEqual([
      { payload: { ...rest, bySeverity: { high: 1 } }, digest: record.digest },
    ]);
    expect((await evidence.byId(db, record.id))?.payload).toEqual({
      ...rest,
      findings: rows,
    });
  });

  it('starts anew under another uid, and says nothing of entities without a scan', async () => {
    expect(await stored()).toBeUndefined();
    await append(recordOf(aScan(1, ['CVE-1'])));
    await writeEntities(db, [aProfile(checkout, { uid: 'another' })]);
    expect(await stored()).toBeUndefined();
    await append(recordOf(aScan(2, []), { entityUid: 'another' }));
    expect(await stored()).toEqual([]);
    await writeEntities(db, [aProfile(checkout)]);
    expect(await stored()).toHaveLength(1);
  });

  it('catches up on scans that are older than itself', async () => {
    await append(recordOf(aScan(1, ['CVE-1'])), recordOf(aScan(2, ['CVE-2'])));
    const before = byKey((await stored()) ?? []);
    await db('ops_scan').delete();
    await db('ops_finding').delete();
    await catchUp(db, findings);
    expect(byKey((await stored()) ?? [])).toEqual(before);
    expect(before).toHaveLength(2);
    expect(await findings.behind(db)).toEqual([]);
  });

  if (engine.name === 'PostgreSQL') {
    it('takes scans of one entity from several writers at once', async () => {
      await Promise.all(
        [4, 1, 3, 2].map(day =>
          append(recordOf(aScan(day, day % 2 ? ['CVE-1'] : ['CVE-2']))),
        ),
      );
      expect(byKey((await stored()) ?? [])).toEqual(byKey(await replayed()));
    });
  }
});
