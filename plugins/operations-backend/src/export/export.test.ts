import { mockCredentials } from '@backstage/backend-test-utils';
import { ScorecardResult } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anEntity } from '../__testUtils__/anEntity';
import { exportRules } from './__testUtils__/exportRules';
import { PackReader } from './__testUtils__/PackReader';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { ci, startOperations } from '../__testUtils__/startOperations';
import { LogKey, newPem } from '../log/LogKey';
import { formatVerifierKey } from '@backstage-operations/plugin-operations-common';
import { oscalPlan, oscalResults } from './oscalSchemas';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;
const checkout = 'component:default/checkout';
const scorecard = '/v1/entities/component/default/checkout/scorecards/ready';
const origin = 'portal.example.com/operations';
const pem = newPem();
const keyText = formatVerifierKey(LogKey.fromPem(origin, pem).verifier);

const person = (name: string, ...groups: string[]) =>
  anEntity(`user:default/${name}`, {
    relations: groups.map(group => ({
      type: 'memberOf',
      targetRef: `group:default/${group}`,
    })),
  });
const by = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

const from = new Date(Date.now() - DAY).toISOString();
const to = new Date(Date.now() + DAY).toISOString();
const asked = (more = '') => `/v1/export?from=${from}&to=${to}${more}`;

const rules = exportRules();

