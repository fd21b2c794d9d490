import {
  FactResult,
  Overview,
} from '@backstage-operations/plugin-operations-common';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { writeFile } from 'node:fs/promises';
import { anEntity } from './__testUtils__/anEntity';
import { ada, startOperations } from './__testUtils__/startOperations';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const path = '/v1/entities/component/default/checkout';

const scorecard = (people: number) => `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  appliesTo: { kind: component }
  criteria:
    - id: on-call
      title: Somebody is on call
      rules:
        - { fact: oncall.rotation, op: '>=', value: ${people} }
    - id: dependencies
      title: What it depends on is covered
      rules:
        - { fact: oncall.covered, op: '==', value: true, over: dependsOn }
`;

const directory = createMockDirectory({ content: { 'r.yaml': scorecard(3) } });
let portal: Awaited<ReturnType<typeof startOperations>>;

beforeAll(async () => {
  portal = await startOperations({
    entities: [
      anEntity(checkout, {
        spec: { owner: 'group:default/shop', lifecycle: 'production' },
        relations: [
          { type: 'dependsOn', targetRef: 'resource:default/orders' },
          { type: 'ownedBy', targetRef: 'group:default/shop' },
        ],
      }),
      anEntity('resource:default/orders'),
      anEntity('system:default/shop', {
        relations: [{ type: 'hasPart', targetRef: checkout }],
      }),
    ],
    config: {
      operations: {
        scorecards: [{ target: `${directory.path}/*.yaml` }],
      },
    },
  });
});
afterAll(() => portal.stop());

const push = (entityRef: string, rotationSize: number) =>
  portal.post('/v1/evidence').send({
    items: [
      {
        entityRef,
        kind: 'on-call',
        source: 'ci',
        externalId: 'primary',
        observedAt: new Date().toISOString(),
        payload: { schedule: 'primary', rotationSize, hasBackup: true },
      },
    ],
  });

async function verdicts(): Promise<Record<string, string>> {
  const { body } = await portal.get(`${path}/scorecards/ready`);
  return Object.fromEntries(
    body.criteria.map((one: { id: string; verdict: string }) => [
      one.id,
      one.verdict,
    ]),
  );
}

async function within(millis: number, check: () => Promise<void>) {
  const until = Date.now() + millis;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise(done => setTimeout(done, 20));
    }
  }
}

