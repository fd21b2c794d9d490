import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { reportError } from './io/reportError';
import { createProgram } from './program';
import { folderWith } from './restoreProof/testing';
import { recordingIo } from './testing';

type Recorded = ReturnType<typeof recordingIo>;

async function run({ io, end, ...rest }: Recorded, ...args: string[]) {
  const program = createProgram(io).exitOverride();
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    end.code = reportError(io, error);
  }
  return { ...rest, code: end.code };
}

async function fileWith(content: string) {
  const file = join(await mkdtemp(join(tmpdir(), 'operations-cli-')), 'file');
  await writeFile(file, content);
  return file;
}

const stored = (n: number) => ({
  accepted: n,
  duplicates: 0,
  rejected: [],
  ids: [],
});

describe('operations push', () => {
  it.each([
    ['an object with items', '{"items":[{"a":1},{"a":2}]}'],
    ['a list', '[{"a":1},{"a":2}]'],
    ['one item per line', '{"a":1}\n\n{"a":2}\n'],
  ])('sends %s', async (_, content) => {
    const world = recordingIo(() => ({ body: stored(2) }));

    const { calls, out, code } = await run(
      world,
      'push',
      await fileWith(content),
    );

    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      method: 'POST',
      url: 'http://localhost:7007/api/operations/v1/evidence',
      headers: { authorization: 'Bearer secret' },
    });
    expect(JSON.parse(String(calls[0].body))).toEqual({
      items: [{ a: 1 }, { a: 2 }],
    });
    expect(out).toEqual(['2 stored, 0 already known, 0 refused']);
    expect(code).toBe(0);
  });

  it('sends at most 1000 at once and names refused items by their place in the file', async () => {
    const items = Array.from({ length: 2001 }, (_, n) => ({ n }));
    const world = recordingIo(({ body }) => {
      const { items: batch } = JSON.parse(String(body));
      return batch.length === 1
        ? {
            status: 400,
            body: {
              ...stored(0),
              rejected: [{ index: 0, field: 'kind', message: 'is unknown' }],
            },
          }
        : { body: stored(batch.length) };
    });

    const { calls, out, err, code } = await run(
      world,
      'push',
      await fileWith(JSON.stringify(items)),
    );

    expect(calls).toHaveLength(3);
    expect(out).toEqual(['2000 stored, 0 already known, 1 refused']);
    expect(err).toEqual(['✗ item 2000: kind: is unknown']);
    expect(code).toBe(1);
  });

  it.each([
    ['a file that is no JSON', '{', /: not valid JSON/],
    ['an empty list', '[]', /holds no evidence/],
    ['items that are no list', '{"items":1}', /items is no list/],
  ])('refuses %s without a call', async (_, content, message) => {
    const world = recordingIo(() => ({ body: {} }));

    const result = await run(world, 'push', await fileWith(content));

    expect(result.code).toBe(1);
    expect(result.calls).toEqual([]);
    expect(result.err.join()).toMatch(message);
  });

  it.each([
    [
      '{"items":[{"a":1,"a":2}]}',
      /file: items\[0\]\.a: the key is there twice/,
    ],
    ['[{"a":1},\n{"a":9007199254740993}]', /file: \[1\]\.a: is beyond 2\^53/],
    ['{"items":[\n{"a":NaN}]}', /file: items\[0\]\.a: is not a number/],
    ['{"a":1}\n{"a":{"b":1e999}}', /file, line 2: a\.b: is not a finite/],
    ['{"items":[\n{"a":1},\n]}', /file: not valid JSON/],
  ])('sends nothing that it would alter: %s', async (content, said) => {
    const world = recordingIo(() => ({ body: stored(1) }));
    const file = await fileWith(content);
    const { calls, err, code } = await run(world, 'push', file);
    expect(calls).toEqual([]);
    expect(err.join()).toMatch(said);
    expect(code).toBe(1);
  });

  it('sends no more bytes at once than the portal takes', async () => {
    const world = recordingIo(() => ({ body: stored(1) }));
    const item = { text: 'x'.repeat(7 * 1024 * 1024) };
    const content = JSON.stringify([item, item, item, item, item]);
    const { calls } = await run(world, 'push', await fileWith(content));
    const sizes = calls.map(({ body }) => Buffer.byteLength(String(body)));
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(20 * 1024 * 1024);
  });

  it('says that the token is missing, or the address wrong', async () => {
    const file = await fileWith('[{}]');
    const noToken = recordingIo(() => ({ body: {} }), {});
    const badUrl = recordingIo(() => ({ body: {} }), {
      OPERATIONS_TOKEN: 'x',
      OPERATIONS_URL: 'file:///etc/passwd',
    });

    expect((await run(noToken, 'push', file)).err.join()).toMatch(
      'OPERATIONS_TOKEN is not set',
    );
    expect((await run(badUrl, 'push', file)).err.join()).toMatch(
      'no http or https address',
    );
  });

  it('passes on what the portal answers', async () => {
    const world = recordingIo(() => ({
      status: 401,
      body: {
        error: { name: 'AuthenticationError', message: 'Illegal token' },
        response: { statusCode: 401 },
      },
    }));

    const { err, code } = await run(world, 'push', await fileWith('[{}]'));

    expect(err).toEqual(['✗ The portal answered: Illegal token']);
    expect(code).toBe(1);
  });
});

