import { ConfigReader } from '@backstage/config';
import { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { aProfile } from '../__testUtils__/aProfile';
import { aRecord } from '../__testUtils__/aRecord';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { writeEntities } from '../__testUtils__/writeEntities';
import { DatabaseFindingStore } from '../findings/DatabaseFindingStore';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';
import { readRetention } from './retention';
import { RetentionTask } from './RetentionTask';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const checkout = 'component:default/checkout';

const retention = (kinds: object = {}) =>
  readRetention(new ConfigReader({ operations: { retention: { ...kinds } } }));

describe('readRetention', () => {
  it('keeps logs a year and what people answer for seven', () => {
    expect(retention()).toMatchObject({
      'golden-signals': YEAR,
      'backup-run': YEAR,
      audit: 7 * YEAR,
      'restore-test': 7 * YEAR,
    });
    expect(retention({ slo: { days: 200 } }).slo).toBe(200 * DAY);
    expect(retention({ slo: '200d' }).slo).toBe(200 * DAY);
  });

  it.each([
    [{ slo: { days: 100 } }, 'operations.retention.slo'],
    [{ audit: { days: 365 } }, 'operations.retention.audit'],
    [{ nonsense: { days: 900 } }, 'operations.retention.nonsense'],
  ])('refuses %j', (kinds, key) => {
    expect(() => retention(kinds)).toThrow(key);
  });
});

describeEachEngine('RetentionTask', engine => {
  const store = DatabaseEvidenceStore.create();
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
    await writeEntities(db, [aProfile(checkout)]);
  });

  it('deletes what was received before its time, and nothing else', async () => {
    const now = 10 * YEAR;
    const received = (age: number, fields: object = {}) =>
      aRecord({ receivedAt: now - age, ...fields });
    const kept = [
      received(YEAR - DAY),
      received(8 * YEAR, { kind: 'document', externalId: 'dr-plan' }),
      received(6 * YEAR, { kind: 'audit' }),
    ];
    const due = [
      received(YEAR + DAY, { observedAt: 5 }),
      received(9 * YEAR, {
        kind: 'document',
        externalId: 'dr-plan',
        observedAt: 1,
        payload: '{}',
      }),
      received(8 * YEAR, { kind: 'audit', observedAt: 7 }),
      ...Array.from({ length: 4_500 }, (_, index) =>
        received(2 * YEAR, { observedAt: 10_000 + index }),
      ),
    ];
    await db.transaction(trx => store.append(trx, [...kept, ...due]));

    const task = RetentionTask.create({
      db,
      retention: retention(),
      now: () => now,
    });
    expect(await task.run()).toBe(due.length);
    const left = (await store.currentFor(db, [checkout])).get(checkout) ?? [];
    expect(left.map(record => record.id).sort()).toEqual(
      kept.map(record => record.id).sort(),
    );
    expect(
      (await store.list(db, { entityRef: checkout, limit: 9 })).totalItems,
    ).toBe(kept.length);
    expect(await task.run()).toBe(0);
  });

  it('forgets findings that ended before the scans that are kept', async () => {
    const now = 10 * YEAR;
    const scan = (age: number, found: string[]) => {
      const completedAt = new Date(now - age).toISOString();
      return aRecord({
        kind: 'vulnerability-scan',
        observedAt: now - age,
        receivedAt: now - age,
        payload: JSON.stringify({
          scanner: 'trivy',
          scope: 'image',
          completedAt,
          status: 'success',
          findings: found.map(vulnerability => ({
            vulnerability,
            package: 'lodash',
            severity: 'high',
          })),
        }),
      });
    };
    const findings = DatabaseFindingStore.create();
    const names = async () =>
      ((await findings.findingsFor(db, [checkout])).get(checkout) ?? [])
        .map(({ vulnerability }) => vulnerability)
        .sort();
    await db.transaction(trx =>
      store.append(trx, [
        scan(9 * YEAR, ['CVE-1', 'CVE-2', 'CVE-3']),
        scan(8 * YEAR, ['CVE-2', 'CVE-3']),
        scan(YEAR, ['CVE-3']),
      ]),
    );
    expect(await names()).toEqual(['CVE-1', 'CVE-2', 'CVE-3']);
    const run = (at: number) =>
      RetentionTask.create({
        db,
        retention: retention(),
        now: () => at,
      }).run();
    await run(now);
    expect(await names()).toEqual(['CVE-2', 'CVE-3']);
    await run(now + 20 * YEAR);
    expect(await db('ops_finding').select('*')).toEqual([]);
  });
});