describe('from evidence to verdict', () => {
  it('says what is not known for an entity without evidence', async () => {
    const { status, body } = await portal.get(`${path}/scorecards/ready`);
    expect(status).toBe(200);
    expect(body.entityRef).toBe(checkout);
    expect(body.criteria[0]).toMatchObject({
      id: 'on-call',
      verdict: 'unknown',
      reason: expect.any(String),
    });
    expect(body.gate.state).toBe('blocked');
  });

  it('shows the verdict of pushed evidence at once, and that of dependents within a second', async () => {
    expect((await push(checkout, 4)).status).toBe(200);
    expect(await verdicts()).toMatchObject({ 'on-call': 'pass' });
    expect((await push('resource:default/orders', 4)).status).toBe(200);
    await within(1_000, async () => {
      expect(await verdicts()).toEqual({
        'on-call': 'pass',
        dependencies: 'pass',
      });
    });
  });

  it('tells a pipeline whether the gate is open', async () => {
    await push(checkout, 4);
    const { body } = await portal.get(`${path}/scorecards/ready/gate`);
    expect(body).toMatchObject({
      entityRef: checkout,
      scorecard: 'ready',
      state: 'approved',
      blockers: [],
    });
  });

  it('paints the gate', async () => {
    const badge = await portal.get(`${path}/scorecards/ready/badge.svg`);
    expect(badge.headers['content-type']).toMatch('image/svg+xml');
    expect(badge.body.toString()).toContain('Ready: approved');
  });

  it('answers as of the past, and with what changed', async () => {
    await push(checkout, 5);
    const before = new Date().toISOString();
    await new Promise(done => setTimeout(done, 5));
    await push(checkout, 1);
    const past = await portal.get(`${path}/scorecards/ready?at=${before}`);
    expect(past.body.criteria[0].verdict).toBe('pass');
    expect(await verdicts()).toMatchObject({ 'on-call': 'fail' });
    const { body } = await portal.get(`${path}/scorecards/ready/history`);
    expect(body.changes.at(-1)).toMatchObject({
      cause: 'evidence',
      gate: { from: 'approved', to: 'reopened' },
      criteria: [{ criterion: 'on-call', from: 'pass', to: 'fail' }],
    });
  });

  it('lists the fleet as JSON, NDJSON and CSV, and counts it by owner', async () => {
    const results = '/v1/fleet/scorecards/ready/results';
    const page = await portal.get(results);
    expect(page.body).toMatchObject({
      totalItems: 1,
      items: [{ entityRef: checkout, owner: 'group:default/shop' }],
    });
    const lines = await portal
      .get(results)
      .set('accept', 'application/x-ndjson')
      .buffer(true)
      .parse((res, done) => {
        let text = '';
        res.on('data', chunk => (text += chunk));
        res.on('end', () => done(null, text));
      });
    expect(JSON.parse(lines.body)).toEqual(page.body.items[0]);
    const csv = await portal.get(results).set('accept', 'text/csv');
    expect(csv.text.split('\r\n')[0]).toMatch(/^entityRef,title,.*,on-call,/);
    const { body } = await portal.get(
      '/v1/fleet/scorecards/ready/summary?groupBy=owner',
    );
    expect(body.groups).toMatchObject([
      { key: 'group:default/shop', entities: 1 },
    ]);
    const trend = await portal.get('/v1/fleet/scorecards/ready/trend');
    expect(trend.body.groups[0].points.at(-1).gates).toEqual({ reopened: 1 });
  });

  it('serves the rules as written, with each in words, and past versions', async () => {
    const { body } = await portal.get('/v1/scorecards/ready');
    expect(body.sentences['on-call']).toHaveLength(1);
    await push(checkout, 4);
    await writeFile(`${directory.path}/r.yaml`, scorecard(6));
    await within(4_000, async () => {
      expect(await verdicts()).toMatchObject({ 'on-call': 'fail' });
    });
    const old = await portal.get(
      `/v1/scorecards/ready?digest=${body.policyDigest}`,
    );
    expect(old.body.scorecard).toEqual(body.scorecard);
    await writeFile(`${directory.path}/r.yaml`, 'kind: Nothing');
    await within(4_000, async () => {
      const now = await portal.get('/v1/scorecards/ready');
      expect(now.body.warnings).toEqual([
        expect.stringContaining('the last good version is in force'),
      ]);
    });
  });

  it('names the line and field of what is wrong in a file', async () => {
    const { body } = await portal
      .post('/v1/scorecards/validate', ada)
      .send({ content: scorecard(3).replace('oncall.rotation', 'on.rot') });
    expect(body).toMatchObject({
      valid: false,
      problems: [{ field: 'spec.criteria[0].rules[0].fact', line: 12 }],
    });
  });

  it.each([
    ['/v1/entities/component/default/none/scorecards/ready', 404],
    [`${path}/scorecards/none`, 404],
    [`${path}/scorecards/ready?at=2999-01-01T00:00:00Z`, 400],
    [`${path}/scorecards/ready?at=yesterday`, 400],
    [`${path}/scorecards/ready?at=2001-01-01T00:00:00Z`, 404],
    [
      `${path}/scorecards/ready/history?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z`,
      400,
    ],
    ['/v1/fleet/scorecards/ready/results?sort=nothing', 400],
    ['/v1/fleet/scorecards/ready/results?filter=x%3D1', 400],
    ['/v1/fleet/scorecards/ready/results?cursor=eA', 400],
    ['/v1/fleet/scorecards/ready/results?limit=1e9', 400],
    ['/v1/fleet/scorecards/none/results', 404],
  ])('answers %s with %d', async (url, status) => {
    expect((await portal.get(url)).status).toBe(status);
  });
});

