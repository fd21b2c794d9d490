import { csafVex } from './csafVex';
import { cyclonedx } from './cyclonedx';
import { openvex } from './openvex';
import { read, scans, statements } from './testing';

const purl = 'pkg:npm/lodash@4.17.20';

describe('cyclonedx', () => {
  const vulnerability = (rest: Record<string, unknown> = {}) => ({
    id: 'CVE-2026-0001',
    references: [{ id: 'GHSA-a' }],
    ratings: [
      { severity: 'medium', method: 'other' },
      { score: 9.1, severity: 'unknown', method: 'CVSSv31' },
    ],
    published: '2026-01-01T00:00:00Z',
    affects: [{ ref: 'lodash' }],
    ...rest,
  });
  const bom = (
    vulnerabilities: unknown,
    rest: Record<string, unknown> = {},
  ) => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 1,
    metadata: {
      timestamp: '2026-03-09T08:00:00Z',
      component: { name: 'shop', 'bom-ref': 'shop' },
    },
    components: [
      {
        name: 'outer',
        'bom-ref': 'outer',
        components: [
          { name: 'lodash', version: '4.17.20', purl, 'bom-ref': 'lodash' },
        ],
      },
    ],
    vulnerabilities,
    ...rest,
  });
  const analysis = (state: string) => ({
    analysis: {
      state,
      justification: 'code_not_reachable',
      detail: 'never called',
      lastUpdated: '2026-03-01T00:00:00Z',
    },
  });

  it('reads a disclosure report as a scan', () => {
    const [scan] = scans(cyclonedx, bom([vulnerability()]));
    expect(scan).toMatchObject({
      scope: 'shop',
      completedAt: '2026-03-09T08:00:00.000Z',
      findings: [
        {
          vulnerability: 'CVE-2026-0001',
          aliases: ['GHSA-a'],
          package: 'lodash',
          purl,
          version: '4.17.20',
          severity: 'critical',
        },
      ],
    });
  });

  it('reads a document in which all is analysed as statements and no scan', () => {
    const content = bom([vulnerability(analysis('not_affected'))]);
    expect(scans(cyclonedx, content)).toEqual([]);
    expect(statements(cyclonedx, content)).toEqual([
      {
        vulnerability: 'CVE-2026-0001',
        package: purl,
        status: 'not_affected',
        justification: 'code_not_reachable: never called',
        at: '2026-03-01T00:00:00.000Z',
      },
    ]);
  });

  it('does not let one of two components of a name excuse the other', () => {
    const named = (version: string) => ({
      name: 'inhouse',
      version,
      'bom-ref': `inhouse@${version}`,
    });
    const said = (version: string, state: string) =>
      vulnerability({
        ...analysis(state),
        affects: [{ ref: `inhouse@${version}` }],
      });
    const content = bom([said('1', 'exploitable'), said('2', 'not_affected')], {
      components: [named('1'), named('2')],
    });
    expect(statements(cyclonedx, content)).toMatchObject([
      { package: 'inhouse', status: 'affected' },
    ]);
  });

  it('follows a link into another document', () => {
    const ref = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#lodash';
    const content = bom([
      vulnerability({ ...analysis('exploitable'), affects: [{ ref }] }),
    ]);
    expect(statements(cyclonedx, content)[0]).toMatchObject({
      package: purl,
      status: 'affected',
    });
  });

  it.each([
    ['false_positive', 'false_positive'],
    ['in_triage', 'under_investigation'],
    ['resolved', 'fixed'],
    ['resolved_with_pedigree', 'fixed'],
  ])('state %s is %s', (state, status) => {
    const [statement] = statements(
      cyclonedx,
      bom([vulnerability(analysis(state))]),
    );
    expect(statement.status).toBe(status);
  });

  it('takes a state that it does not know for still being looked into, with a warning', () => {
    const result = read(cyclonedx, bom([vulnerability(analysis('maybe'))]));
    expect(result.items).toMatchObject([
      { payload: { status: 'under_investigation' } },
    ]);
    expect(result.warnings).toEqual([
      'CVE-2026-0001: analysis state maybe is not known, taken for still being looked into',
    ]);
  });

  it('reads both where only some are analysed; rejected ones are withdrawn', () => {
    const content = bom([
      vulnerability(analysis('not_affected')),
      vulnerability({ id: 'CVE-2', rejected: '2026-02-01T00:00:00Z' }),
    ]);
    expect(scans(cyclonedx, content)[0].findings).toHaveLength(2);
    expect(scans(cyclonedx, content)[0].findings?.[1].withdrawnAt).toBe(
      '2026-02-01T00:00:00.000Z',
    );
    expect(statements(cyclonedx, content)).toHaveLength(1);
  });

  it('finds nothing where the section is there and empty', () => {
    expect(scans(cyclonedx, bom([]))[0].findings).toEqual([]);
  });

  const by = (tools: unknown) => bom([], { metadata: { tools } });

  it.each([
    [
      'a component',
      by({ components: [{ type: 'application', name: 'trivy' }] }),
    ],
    ['a tool', by([{ vendor: 'aquasecurity', name: 'trivy' }])],
  ])(
    'does not take the empty list of an inventory for a scan, named as %s',
    (_, content) => {
      expect(() => read(cyclonedx, content)).toThrow(
        'by trivy and lists no vulnerability, which it also does where none was looked up',
      );
    },
  );

  it.each([
    ['that a scanner wrote', by({ components: [{ name: 'grype' }] })],
    [
      'that a scanner added to an inventory',
      by([{ name: 'syft' }, { name: 'grype' }]),
    ],
    ['of a service', by({ services: [{ name: 'scans' }] })],
  ])('takes the empty list %s for a scan', (_, content) => {
    expect(scans(cyclonedx, content)[0].findings).toEqual([]);
  });

  it.each(['1.4', '1.5', '1.6', '1.7'])('reads version %s', specVersion => {
    expect(read(cyclonedx, bom([], { specVersion })).formatVersion).toBe(
      specVersion,
    );
  });

  it.each([
    [
      'a mere bill of materials',
      bom(undefined),
      'has no vulnerabilities section',
    ],
    [
      'an older version',
      bom([], { specVersion: '1.3' }),
      'version 1.3 is not known',
    ],
    [
      'a newer version',
      bom([], { specVersion: '2.0' }),
      'version 2.0 is not known',
    ],
    ['XML', '<?xml version="1.0"?><bom/>', 'XML is not read'],
    [
      'another document',
      { spdxVersion: 'SPDX-2.3' },
      'expected bomFormat CycloneDX',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(cyclonedx, content)).toThrow(message);
  });
});