describeEachEngine('the auditor pack', engine => {
  let db: Knex;
  let portal: Awaited<ReturnType<typeof startOperations>>;

  const coverage = (value: number) =>
    portal.post('/v1/evidence').send({
      items: [
        {
          entityRef: checkout,
          kind: 'quality',
          source: 'ci',
          externalId: 'main',
          observedAt: new Date().toISOString(),
          payload: { coverage: value, note: 'a\u2028line' },
        },
      ],
    });

  async function sign(comment: string) {
    const { body } = await portal.get(scorecard);
    const answer = await portal
      .post(`${scorecard}/criteria/tested/signoffs`, by('signer'))
      .send({
        slot: 'own',
        decision: 'approve',
        comment,
        expectedSubjectDigest: (body as ScorecardResult).criteria[0]
          .subjectDigest,
      });
    expect(answer.status).toBe(201);
  }

  async function waive() {
    const { body, status } = await portal
      .post(`${scorecard}/criteria/quick/waivers`, by('engineer'))
      .send({
        reason: '@SUM(A1) the new cluster is late',
        compensatingControl: 'a private plan',
        expiresAt: new Date(Date.now() + DAY).toISOString(),
      });
    expect(status).toBe(201);
    const decided = await portal
      .post(`/v1/waivers/${body.waiver.id}/decisions`, by('owner'))
      .send({ decision: 'approve', comment: 'a private yes' });
    expect(decided.status).toBe(201);
  }

  /** An entity that was deleted this morning, with a record. */
  async function bury() {
    const at = Date.now() - DAY / 2;
    await db('ops_entity_life').insert({
      uid: 'uid-of-ghost',
      entity_ref: 'component:default/ghost',
      appeared_at: at,
      vanished_at: at + 1000,
    });
    await db('ops_evidence').insert({
      id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      entity_ref: 'component:default/ghost',
      entity_uid: 'uid-of-ghost',
      kind: 'quality',
      source: 'ci',
      observed_at: at,
      received_at: at,
      payload: '{"coverage":1}',
      digest: 'ghost',
      submitted_by: 'external:ci',
    });
  }

  beforeAll(async () => {
    db = await engine.init();
    portal = await startOperations({
      db,
      entities: [
        anEntity(checkout, { spec: { type: '=1+1' } }),
        person('signer', 'signers'),
        person('owner', 'owners'),
        person('engineer'),
      ],
      config: {
        operations: {
          log: { origin, key: pem },
          scorecards: [{ target: rules }],
          roles: {
            signer: { groups: ['group:default/signers'] },
            owner: { groups: ['group:default/owners'] },
          },
        },
      },
    });
    await coverage(0.9);
    await sign('=HYPERLINK("http://x") a private remark');
    await waive();
  });
  afterAll(() => portal.stop());

  let taken = 0;
  /** Another person every time: they are limited. */
  const take = async (query = asked(), who = `auditor-${taken++}`) => {
    const answer = await portal
      .get(query, by(who))
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
        response.on('error', error => done(error, undefined));
      });
    return { ...answer, status: answer.status, pack: answer.body as Buffer };
  };
  const read = async (query?: string) => {
    const { status, pack } = await take(query);
    expect(status).toBe(200);
    return PackReader.of(pack);
  };

  it('verifies as an archive and as a folder, with the key from elsewhere', async () => {
    const pack = await read(asked('&view=full'));
    expect(pack.verifyArchive('--key', keyText)).toEqual({
      code: 0,
      problems: [],
    });
    expect(pack.verifyFolder('--key', keyText)).toEqual({
      code: 0,
      problems: [],
    });
    expect(pack.verifyFolder().code).toBe(0);
    expect(pack.paths()).toEqual([
      'csv/changes.csv',
      'csv/exceptions.csv',
      'csv/population.csv',
      'csv/signoffs.csv',
      'decisions.jsonl',
      'evidence.jsonl',
      'index.html',
      'log/checkpoint.txt',
      'log/entries.jsonl',
      'log/leaves.txt',
      'log/proofs.jsonl',
      'manifest.dsse.json',
      'manifest.json',
      'oscal/assessment-results.json',
      'oscal/poam.json',
      'scorecards.jsonl',
      'signoffs.intoto.jsonl',
      'verify.mjs',
    ]);
    expect(pack.text('index.html')).not.toContain('<script');
  });

  const edit =
    (path: string, change: (text: string) => string) => (at: string) =>
      writeFileSync(
        join(at, path),
        change(readFileSync(join(at, path), 'utf8')),
      );
  const swap = (path: string, find: string | RegExp, by_: string) =>
    edit(path, text => {
      expect(text).toMatch(find);
      return text.replace(find, by_);
    });

  it.each<[string, (at: string) => void, string]>([
    [
      'an edited table',
      swap('csv/signoffs.csv', 'approve', 'reject'),
      'changed: csv/signoffs.csv',
    ],
    [
      'a missing file',
      at => rmSync(join(at, 'evidence.jsonl')),
      'missing: evidence.jsonl',
    ],
    [
      'an extra file',
      at => writeFileSync(join(at, 'csv/more.csv'), ''),
      'extra: csv/more.csv',
    ],
    [
      'a manifest that forgets a file',
      swap('manifest.json', '"view":"full"', '"view":"controlled"'),
      'changed: manifest.json',
    ],
    [
      'a missing manifest',
      at => rmSync(join(at, 'manifest.json')),
      'missing: manifest.json',
    ],
    [
      'a wrong signature of the manifest',
      swap('manifest.dsse.json', /"sig":"....../, '"sig":"AAAAAA'),
      'signature: ',
    ],
    [
      'a truncated log',
      edit('log/leaves.txt', text => text.replace(/[0-9a-f]{64}\n$/, '')),
      'truncated: ',
    ],
    [
      'a rewritten log',
      edit('log/leaves.txt', text =>
        text.replace(/^[0-9a-f]{64}/, 'ab'.repeat(32)),
      ),
      'rewritten: ',
    ],
    [
      'an edited entry',
      swap('log/entries.jsonl', 'signoff.decided', 'signoff.revoked'),
      'leaf: ',
    ],
    [
      'an edited comment',
      swap('log/entries.jsonl', 'a private remark', 'something else'),
      'text: ',
    ],
    [
      'a wrong proof',
      swap('log/proofs.jsonl', /"proof":\["./, '"proof":["g'),
      'proof: ',
    ],
    [
      'a changed note',
      edit('log/checkpoint.txt', text =>
        text.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`),
      ),
      'bad-note: ',
    ],
    ['no note', edit('log/checkpoint.txt', () => 'hello'), 'bad-note: '],
    [
      'an edited statement',
      edit('signoffs.intoto.jsonl', text =>
        text.replace(/"payload":"([^"]+)"/, (_, payload: string) => {
          const said = Buffer.from(payload, 'base64')
            .toString()
            .replace('"slot":"own"', '"slot":"two"');
          return `"payload":"${Buffer.from(said).toString('base64')}"`;
        }),
      ),
      'signature: the signature of signoffs.intoto.jsonl:1',
    ],
    [
      'an edited record',
      swap('evidence.jsonl', '"coverage":0.9', '"coverage":0.99'),
      'evidence: ',
    ],
    [
      'an edited rule',
      swap('scorecards.jsonl', 'Tests cover it', 'Nothing to do'),
      'rules: ',
    ],
  ])('names %s', async (_, tamper, named) => {
    const pack = await read(asked('&view=full'));
    tamper(pack.folder);
    const { code, problems } = pack.verifyFolder('--key', keyText);
    expect(code).toBe(1);
    expect(problems).toContainEqual(expect.stringContaining(named));
  });

  it('names another key, and an archive that was cut off', async () => {
    const pack = await read();
    const other = formatVerifierKey(LogKey.fromPem(origin, newPem()).verifier);
    const strange = pack.verifyArchive('--key', other);
    expect(strange.code).toBe(1);
    expect(strange.problems).toContainEqual(
      expect.stringContaining('unknown-key: manifest.json'),
    );
    for (const cut of [1_024, 1_500, 10_000]) {
      expect(pack.cut(cut).verifyArchive('--key', keyText)).toEqual({
        code: 1,
        problems: expect.arrayContaining([
          expect.stringMatching(/archive: |missing: /),
        ]),
      });
    }
  });

  it('gives the same bytes for the same checkpoint, whatever happened since', async () => {
    const first = await take();
    const manifest = PackReader.of(first.pack).json('manifest.json');
    await coverage(0.5);
    await db('ops_entity')
      .where({ entity_ref: checkout })
      .update({ title: 'x' });
    const { size } = manifest.checkpoint;
    const again = await take(asked(`&checkpoint=${size}`));
    expect(again.status).toBe(200);
    expect(again.pack.equals(first.pack)).toBe(true);
    const later = await take();
    expect(later.pack.equals(first.pack)).toBe(false);
    expect((await take(asked('&checkpoint=999999'))).status).toBe(404);
    await coverage(0.9);
  });

  it('quotes formulas in tables', async () => {
    const pack = await read(asked('&view=full'));
    expect(pack.text('csv/population.csv')).toContain(",'=1+1,");
    expect(pack.text('csv/signoffs.csv')).toContain(`"'=HYPERLINK(""`);
    expect(pack.text('csv/exceptions.csv')).toContain(",'@SUM(A1)");
    expect(pack.text('csv/changes.csv')).toMatch(/,ready,gate,/);
  });

  it('has nothing that people wrote and no payload in the controlled view', async () => {
    const full = await read(asked('&view=full'));
    const controlled = await read(asked());
    const everything = (pack: PackReader) =>
      pack
        .paths()
        .map(path => pack.text(path))
        .join('\n');
    expect(everything(full)).toContain('a private plan');
    expect(everything(controlled)).not.toMatch(/a private|SUM|HYPERLINK/);
    expect(everything(controlled)).not.toContain('"coverage":');
    expect(controlled.json('manifest.json').leftOut).toHaveLength(1);
    expect(controlled.verifyArchive('--key', keyText).code).toBe(0);
  });

  it('writes OSCAL in which every reference resolves', async () => {
    const pack = await read(asked('&view=full'));
    const results = oscalResults.parse(
      pack.json('oscal/assessment-results.json'),
    )['assessment-results'];
    const plan = oscalPlan.parse(pack.json('oscal/poam.json'))[
      'plan-of-action-and-milestones'
    ];
    for (const document of [results, plan]) {
      const said = JSON.stringify(document);
      const uuids = [...said.matchAll(/"uuid":"([^"]+)"/g)].map(m => m[1]);
      expect(new Set(uuids).size).toBe(uuids.length);
      const named = [...said.matchAll(/-uuid":"([^"]+)"/g)].map(m => m[1]);
      expect(named.length).toBeGreaterThan(0);
      for (const one of named) expect(uuids).toContain(one);
    }
    const states = results.results[0].findings
      ?.filter(({ target }) => target['target-id'].startsWith('ready.'))
      .map(({ target }) => [target['target-id'], target.status.state]);
    expect(states).toEqual([
      ['ready.tested', 'satisfied'],
      ['ready.quick', 'not-satisfied'],
    ]);
    const items = plan['poam-items'].filter(item =>
      item.props.some(({ value }) => value === 'ready'),
    );
    expect(items).toHaveLength(1);
    expect(items[0]['related-risks']).toHaveLength(1);
    expect(results.results[0].risks?.[0].status).toBe('deviation-approved');
  });

  it('has entities that are deleted, and only what was asked for', async () => {
    await bury();
    const all = await read();
    expect(all.text('csv/population.csv')).toContain('component:default/ghost');
    expect(all.text('evidence.jsonl')).toContain('uid-of-ghost');
    const one = await read(asked(`&entities=${checkout}`));
    const refs = one
      .text('csv/population.csv')
      .trim()
      .split('\r\n')
      .map(line => line.split(',')[0]);
    expect(refs).toEqual(['entityRef', checkout]);
    const other = await read(asked('&scorecards=phase-07-maintenance'));
    expect(other.text('csv/signoffs.csv').split('\r\n')).toHaveLength(2);
    expect(other.text('csv/population.csv').split('\r\n')).toHaveLength(3);
    const before = await read(
      '/v1/export?from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z',
    );
    expect(before.text('evidence.jsonl')).toBe('');
    expect(before.paths()).not.toContain('oscal/poam.json');
    expect(before.verifyArchive('--key', keyText).code).toBe(0);
  });

  it('logs every pack and limits them', async () => {
    const { body } = await portal.get('/v1/log?type=export.taken&limit=1');
    expect(JSON.parse(body.items[0].body)).toMatchObject({
      actor: expect.stringMatching(/^user:default\/auditor-/),
      data: { view: 'controlled' },
    });
    const both = await Promise.all([
      take(asked(), 'hasty'),
      take(asked(), 'hasty'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
    for (let n = 1; n < 10; n++) {
      expect((await take(asked(), 'hasty')).status).toBe(200);
    }
    const refused = await take(asked(), 'hasty');
    expect([refused.status, refused.pack.toString()]).toEqual([
      429,
      expect.stringContaining('within an hour'),
    ]);
  });

  it.each([
    ['from=yesterday', 400],
    [`from=${to}&to=${from}`, 400],
    [`from=${to}&to=2999-01-01T00:00:00Z`, 400],
    [`from=${from}&to=${to}&view=everything`, 400],
    [`from=${from}&to=${to}&entities=checkout`, 400],
    [`from=${from}&to=${to}&entities=component:default/none`, 404],
    [`from=${from}&to=${to}&scorecards=none`, 404],
  ])('refuses %s', async (query, status) => {
    expect((await take(`/v1/export?${query}`)).status).toBe(status);
  });

  it('misses what was taken out of the log, whatever the pack is about', async () => {
    const { seq, ...entry } = await db('ops_log_event')
      .where({ type: 'signoff.decided' })
      .first();
    await db('ops_log_event').where({ seq }).delete();
    for (const more of ['', `&entities=${checkout}`, '&scorecards=ready']) {
      const pack = await read(asked(more));
      const { code, problems } = pack.verifyArchive('--key', keyText);
      expect(code).toBe(1);
      expect(problems).toContain(
        `✗ gap: entry ${seq} was gone from the log already`,
      );
    }
    await db('ops_log_event').insert({ ...entry, seq });
    const whole = await read(asked());
    expect(whole.verifyArchive('--key', keyText).code).toBe(0);
  });

  it('refuses services and strangers', async () => {
    expect((await portal.get(asked(), ci)).status).toBe(403);
    expect((await portal.get(asked(), '')).status).toBe(401);
  });
});