describe('the tab', () => {
  const overview = async (of = path) =>
    (await portal.get(`${of}/overview`)).body as Overview;

  it('has every section, and says what is missing and how to fill it', async () => {
    const body = await overview();
    expect(body.entityRef).toBe(checkout);
    expect(Date.parse(body.validUntil)).toBeGreaterThan(Date.parse(body.asOf));
    expect(body.metrics).toHaveLength(10);
    expect(body.metrics.find(({ id: tile }) => tile === 'mtta')).toMatchObject({
      value: null,
      reason: expect.any(String),
    });
    expect(body.scorecards.map(({ scorecard: name }) => name)).toContain(
      'ready',
    );
    expect(body.missing.length).toBeGreaterThan(0);
  });

  it('serves the stored text until evidence changes it', async () => {
    const coverage = (body: Overview) =>
      body.metrics.find(({ id }) => id === 'coverage')?.value;
    const first = await overview();
    expect((await overview()).asOf).toBe(first.asOf);
    expect(coverage(first)).toBeNull();
    await portal.post('/v1/evidence').send({
      items: [
        {
          entityRef: checkout,
          kind: 'quality',
          source: 'ci',
          observedAt: new Date().toISOString(),
          payload: { coverage: 0.87 },
        },
      ],
    });
    expect(coverage(await overview())).toBe(0.87);
  });

  it('rolls up what a system has, without naming what the reader may not see', async () => {
    const { rollUp } = await overview('/v1/entities/system/default/shop');
    expect(rollUp).toMatchObject({
      relation: 'parts',
      hidden: 0,
      members: [
        {
          entityRef: checkout,
          scorecards: expect.arrayContaining([
            expect.objectContaining({ scorecard: 'ready', gate: 'reopened' }),
          ]),
          metrics: { coverage: { value: 0.87, meets: true } },
        },
      ],
    });
    expect(rollUp?.metrics.find(({ id }) => id === 'coverage')).toMatchObject({
      meets: 1,
      misses: 0,
      unknown: 0,
    });
  });

  it('gives all facts, each with a value or a reason', async () => {
    const { body } = await portal.get(`${path}/facts`);
    const silent = (body.facts as FactResult[]).filter(
      ({ value, reason }) => value === null && !reason,
    );
    expect(silent).toEqual([]);
    const find = (id: string) =>
      body.facts.find((one: { fact: string }) => one.fact === id);
    expect(find('quality.coverage').value).toBe(0.87);
    expect(find('backup.successRate').value).toBeNull();
  });

  it('plots a metric by what was true then', async () => {
    const { body } = await portal.get(
      `${path}/metrics/coverage/series?step=P7D`,
    );
    expect(body).toMatchObject({ id: 'coverage', unit: 'ratio' });
    expect(body.points).toHaveLength(13);
    expect(body.points[0].value).toBeNull();
    expect(body.points.at(-1).value).toBe(0.87);
  });

  it.each([
    ['/v1/entities/component/default/none/overview', 404],
    [`${path}/metrics/none/series`, 404],
    [`${path}/metrics/coverage/series?step=PT1M`, 400],
    [`${path}/metrics/coverage/series?step=PT1H`, 400],
    [`${path}/facts?at=2999-01-01T00:00:00Z`, 400],
    [`${path}/incidents?cursor=MS41`, 400],
  ])('answers %s with %d', async (url, status) => {
    expect((await portal.get(url)).status).toBe(status);
  });

  it('lists incidents and findings', async () => {
    for (const list of ['incidents', 'findings']) {
      const { status, body } = await portal.get(`${path}/${list}`);
      expect([status, body]).toEqual([200, { items: [], totalItems: 0 }]);
    }
  });
});
