import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../program';
import { recordingIo } from '../testing';

const good = `apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  criteria:
    - id: tested
      title: Tests cover it
      rules:
        - { fact: quality.coverage, op: '>=', value: 0.8 }
  exit:
    signoffs: [{ id: lead, verb: approves, role: tech-lead }]
`;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scorecards-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function validate(
  text: string,
  options: string[] = [],
  answer: object = {},
) {
  const file = join(directory, 'card.yaml');
  await writeFile(file, text);
  const world = recordingIo(() => ({ body: answer }));
  await createProgram(world.io).parseAsync(
    ['scorecard', 'validate', file, ...options],
    { from: 'user' },
  );
  const short = (line: string) => line.replace(`${directory}/`, '');
  return {
    code: world.end.code,
    calls: world.calls,
    out: world.out.map(short),
    err: world.err.map(short),
  };
}

it('says that a file can be used, and by which digest it will be known', async () => {
  const { code, out, err, calls } = await validate(good);
  expect([code, err, calls]).toEqual([0, [], []]);
  expect(out).toEqual([expect.stringMatching(/^✓ card\.yaml [0-9a-f]{64}$/)]);
});

it('names file, line, column and field of everything that is wrong', async () => {
  const { code, out, err } = await validate(
    good
      .replace('quality.coverage', 'quality.charm')
      .replace('tech-lead', 'wizard'),
  );
  expect([code, out]).toEqual([1, []]);
  expect(err).toEqual([
    expect.stringMatching(
      /^card\.yaml:10:\d+ spec\.criteria\[0\]\.rules\[0\]\.fact: .*quality\.charm/,
    ),
    expect.stringMatching(
      /^card\.yaml:12:\d+ spec\.exit\.signoffs\[0\]\.role: .*wizard/,
    ),
  ]);
});

it('takes roles that only the portal has', async () => {
  const text = good.replace('tech-lead', 'wizard');
  expect((await validate(text, ['--role', 'wizard'])).code).toBe(0);
});

it('asks the portal where it is told to', async () => {
  const problem = { message: 'there is no role', field: 'spec.owner', line: 5 };
  const { code, err, calls } = await validate(good, ['--portal'], {
    valid: false,
    problems: [problem],
  });
  expect(calls).toMatchObject([
    {
      method: 'POST',
      url: 'http://localhost:7007/api/operations/v1/scorecards/validate',
    },
  ]);
  expect([code, err]).toEqual([
    1,
    ['card.yaml:5:1 spec.owner: there is no role'],
  ]);
});