describe('operations import', () => {
  const answer = {
    format: 'restic',
    accepted: 3,
    duplicates: 1,
    ids: [],
    warnings: ['an old snapshot has no summary'],
  };

  it('sends the file as it is and shows warnings', async () => {
    const world = recordingIo(() => ({ body: answer }));

    const { calls, out, err, code } = await run(
      world,
      'import',
      'auto',
      await fileWith('raw'),
      '--entity',
      'resource:orders-db',
      '--dataset',
      'orders',
    );

    expect(calls[0].url).toBe(
      'http://localhost:7007/api/operations/v1/imports/auto?entityRef=resource%3Adefault%2Forders-db&dataset=orders',
    );
    expect(Buffer.from(calls[0].body as Uint8Array).toString()).toBe('raw');
    expect(out).toEqual(['restic: 3 stored, 1 already known']);
    expect(err).toEqual(['! an old snapshot has no summary']);
    expect(code).toBe(0);
  });

  it('says with which code the tool exited, 0 too', async () => {
    for (const code of ['3', '0']) {
      const world = recordingIo(() => ({ body: answer }));
      const { calls } = await run(
        world,
        'import',
        'restic',
        await fileWith('raw'),
        '--entity',
        'component:a',
        '--exit-code',
        code,
      );
      expect(new URL(calls[0].url).searchParams.get('exitCode')).toBe(code);
    }
    const world = recordingIo(() => ({ body: answer }));
    const { calls, code } = await run(
      world,
      'import',
      'restic',
      await fileWith('raw'),
      '--entity',
      'component:a',
      '--exit-code',
      'three',
    );
    expect(calls).toEqual([]);
    expect(code).toBe(1);
  });

  it('compresses large files', async () => {
    const world = recordingIo(() => ({ body: answer }));
    const large = 'x'.repeat(100_000);

    const { calls } = await run(
      world,
      'import',
      'trivy',
      await fileWith(large),
      '--entity',
      'component:a',
    );

    expect(calls[0].headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(calls[0].body as Uint8Array).toString()).toBe(large);
  });
});

describe('operations', () => {
  it('tells its version', async () => {
    const world = recordingIo(() => ({ body: {} }));
    const { out } = await run(world, '--version');
    expect(out).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/)]);
  });
});

