import { Knex } from 'knex';
import { anEntity } from './__testUtils__/anEntity';
import { startOperations } from './__testUtils__/startOperations';
import { describeEachEngine } from './__testUtils__/testEngines';

jest.setTimeout(180_000);

const checkout = 'component:default/checkout';
/** Enough to need many statements; how long 60,000 take is measured by the benchmark. */
const COUNT = 4_000;

const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** A report as Trivy writes it, of an image with far too many old packages. */
function aReport(createdAt: string): string {
  const vulnerabilities = Array.from({ length: COUNT }, (_, index) => ({
    VulnerabilityID: `CVE-2024-${10_000 + (index % 2_000)}`,
    PkgName: `library-${Math.floor(index / 30)}`,
    InstalledVersion: '1.2.3-4ubuntu1',
    FixedVersion: '1.2.3-4ubuntu2',
    Status: 'fixed',
    Severity: severities[index % severities.length],
    SeveritySource: 'nvd',
    PrimaryURL: `https://avd.aquasec.com/nvd/cve-2024-${index % 2_000}`,
    Title: 'library: overflow when reading a crafted header',
    PublishedDate: '2024-02-01T10:15:00Z',
  }));
  return JSON.stringify({
    SchemaVersion: 2,
    CreatedAt: createdAt,
    ArtifactName: 'registry.example.com/checkout:main',
    ArtifactType: 'container_image',
    Results: [
      {
        Target: 'registry.example.com/checkout:main (ubuntu 22.04)',
        Class: 'os-pkgs',
        Type: 'ubuntu',
        Vulnerabilities: vulnerabilities,
      },
    ],
  });
}

describeEachEngine('a scan with thousands of findings', engine => {
  let db: Knex;
  let operations: Awaited<ReturnType<typeof startOperations>>;

  beforeAll(async () => {
    db = await engine.init();
    operations = await startOperations({
      entities: [anEntity(checkout)],
      db,
      config: {
        operations: {
          ingest: [{ subject: 'ci', sources: ['trivy'], entities: ['*'] }],
        },
      },
    });
  });

  afterAll(() => operations.stop());

  const send = (report: string) =>
    operations
      .post(`/v1/imports/auto?entityRef=${checkout}`)
      .set('content-type', 'application/json')
      .send(report);

  const findings = async (query: string) =>
    (
      await operations.get(
        `/v1/entities/component/default/checkout/findings?${query}`,
      )
    ).body;

  it('is stored, and again without writing findings', async () => {
    const writes: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => {
      if (/^(insert|update|delete).*ops_finding/s.test(sql)) writes.push(sql);
    });
    const report = aReport('2026-03-01T00:00:00Z');
    const first = await send(report);
    expect(first).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(writes.length).toBeGreaterThan(0);

    writes.length = 0;
    const same = await send(report);
    expect(same.body).toMatchObject({ accepted: 0, duplicates: 1 });
    const next = await send(aReport('2026-03-02T00:00:00Z'));
    expect(next.body).toMatchObject({ accepted: 1 });
    expect(writes).toEqual([]);
  });

  it('is listed page by page, by state and severity', async () => {
    const critical = await findings('state=open&severity=critical&limit=50');
    expect(critical.totalItems).toBe(COUNT / 4);
    expect(critical.items).toHaveLength(50);
    const next = await findings(
      `state=open&severity=critical&limit=50&cursor=${critical.nextCursor}`,
    );
    const ids = [...critical.items, ...next.items].map(
      ({ vulnerability, package: name }) => `${vulnerability} ${name}`,
    );
    expect(new Set(ids).size).toBe(100);
    expect((await findings('state=fixed')).totalItems).toBe(0);
  });
});
