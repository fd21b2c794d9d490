import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anEntity } from '../__testUtils__/anEntity';
import { ci, startOperations } from '../__testUtils__/startOperations';

jest.setTimeout(60_000);

const shop = 'component:default/shop';
const shopPath = '/v1/entities/component/default/shop';
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

/** What Trivy prints of one image with two vulnerable libraries. */
const report = (createdAt: number) =>
  JSON.stringify({
    SchemaVersion: 2,
    CreatedAt: iso(createdAt),
    ArtifactName: 'shop:1',
    ArtifactType: 'container_image',
    Results: [
      {
        Target: 'Java',
        Class: 'lang-pkgs',
        Type: 'jar',
        Vulnerabilities: [
          {
            VulnerabilityID: 'CVE-2021-44228',
            PkgName: 'org.apache.logging.log4j:log4j-core',
            InstalledVersion: '2.14.0',
            FixedVersion: '2.15.0',
            Status: 'fixed',
            Severity: 'MEDIUM',
          },
          {
            VulnerabilityID: 'CVE-2022-45868',
            PkgName: 'com.h2database:h2',
            InstalledVersion: '2.1.214',
            Severity: 'MEDIUM',
          },
          {
            VulnerabilityID: 'CVE-2026-99999',
            PkgName: 'org.example:other',
            InstalledVersion: '1',
            Severity: 'MEDIUM',
          },
        ],
      },
    ],
  });

async function portal(operations: object) {
  const scheduler = mockServices.scheduler();
  const started = await startOperations({
    entities: [anEntity(shop)],
    features: [
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
    config: {
      operations: {
        ingest: [
          {
            subject: 'ci',
            sources: ['*'],
            entities: ['*:default/*'],
            read: true,
          },
        ],
        ...operations,
      },
    },
  });
  const imported = await started
    .post(`/v1/imports/auto?entityRef=${shop}`, ci)
    .set('content-type', 'application/octet-stream')
    .send(report(Date.now() - 2 * hour));
  expect(imported.status).toBe(200);
  const patch = async () =>
    (await started.get(`${shopPath}/overview`)).body.patch;
  const readCatalogues = () =>
    scheduler.triggerTask('operations-vulnerability-knowledge');
  return { ...started, patch, readCatalogues };
}

describe('vulnerability catalogues', () => {
  it('reach findings, clocks and the tab without any network', async () => {
    const { get, patch, stop } = await portal({
      settings: { patch: { clock: 'kev-added' } },
    });
    const { body } = await get(`${shopPath}/findings?sort=epss`);
    expect(body.items).toMatchObject([
      { vulnerability: 'CVE-2022-45868', kev: false, epss: 0.0031 },
      {
        vulnerability: 'CVE-2021-44228',
        kev: true,
        clock: 'kev-added',
        clockStart: '2021-12-10T00:00:00.000Z',
        overdue: true,
      },
      { vulnerability: 'CVE-2026-99999', clock: 'detected' },
    ]);
    const section = await patch();
    expect(section.knowledge).toMatchObject([
      { feed: 'epss', origin: 'bundled', publishedAt: expect.any(String) },
      { feed: 'kev', origin: 'bundled', entries: 31 },
    ]);
    expect(section.compliance.reason).toMatch(
      /31 entries that ship with the portal, of 2025-08-25/,
    );
    await stop();
  });

  it('change verdicts when they change', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'kev-')), 'kev.json');
    const write = (...cves: string[]) =>
      writeFile(
        file,
        JSON.stringify({
          catalogVersion: String(cves.length),
          dateReleased: iso(Date.now() - hour),
          count: cves.length,
          vulnerabilities: cves.map(cveID => ({
            cveID,
            dateAdded: '2026-01-01',
            dueDate: '2025-01-01',
          })),
        }),
      );
    await write('CVE-2000-0001');
    const { patch, readCatalogues, stop } = await portal({
      settings: { patch: { clock: 'kev-added' } },
      vulnerabilities: {
        knownExploited: { target: file },
      },
    });
    await readCatalogues();
    expect(await patch()).toMatchObject({
      overdue: 0,
      knowledge: [{ origin: 'bundled' }, { origin: 'configured' }],
    });

    await write('CVE-2000-0001', 'CVE-2026-99999');
    await readCatalogues();
    const { top, compliance } = await patch();
    expect(top[0]).toMatchObject({
      vulnerability: 'CVE-2026-99999',
      kev: true,
      overdue: true,
    });
    expect(compliance.reason).toBeUndefined();
    await stop();
  });
});
