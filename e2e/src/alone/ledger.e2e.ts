import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { portalOfItsOwn } from '../support/portalOfItsOwn';

describe('evidence that was acknowledged', () => {
  const portal = portalOfItsOwn();
  const items = Array.from({ length: 500 }, (_, n) => ({
    entityRef: 'component:default/orders',
    kind: 'quality',
    source: 'journey',
    externalId: `build-${n}`,
    observedAt: new Date(Date.now() - n * 60_000).toISOString(),
    payload: { coverage: 0.9, commit: String(n) },
  }));
  const push = () =>
    portal.call('POST', '/v1/evidence', { as: 'ci', body: { items } });

  it('is there after the process was killed', async () => {
    const first = await push();
    await portal.killAndRestart();

    assert.equal(first.body.accepted, 500);
    const last = await portal.call(
      'GET',
      `/v1/evidence/${first.body.ids[499]}`,
    );
    assert.equal(last.status, 200);
    assert.equal(last.body.externalId, 'build-499');
  });

  it('is all duplicates when it is pushed again', async () => {
    const again = await push();
    assert.equal(again.status, 200);
    assert.equal(again.body.accepted, 0);
    assert.equal(again.body.duplicates, 500);
  });

  it('comes from a service token that does nothing else', async () => {
    const orders = '/v1/entities/component/default/orders';
    for (const path of [
      `${orders}/overview`,
      `${orders}/evidence`,
      `${orders}/scorecards/phase-08-operations/gate`,
    ]) {
      const read = await portal.call('GET', path, { as: 'ci' });
      // As if it were not there: the token does not see any entity.
      assert.equal(read.status, 404, path);
    }
    const sign = await portal.call(
      'POST',
      `${orders}/scorecards/phase-08-operations/criteria/exit/signoffs`,
      { as: 'ci', body: { slot: 'tech-lead', decision: 'approve' } },
    );
    assert.equal(sign.status, 403);
  });
});
