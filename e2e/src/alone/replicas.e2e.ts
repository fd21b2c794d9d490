import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { replicasOfItsOwn } from '../support/replicasOfItsOwn';

/** Rounds of each race; hundreds where somebody wants to be sure: `make race`. */
const ROUNDS = Number(process.env.OPERATIONS_RACE_ROUNDS ?? 4);

const entityRef = 'component:default/accounts';
const address = '/v1/entities/component/default/accounts/scorecards/replicas';
const people = [
  'sre-lead',
  'devops-lead',
  'tech-lead',
  'security-lead',
  'compliance-officer',
  'product-owner',
  'support-lead',
  'docs-lead',
];

describe('sign-offs in four processes on one PostgreSQL', () => {
  const calls = replicasOfItsOwn({
    count: 4,
    config: {
      scorecards: [{ target: join(__dirname, 'replicas.yaml') }],
      roles_racer: { groups: people.map(name => `group:default/${name}`) },
    },
  });
  const seen = { approved: 0, revoked: 0, refused: 0 };

  const push = async (process: number, round: number, rotationSize: number) => {
    const { body } = await calls[process % 4]('POST', '/v1/evidence', {
      as: 'ci',
      body: {
        items: [
          {
            entityRef,
            kind: 'on-call',
            source: 'race',
            externalId: 'rota',
            observedAt: new Date().toISOString(),
            payload: {
              schedule: `round-${round}`,
              rotationSize,
              hasBackup: true,
            },
          },
        ],
      },
    });
    assert.equal(body.accepted, 1, JSON.stringify(body));
  };

  const read = async (process: number) =>
    (await calls[process % 4]('GET', address)).body;

  /** One person's approval; whatever comes back must be an answer of the rules. */
  const approve = async (
    process: number,
    person: number,
    slot: string,
    expectedSubjectDigest: string,
    criterion = 'on-call',
  ) => {
    const { status, body } = await calls[process % 4](
      'POST',
      `${address}/criteria/${criterion}/signoffs`,
      {
        as: people[person % people.length],
        body: {
          slot,
          decision: 'approve',
          comment: 'race',
          expectedSubjectDigest,
        },
      },
    );
    assert.ok([201, 403, 409].includes(status), JSON.stringify(body));
    if (status === 201) seen.approved++;
    else seen.refused++;
    return status === 201 ? body.decision : undefined;
  };

  const revoke = async (process: number, person: number, id: string) => {
    const { status, body } = await calls[process % 4](
      'POST',
      `/v1/signoffs/${id}/revocation`,
      { as: people[person % people.length], body: { reason: 'race' } },
    );
    assert.ok([200, 201, 409].includes(status), JSON.stringify(body));
    if (status === 409) return 0;
    seen.revoked++;
    return 1;
  };

  /** What must hold in every answer at any moment. */
  const assertSound = (result: any) => {
    for (const { subjectDigest, signoffs } of [
      ...result.criteria,
      result.exit,
    ]) {
      const standing = signoffs.filter(
        ({ state }: { state: string }) => state === 'approved',
      );
      const seated = standing.map((slot: any) => slot.decision.by);
      assert.equal(new Set(seated).size, seated.length, `twice: ${seated}`);
      for (const { id, decision } of standing) {
        assert.equal(decision.subjectDigest, subjectDigest, `${id} is stale`);
      }
    }
    if (result.gate.state === 'approved') {
      assert.equal(result.criteria[0].verdict, 'pass');
    }
  };

  const assertSoundEverywhere = async (verdict: 'pass' | 'fail') => {
    const results = await Promise.all([0, 1, 2, 3].map(read));
    for (const result of results) {
      assertSound(result);
      assert.equal(result.criteria[0].verdict, verdict);
      if (verdict === 'pass') continue;
      assert.notEqual(result.gate.state, 'approved');
      for (const slot of result.criteria[0].signoffs) {
        assert.notEqual(slot.state, 'approved');
      }
    }
    return results[0];
  };

  it('seat nobody twice and count nothing over superseded evidence', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const changes = round % 2 === 0;
      await push(round, round, 4);
      const { subjectDigest } = (await read(round)).criteria[0];
      const early = await approve(round, round, 'third', subjectDigest);
      assert.ok(early, 'nothing stands in the way of the first signature');

      const [revoked, again] = await Promise.all([
        revoke(1, round, early.id),
        revoke(2, round, early.id),
        ...['first', 'second', 'third'].map((slot, n) =>
          approve(n, round, slot, subjectDigest),
        ),
        ...['first', 'second'].map((slot, n) =>
          approve(n + 3, round + 1, slot, subjectDigest),
        ),
        approve(1, round + 2, 'third', subjectDigest),
        approve(2, round + 3, 'second', subjectDigest),
        read(round + 1).then(assertSound),
        ...(changes ? [push(round + 3, round, 1)] : []),
        read(round + 2).then(assertSound),
      ]);
      assert.ok(
        Number(revoked) + Number(again) <= 1,
        'one decision was revoked twice',
      );
      await assertSoundEverywhere(changes ? 'fail' : 'pass');
    }
  });

  it('approve no exit beside a revocation or a failure', async () => {
    for (let round = 1_000; round < 1_000 + ROUNDS; round++) {
      await push(round, round, 4);
      const { subjectDigest } = (await read(round)).criteria[0];
      const [first] = await Promise.all(
        ['first', 'second', 'third'].map((slot, n) =>
          approve(n, round + n, slot, subjectDigest),
        ),
      );
      assert.ok(first);
      const { exit } = await read(round + 1);

      const changes = round % 2 === 0;
      await Promise.all([
        ...[0, 1].map(n =>
          approve(n, round + 3 + n, 'last', exit.subjectDigest, 'exit'),
        ),
        changes ? push(3, round, 1) : revoke(3, round, first.id),
        read(round + 2).then(assertSound),
      ]);
      const result = await assertSoundEverywhere(changes ? 'fail' : 'pass');
      assert.notEqual(result.gate.state, 'approved');
    }
  });

  it('leave one entry in the log for each decision and each revocation', async t => {
    const logged = async (type: string) =>
      (
        await calls[1]('GET', `/v1/log?limit=1&type=${type}`, {
          as: 'compliance-officer',
        })
      ).body.totalItems;
    t.diagnostic(JSON.stringify(seen));
    assert.ok(seen.revoked > 0);
    assert.equal(await logged('signoff.decided'), seen.approved);
    assert.equal(await logged('signoff.revoked'), seen.revoked);
  });
});