describe('openvex', () => {
  const image = 'pkg:oci/shop@sha256%3Aabc';
  const statement = (rest: Record<string, unknown> = {}) => ({
    vulnerability: { name: 'CVE-2026-0001' },
    products: [{ '@id': image, subcomponents: [{ '@id': purl }] }],
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    timestamp: '2026-03-01T00:00:00Z',
    ...rest,
  });
  const vex = (list: unknown[], rest: Record<string, unknown> = {}) => ({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/vex-1',
    author: 'Acme Security',
    timestamp: '2026-02-01T00:00:00Z',
    version: 1,
    statements: list,
    ...rest,
  });

  it('reads a statement about a component of a product', () => {
    expect(statements(openvex, vex([statement()]))).toEqual([
      {
        vulnerability: 'CVE-2026-0001',
        package: purl,
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        author: 'Acme Security',
        at: '2026-03-01T00:00:00.000Z',
      },
    ]);
  });

  it('reads the first form of the format, and the time of the document', () => {
    const content = vex(
      [
        statement({
          vulnerability: 'CVE-2026-0001',
          products: [purl, image],
          timestamp: undefined,
        }),
      ],
      { '@context': 'https://openvex.dev/ns' },
    );
    expect(statements(openvex, content)).toMatchObject([
      { package: purl, at: '2026-02-01T00:00:00.000Z' },
      { vulnerability: 'CVE-2026-0001' },
    ]);
    expect(statements(openvex, content)[1].package).toBeUndefined();
  });

  const two = vex([
    statement(),
    statement({ products: [{ '@id': 'pkg:oci/other' }] }),
  ]);

  it('takes only the statements about the product that is asked for', () => {
    expect(statements(openvex, two, { scope: 'oci/shop' })).toHaveLength(1);
  });

  it.each([
    ['shop', ['pkg:oci/shop@sha256%3Aabc', 'pkg:oci/shop-admin@1']],
    ['acme/shop', ['pkg:docker/acme/shop@1', 'pkg:docker/acme/shop2@1']],
    ['acme/shop', ['pkg:oci/x?repository_url=r.example%2Facme%2Fshop', 'y']],
    ['Shop 4.2', ['Acme Shop 4.2', 'Acme Shop 4.2.1', 'My-Shop 4.2-rc1']],
    ['Shop', ['Shop', 'Shop Admin']],
  ])('product %s is the first of %j only', (scope, products) => {
    const content = vex(
      products.map((id, index) =>
        statement({
          products: [{ '@id': id, subcomponents: [{ '@id': purl }] }],
          vulnerability: `CVE-2026-000${index}`,
        }),
      ),
    );
    expect(
      statements(openvex, content, { scope }).map(
        ({ vulnerability }) => vulnerability,
      ),
    ).toEqual(['CVE-2026-0000']);
  });

  const ofVersion = (version: number, status: string, timestamp?: string) =>
    statement({
      products: [
        { '@id': `pkg:oci/shop@${version}`, subcomponents: [{ '@id': purl }] },
      ],
      status,
      ...(timestamp ? { timestamp } : {}),
    });

  it.each([
    ['affected', 'not_affected', 'affected'],
    ['not_affected', 'affected', 'affected'],
    ['not_affected', 'under_investigation', 'under_investigation'],
    ['fixed', 'affected', 'affected'],
    ['not_affected', 'fixed', 'fixed'],
  ])(
    'does not let a version that is %s excuse one that is %s',
    (first, second, expected) => {
      const content = vex([
        ofVersion(1, first),
        ofVersion(2, second, '2026-03-05T00:00:00Z'),
      ]);
      const result = read(openvex, content, { scope: 'shop' });
      expect(result.items).toMatchObject([
        {
          observedAt: '2026-03-05T00:00:00.000Z',
          payload: { status: expected },
        },
      ]);
      expect(result.warnings).toEqual([
        expect.stringContaining(
          `CVE-2026-0001 is ${expected} in pkg:oci/shop@`,
        ),
      ]);
    },
  );

  it('keeps what was said of one product at different times, and of one time the most cautious', () => {
    const content = vex([
      ofVersion(1, 'under_investigation', '2026-03-01T00:00:00Z'),
      ofVersion(1, 'not_affected', '2026-03-02T00:00:00Z'),
      ofVersion(1, 'affected', '2026-03-02T00:00:00Z'),
    ]);
    expect(
      statements(openvex, content).map(({ status, at }) => [status, at]),
    ).toEqual([
      ['under_investigation', '2026-03-01T00:00:00.000Z'],
      ['affected', '2026-03-02T00:00:00.000Z'],
    ]);
  });

  it('keeps a component that has no package url apart from the whole product', () => {
    const content = vex([
      statement({
        products: [
          { '@id': image, subcomponents: [{ hashes: { 'sha-256': 'abc' } }] },
        ],
      }),
    ]);
    expect(statements(openvex, content)[0].package).toBe('abc');
  });

  it.each([
    ['statements about two products', two, {}, 'are about 2 products'],
    [
      'a product that is not there',
      two,
      { scope: 'third' },
      'no statement is about third',
    ],
    [
      'a newer version',
      vex([], { '@context': 'https://openvex.dev/ns/v1.0.0' }),
      {},
      'version v1.0.0 is not known',
    ],
    [
      'a status that does not exist',
      vex([statement({ status: 'fine' })]),
      {},
      'statements.0.status',
    ],
    [
      'a statement without product',
      vex([statement({ products: [] })]),
      {},
      'names no product',
    ],
    [
      'a product without any name',
      vex([statement({ products: [{ identifiers: {} }] })]),
      {},
      'has neither @id nor identifier',
    ],
    [
      'another document',
      { statements: [] },
      {},
      'expected @context of openvex.dev',
    ],
  ])('refuses %s', (_, content, context, message) => {
    expect(() => read(openvex, content, context)).toThrow(message);
  });
});

