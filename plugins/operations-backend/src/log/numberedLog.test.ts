import { mockServices } from '@backstage/backend-test-utils';
import {
  consistencyRanges,
  leafHash,
  LogTree,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  verifyInclusion,
} from '@backstage-operations/plugin-operations-common';
import { CheckpointSink } from '@backstage-operations/plugin-operations-node';
import { ConfigReader } from '@backstage/config';
import { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { migrate } from '../database/migrate';
import { Checkpoints } from './Checkpoints';
import { DatabaseCheckpointStore } from './DatabaseCheckpointStore';
import { DatabaseEventLog } from './DatabaseEventLog';
import { DatabaseTreeStore } from './DatabaseTreeStore';
import { LogKey, newPem } from './LogKey';
import { LogReceipts } from './LogReceipts';
import { resealLog } from './resealLog';
import { Sequencer } from './Sequencer';

jest.setTimeout(60_000);

const origin = 'portal.example.com/operations';
const key = LogKey.fromPem(origin, newPem());
const newId = monotonicFactory();
const log = DatabaseEventLog.create({ newId, newSalt: () => 'salt' });

/** Somewhere outside the database. */
function memorySink() {
  const kept: string[] = [];
  const sink: CheckpointSink & { kept: string[]; full: boolean } = {
    id: 'memory',
    kept,
    full: false,
    async publish(note) {
      if (sink.full) throw new Error('ENOSPC: no space left on device');
      kept.push(note);
    },
    newest: async () => kept.at(-1),
  };
  return sink;
}

describeEachEngine('the numbered log', engine => {
  let db: Knex;
  let sink: ReturnType<typeof memorySink>;
  const tree = DatabaseTreeStore.create();
  const store = DatabaseCheckpointStore.create();

  beforeEach(async () => {
    db = await engine.init();
    await migrate(db);
    sink = memorySink();
  });

  const append = (count: number) =>
    db.transaction(trx =>
      log.append(
        trx,
        Array.from({ length: count }, (_, index) => ({
          type: 'signoff.decided',
          at: index,
          actor: 'user:default/ada',
          data: { index },
        })),
      ),
    );

  /** One replica. */
  function replica(options: { key?: LogKey } = {}) {
    const sequencer = Sequencer.create({ db, tree });
    const logger = mockServices.logger.mock();
    const checkpoints = Checkpoints.create({
      db,
      tree,
      store,
      key: options.key ?? key,
      origin,
      sinks: [sink],
      clock: () => 1,
      logger,
    });
    const receipts = LogReceipts.create({
      db,
      tree,
      sequencer,
      checkpoints,
      logger,
    });
    return { sequencer, checkpoints, receipts, logger };
  }

  const leaves = async (): Promise<string[]> => {
    const bodies: string[] = await db('ops_log_event')
      .whereNotNull('seq')
      .orderBy('seq')
      .pluck('body');
    return bodies.map(leafHash);
  };

  const rootOf = (hashes: readonly string[]) => {
    const whole = LogTree.create();
    for (const hash of hashes) whole.append(hash);
    return whole.root();
  };

  it('numbers every event once, whoever does it, without gaps', async () => {
    const replicas = [1, 2, 3, 4].map(() => replica());
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        append(7),
        append(1),
        ...replicas.map(({ sequencer }) => sequencer.runOnce()),
      ]);
    }
    while ((await replicas[0].sequencer.runOnce()) > 0);
    const numbers: (number | string)[] = await db('ops_log_event')
      .orderBy('seq')
      .pluck('seq');
    expect(numbers.map(Number)).toEqual([...Array(40).keys()]);
    const { size } = await tree.head(db);
    const [root] = await tree.hashes(db, [{ start: 0, end: size }]);
    expect([size, root]).toEqual([40, rootOf(await leaves())]);
  });

  it('leaves nothing behind of a batch that was interrupted', async () => {
    await append(5);
    await expect(
      db.transaction(async trx => {
        await tree.number(trx, 100);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await tree.head(db)).toEqual({ size: 0, epoch: 1 });
    await replica().sequencer.runOnce();
    expect(await tree.head(db)).toEqual({ size: 5, epoch: 1 });
  });

  it('proves each entry under a signed checkpoint, and each checkpoint under the next', async () => {
    const { receipts, checkpoints } = replica();
    const seen: { size: number; root: string }[] = [];
    for (const count of [1, 2, 4, 6]) {
      const [uid] = await append(count);
      const receipt = await receipts.of(uid);
      const note = parseNote(receipt?.checkpoint ?? '');
      const signed = parseCheckpoint(note?.text ?? '');
      expect(signed?.origin).toBe(origin);
      expect(
        note &&
          key.verifies(note.text, note.signatures[0]?.signature ?? Buffer.of()),
      ).toBe(true);
      expect(
        verifyInclusion({
          index: receipt?.index ?? -1,
          leaf: receipt?.leaf ?? '',
          proof: receipt?.inclusionProof ?? [],
          size: signed?.size ?? 0,
          root: signed?.root ?? '',
        }),
      ).toBe(true);
      seen.push({ size: signed?.size ?? 0, root: signed?.root ?? '' });
    }
    const after = await checkpoints.current();
    for (const before of seen) {
      const ranges = consistencyRanges(before.size, after?.size ?? 0);
      const proof = await tree.hashes(db, ranges);
      expect(
        verifyConsistency({
          before,
          after: { size: after?.size ?? 0, root: after?.root ?? '' },
          proof: proof.flatMap(hash => hash ?? []),
        }),
      ).toBe(true);
    }
    expect(await receipts.prove(after?.size ?? 0)).toBeUndefined();
  });

  it('publishes again what a full disk refused, and signs nothing twice', async () => {
    const { checkpoints, sequencer, logger } = replica();
    await append(3);
    await sequencer.runOnce();
    sink.full = true;
    await checkpoints.publish();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('memory'),
    );
    sink.full = false;
    await checkpoints.publish();
    await checkpoints.publish();
    expect(sink.kept).toHaveLength(1);
    expect(parseCheckpoint(sink.kept[0])?.size).toBe(3);
  });

  const tampering: [string, string, () => Promise<unknown>][] = [
    [
      'set back to an earlier state',
      'truncated',
      async () => {
        await db('ops_log_head').update({ size: 2 });
        await db('ops_log_checkpoint').delete();
      },
    ],
    [
      'rewritten with new hashes',
      'rewritten',
      async () => {
        await db('ops_log_event').update({ seq: null });
        await db('ops_log_event')
          .where({ id: 1 })
          .update({ body: '{"forged":true}' });
        await db('ops_log_node').delete();
        await db('ops_log_checkpoint').delete();
        await db('ops_log_head').update({ size: 0 });
        await Sequencer.create({ db, tree }).runOnce();
      },
    ],
    [
      'without some of its hashes',
      'incomplete',
      async () => db('ops_log_node').where('level', '>', 0).delete(),
    ],
  ];

  it.each(tampering)('signs nothing for a log %s', async (_, says, tamper) => {
    const { checkpoints, sequencer, receipts } = replica();
    await append(5);
    await sequencer.runOnce();
    await checkpoints.publish();
    await tamper();
    const later = replica();
    await expect(later.checkpoints.current()).rejects.toThrow(says);
    // Decisions go on; they only have no receipt.
    const [uid] = await append(1);
    expect(await receipts.of(uid)).toBeNull();
    expect(sink.kept).toHaveLength(1);
  });

  it('goes on in a new epoch once an operator says why', async () => {
    const first = replica();
    await append(5);
    await first.sequencer.runOnce();
    await first.checkpoints.publish();
    // A backup from when there were none is restored.
    await db('ops_log_event').delete();
    await db('ops_log_node').delete();
    await db('ops_log_checkpoint').delete();
    await db('ops_log_head').update({ size: 0 });
    const reseal = (config: object) =>
      resealLog({
        db,
        config: new ConfigReader({ operations: { log: config } }),
        tree,
        store,
        log,
        clock: () => 1,
      });
    await expect(reseal({ epoch: 2 })).rejects.toThrow('resealReason');
    const why = { epoch: 2, resealReason: 'restored the backup of Monday' };
    expect(await reseal(why)).toBe(2);
    expect(await reseal(why)).toBe(2);
    await expect(reseal({ epoch: 1 })).rejects.toThrow('only grow');
    const second = replica();
    await second.sequencer.runOnce();
    await second.checkpoints.publish();
    expect(parseCheckpoint(sink.kept[1])).toMatchObject({
      origin: `${origin}/2`,
      size: 1,
    });
    const [body] = await db('ops_log_event').pluck('body');
    expect(JSON.parse(body).data.reason).toBe('restored the backup of Monday');
  });

  it.each(['', 'nonsense', 'origin\n1\nAAAA\n\n— x AAAA\n'])(
    'signs nothing while what is outside is %j',
    async note => {
      const { checkpoints, sequencer } = replica();
      await append(1);
      await sequencer.runOnce();
      sink.kept.push(note);
      await expect(checkpoints.current()).rejects.toThrow(/no checkpoint/);
    },
  );
});