describe('operations check', () => {
  const gate = (state: string) => ({
    entityRef: 'component:default/orders',
    scorecard: 'phase-08-operations',
    asOf: '2026-01-01T00:00:00Z',
    state,
    reasons: ['one criterion fails'],
    blockers: [
      {
        criterion: 'backup',
        title: 'Backup',
        verdict: 'unknown',
        reason: 'no backup was ever reported',
      },
    ],
    awaiting: [
      {
        criterion: 'exit',
        slot: 'tech',
        role: 'tech-lead',
        verb: 'approves',
        state: 'open',
      },
    ],
    waived: 1,
    waivedShare: 0.1,
    warnings: ['nobody holds the role legal'],
  });

  it.each([
    ['approved', [], 0],
    ['not-applicable', [], 0],
    ['awaiting-signoff', [], 1],
    ['awaiting-signoff', ['--allow-awaiting'], 0],
    ['blocked', ['--allow-awaiting'], 1],
    ['reopened', [], 1],
  ])('%s %j gives exit code %d', async (state, flags, code) => {
    const world = recordingIo(() => ({ body: gate(state) }));

    const result = await run(
      world,
      'check',
      'component:orders',
      'phase-08-operations',
      ...flags,
    );

    expect(result.code).toBe(code);
    expect(result.calls[0].url).toBe(
      'http://localhost:7007/api/operations/v1/entities/component/default/orders/scorecards/phase-08-operations/gate',
    );
    expect(result.out).toEqual([
      `component:default/orders · phase-08-operations: ${state}`,
      '  ✗ Backup: unknown, no backup was ever reported',
      '  … exit: tech-lead approves (open)',
      '  1 waived',
      '  ! nobody holds the role legal',
    ]);
  });

  it('tells the reasons where there is nothing to list', async () => {
    const world = recordingIo(() => ({
      body: { ...gate('not-applicable'), blockers: [], awaiting: [] },
    }));
    const { out } = await run(
      world,
      'check',
      'component:orders',
      'phase-08-operations',
      '--url',
      'https://portal.example.com/base/api/operations/',
    );
    expect(out[1]).toBe('  one criterion fails');
    expect(world.calls[0].url).toMatch(
      /^https:\/\/portal\.example\.com\/base\/api\/operations\/v1\/entities\//,
    );
  });

  it('says what a token needs where the portal shows it nothing', async () => {
    const world = recordingIo(() => ({
      status: 404,
      body: {
        error: { name: 'NotFoundError', message: 'There is no entity x' },
        response: { statusCode: 404 },
      },
    }));
    const { code, err } = await run(
      world,
      'check',
      'component:orders',
      'phase-08-operations',
    );
    expect(code).toBe(1);
    expect(err).toEqual([
      expect.stringContaining('operations.ingest'),
      expect.stringContaining('There is no entity x'),
    ]);
  });
});

describe('operations restore-proof', () => {
  it('backs up, tests, and notices a damaged archive', async () => {
    const root = await folderWith({ 'conf/a.yaml': 'a', 'conf/b.yaml': 'b' });
    const backups = join(root, 'backups');
    const world = () => recordingIo(() => ({ body: {} }));
    const proof = (...args: string[]) =>
      run(world(), 'restore-proof', ...args, '--out', backups);

    const made = await proof('backup', 'conf', '--root', root);
    expect(made.out.join()).toMatch(/^Backed up 2 files/);

    const tested = await proof('test');
    expect(tested.out.join()).toMatch(/^Restore OK: 2 files.*L3$/);
    expect(tested.code).toBe(0);

    const archive = join(backups, 'workflows_backup.tar.gz');
    const bytes = await readFile(archive);
    await writeFile(archive, bytes.subarray(0, 40));
    const damaged = await proof('test');
    expect(damaged.out).toEqual([]);
    expect(damaged.err.join()).toMatch(
      /^Restore FAILED: The archive is damaged/,
    );
    expect(damaged.code).toBe(1);

    expect((await proof('test', '--expect-failure')).code).toBe(0);
    const last = JSON.parse(
      await readFile(join(backups, 'last_restore.json'), 'utf8'),
    );
    expect(last).toMatchObject({ result: 'failed', expectedToFail: true });
  });

  it('fails when a damaged archive was expected and none was there', async () => {
    const root = await folderWith({ 'a.txt': 'a' });
    const backups = join(root, 'backups');
    const world = () => recordingIo(() => ({ body: {} }));
    await run(
      world(),
      'restore-proof',
      'backup',
      'a.txt',
      '--root',
      root,
      '--out',
      backups,
    );

    const { code } = await run(
      world(),
      'restore-proof',
      'test',
      '--out',
      backups,
      '--expect-failure',
    );

    expect(code).toBe(1);
  });
});