describe('csaf-vex', () => {
  const product = (id: string, name: string, helper?: string) => ({
    category: 'product_version',
    name,
    product: {
      product_id: id,
      name,
      ...(helper ? { product_identification_helper: { purl: helper } } : {}),
    },
  });
  const csaf = (
    rest: Record<string, unknown> = {},
    document: Record<string, unknown> = {},
  ) => ({
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      tracking: { id: 'ACME-1', current_release_date: '2026-03-01T00:00:00Z' },
      ...document,
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Acme',
          branches: [
            product('SHOP', 'Acme Shop 1'),
            product('LODASH', 'lodash', purl),
          ],
        },
      ],
      relationships: [
        {
          category: 'default_component_of',
          product_reference: 'LODASH',
          relates_to_product_reference: 'SHOP',
          full_product_name: {
            product_id: 'SHOP:LODASH',
            name: 'lodash in Acme Shop 1',
          },
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-0001',
        product_status: {
          known_not_affected: ['SHOP:LODASH'],
          under_investigation: ['SHOP'],
        },
        flags: [
          {
            label: 'vulnerable_code_not_in_execute_path',
            product_ids: ['SHOP:LODASH'],
          },
        ],
      },
    ],
    ...rest,
  });

  it('reads statements about a component as part of a product, and about the product', () => {
    expect(statements(csafVex, csaf())).toEqual([
      {
        vulnerability: 'CVE-2026-0001',
        package: purl,
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        at: '2026-03-01T00:00:00.000Z',
      },
      {
        vulnerability: 'CVE-2026-0001',
        status: 'under_investigation',
        at: '2026-03-01T00:00:00.000Z',
      },
    ]);
  });

  it('does not take a component that it can not name for the whole product', () => {
    const content = csaf();
    content.product_tree.relationships[0].product_reference = 'NOWHERE';
    expect(statements(csafVex, content)[0].package).toBe('NOWHERE');
  });

  it.each([
    ['known_affected', 'affected'],
    ['first_affected', 'affected'],
    ['last_affected', 'affected'],
    ['first_fixed', 'fixed'],
    ['unknown', 'under_investigation'],
  ])('what is %s is %s', (list, status) => {
    const content = csaf({
      vulnerabilities: [
        { cve: 'CVE-2026-0001', product_status: { [list]: ['SHOP'] } },
      ],
    });
    expect(statements(csafVex, content)).toMatchObject([{ status }]);
  });

  it('does not let a version that is not affected excuse one that is', () => {
    const content = csaf({
      product_tree: {
        full_product_names: [
          { product_id: 'A', name: 'Acme Shop 1' },
          { product_id: 'B', name: 'Acme Shop 2' },
        ],
      },
      vulnerabilities: [
        {
          cve: 'CVE-2026-0001',
          product_status: { known_not_affected: ['A'], known_affected: ['B'] },
        },
      ],
    });
    const status = (scope: string) =>
      statements(csafVex, content, { scope }).map(entry => entry.status);
    expect(status('Acme Shop')).toEqual(['affected']);
    expect(status('Acme Shop 1')).toEqual(['not_affected']);
  });

  it.each([
    [
      'a newer version',
      csaf({}, { csaf_version: '3.0' }),
      {},
      'version 3.0 is not known',
    ],
    [
      'another category',
      csaf({}, { category: 'csaf_security_advisory' }),
      {},
      'expected csaf_vex',
    ],
    [
      'another product',
      csaf(),
      { scope: 'Acme Bank' },
      'no statement is about Acme Bank',
    ],
    [
      'a document without statements',
      csaf({ vulnerabilities: [{ cve: 'CVE-2026-0001' }] }),
      {},
      'makes no statement',
    ],
    [
      'a vulnerability without name',
      csaf({ vulnerabilities: [{ product_status: { fixed: ['SHOP'] } }] }),
      {},
      'neither CVE nor id',
    ],
    ['another document', { document: 'x' }, {}, 'expected a CSAF document'],
  ])('refuses %s', (_, content, context, message) => {
    expect(() => read(csafVex, content, context)).toThrow(message);
  });
});
