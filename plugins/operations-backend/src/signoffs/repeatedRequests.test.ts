import { mockServices } from '@backstage/backend-test-utils';
import { Request } from 'express';
import { aProfile } from '../__testUtils__/aProfile';
import {
  as,
  DecisionHarness,
  decisionHarness,
} from '../__testUtils__/decisionHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { createDecisionHandlers } from './createDecisionHandlers';

jest.setTimeout(60_000);

const entityRef = 'component:default/checkout';
const DAY = 24 * 60 * 60 * 1000;
const good = { schedule: 'primary', rotationSize: 4, hasBackup: true };

const scorecard = `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  criteria:
    - id: on-call
      title: Somebody is on call
      rules: [{ fact: oncall.covered, op: '==', value: true }]
      waiverRole: sre-lead
      signoffs:
        - { id: own, verb: owns, role: sre-lead }
        - { id: check, verb: validates, role: security-lead }
`;

const place = { entityRef, scorecard: 'ready', criterion: 'on-call' };

/** A request as far as handlers look at it. */
const keyed = (key: string) => ({ get: () => key } as unknown as Request);

describeEachEngine('A request with a key', engine => {
  let app: DecisionHarness;

  beforeEach(async () => {
    app = await decisionHarness(await engine.init(), {
      people: new Map([
        ['user:default/ada', ['group:default/sre']],
        ['user:default/eve', []],
      ]),
    });
    await app.entity(aProfile(entityRef));
    await app.file('r.yaml', scorecard);
    await app.drain();
    await app.push(app.says(entityRef, 'on-call', good));
    app.advance(1_000);
  });

  const asked = () => ({
    ...place,
    reason: 'moving house',
    compensatingControl: 'the old rota',
    expiresAt: new Date(app.clock() + DAY).toISOString(),
  });

  it('asks for, decides and ends an exception once', async () => {
    const { waiverService: waivers } = app;
    const request = asked();
    const first = await waivers.request(as('eve'), request, 'a');
    app.advance(1_000);
    expect(await waivers.request(as('eve'), request, 'a')).toEqual(first);
    await expect(
      waivers.request(as('eve'), { ...request, reason: 'other' }, 'a'),
    ).rejects.toThrow(/^Idempotency-Key/);

    const { id } = first.waiver;
    const approve = () =>
      waivers.decide(as('ada'), id, 'approve', 'for a day', 'b');
    expect(await approve()).toEqual(await approve());
    await expect(
      waivers.decide(as('ada'), id, 'deny', 'for a day', 'b'),
    ).rejects.toThrow(/^Idempotency-Key/);

    const end = () => waivers.revoke(as('eve'), id, 'settled', 'c');
    expect(await end()).toEqual(await end());
    expect(await app.logged()).toEqual(
      expect.arrayContaining([
        'waiver.requested',
        'waiver.approved',
        'waiver.revoked',
      ]),
    );
    const types = (await app.logged()).filter(type => /waiver/.test(type));
    expect(types).toHaveLength(3);
  });

  it('takes a decision back once', async () => {
    const { decision } = await app.decide('ada', { slot: 'own' });
    const revoke = (reason: string) =>
      app.revocations.revoke(as('ada'), decision.id, reason, 'a');
    expect(await revoke('mistake')).toEqual(await revoke('mistake'));
    await expect(revoke('other')).rejects.toThrow(/^Idempotency-Key/);
  });

  it('lends a role once', async () => {
    const endsAt = new Date(app.clock() + DAY).toISOString();
    const lend = (roles: string[]) =>
      app.delegationService.create(
        as('ada'),
        { to: 'user:default/eve', roles, endsAt, reason: 'leave' },
        'a',
      );
    expect(await lend([])).toEqual(await lend([]));
    await expect(lend(['sre-lead'])).rejects.toThrow(/^Idempotency-Key/);
    expect(await app.db('ops_delegation')).toHaveLength(1);
  });

  it('decides a batch once, and refuses the key for another batch', async () => {
    const handlers = createDecisionHandlers({
      ...app,
      waivers: app.waiverService,
      auditor: mockServices.auditor.mock(),
    });
    const expectedSubjectDigest = await app.shown(
      entityRef,
      'ready',
      'on-call',
    );
    const batch = (comment: string) =>
      handlers.decideReviews?.({
        body: {
          decision: 'approve',
          comment,
          items: [
            { ...place, slot: 'own', expectedSubjectDigest },
            { ...place, slot: 'check', expectedSubjectDigest },
          ],
        },
        params: {},
        query: {},
        credentials: as('ada'),
        request: keyed('a'),
      });
    const first = await batch('good');
    expect(first).toMatchObject({
      results: [
        { index: 0, decision: { slot: 'own' } },
        { index: 1, error: { name: 'NotAllowedError' } },
      ],
    });
    app.advance(1_000);
    expect(await batch('good')).toEqual(first);
    await expect(batch('other')).rejects.toThrow(/^Idempotency-Key/);
    expect(await app.db('ops_signoff')).toHaveLength(1);
  });
});
