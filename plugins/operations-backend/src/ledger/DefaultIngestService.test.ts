import { Knex } from 'knex';
import { anEntity } from '../__testUtils__/anEntity';
import { ledgerHarness } from '../__testUtils__/ledgerHarness';
import { LedgerChange } from './LedgerListener';
import { RefusedItem } from './readBatch';
import { Submitter } from './Submitter';

const shop = 'component:default/shop';
const cart = 'component:default/cart';

const anItem = (fields: object = {}) => ({
  entityRef: shop,
  kind: 'quality',
  source: 'ci',
  externalId: 'main',
  observedAt: '2026-01-01T00:00:00Z',
  payload: { coverage: 0.5 },
  ...fields,
});

async function aLedger() {
  const ledger = await ledgerHarness([anEntity(shop), anEntity(cart)]);
  const changes: LedgerChange[] = [];
  const counts = async () => ({
    evidence: (await ledger.db('ops_evidence')).length,
    events: (await ledger.db('ops_log_event')).length,
  });
  return { ...ledger, changes, counts, ci: ledger.submitterOf('ci') };
}

function conflict(code: string): Error {
  return Object.assign(new Error('could not serialize'), { code });
}

describe('DefaultIngestService', () => {
  it('tells the listener of new evidence only, once per entity', async () => {
    const { ingest, listener, changes, ci, clock } = await aLedger();
    listener.add({
      onEvidence: async (_trx, change) => {
        changes.push(change);
      },
    });
    await ingest.ingest(ci, [anItem()]);
    changes.length = 0;
    await ingest.ingest(ci, [anItem()]);
    expect(changes).toEqual([]);
    await ingest.ingest(ci, [
      anItem(),
      anItem({ entityRef: cart }),
      anItem({ entityRef: cart, externalId: 'other' }),
    ]);
    expect(changes).toEqual([
      {
        entityRefs: [cart],
        at: clock.now,
        cause: 'evidence',
        actor: 'service:ci',
      },
    ]);
  });

  it('stores nothing when the evaluation in its transaction fails', async () => {
    const { ingest, listener, counts, ci } = await aLedger();
    listener.add({
      onEvidence: async () => {
        throw new Error('evaluation failed');
      },
    });
    await expect(
      ingest.ingest({ ...ci, person: true }, [anItem()]),
    ).rejects.toThrow('evaluation failed');
    expect(await counts()).toEqual({ evidence: 0, events: 0 });
  });

  it.each(['40001', '40P01', 'SQLITE_BUSY'])(
    'starts over when another writer was in the way (%s)',
    async code => {
      const { ingest, listener, counts, ci } = await aLedger();
      const onEvidence = jest
        .fn(async (_trx: Knex.Transaction, _change: LedgerChange) => {})
        .mockRejectedValueOnce(conflict(code));
      listener.add({ onEvidence });
      const result = await ingest.ingest(ci, [anItem()]);
      expect(result).toMatchObject({ accepted: 1, duplicates: 0 });
      expect(onEvidence).toHaveBeenCalledTimes(2);
      expect(await counts()).toEqual({ evidence: 1, events: 0 });
    },
  );

  it('keeps places in the batch and ids in step', async () => {
    const { ingest, ci, current } = await aLedger();
    const result = await ingest.ingest(ci, [
      7,
      anItem(),
      new RefusedItem('payload.x', 'contains a NUL character'),
      anItem({ entityRef: 'component:default/none' }),
      anItem(),
    ]);
    expect(result).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(result.rejected.map(({ index }) => index)).toEqual([0, 2, 3]);
    const [{ id }] = await current(shop);
    expect(result.ids).toEqual([id, id]);
  });

  it('tells what a submitter may not see from what it may not change', async () => {
    const { ingest, ci } = await aLedger();
    const ada: Submitter = {
      ...ci,
      visible: async () => new Set([shop]),
      permitted: async () => new Set(),
    };
    const { rejected } = await ingest.ingest(ada, [
      anItem(),
      anItem({ entityRef: cart }),
    ]);
    expect(rejected.map(({ message }) => message)).toEqual([
      'you may not add evidence to this entity',
      'no such entity in the catalog',
    ]);
  });

  it('logs what people send, in the same transaction', async () => {
    const { ingest, ci, db, current } = await aLedger();
    const ada = { ...ci, ref: 'user:default/ada', person: true };
    await ingest.ingest(ada, [anItem(), anItem()]);
    const [{ id, digest }] = await current(shop);
    const events = await db('ops_log_event');
    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0].body)).toMatchObject({
      type: 'evidence.submitted',
      actor: 'user:default/ada',
      entityRef: shop,
      data: { id, digest, kind: 'quality' },
    });
  });
});
