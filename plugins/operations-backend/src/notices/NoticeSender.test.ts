import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { migrate } from '../database/migrate';
import { DatabaseOutbox } from './DatabaseOutbox';
import { NoticeSender } from './NoticeSender';
import { Notice } from './Outbox';

jest.setTimeout(60_000);

const notice = (fields: Partial<Notice> = {}): Notice => ({
  recipients: ['user:default/ada', 'group:default/sre'],
  title: 'Your sign-off no longer counts',
  link: '/operations/reviews',
  severity: 'normal',
  scope: 'signoff:1',
  ...fields,
});

describeEachEngine('NoticeSender', engine => {
  const outbox = DatabaseOutbox.create();
  let db: Knex;
  let now: number;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(async () => {
    now = 1_000;
    await db('ops_outbox').delete();
  });

  const setUp = () => {
    const send = jest.fn(async () => {});
    const publish = jest.fn(async () => {});
    const logger = mockServices.logger.mock();
    const sender = NoticeSender.create({
      db,
      outbox,
      notifications: { send },
      signals: { publish },
      membersOf: async groups =>
        groups.map(ref => `${ref.replace('group:', 'user:')}-member`),
      clock: () => now,
      logger,
    });
    return { send, publish, logger, sender };
  };

  const add = (...notices: Notice[]) =>
    db.transaction(trx => outbox.add(trx, notices, now));

  it('sends once, and tells the pages of people by name ids only', async () => {
    const { send, publish, sender } = setUp();
    await add(notice());
    expect(await sender.runOnce()).toBe(1);
    expect(await sender.runOnce()).toBe(0);
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith({
      recipients: {
        type: 'entity',
        entityRef: ['user:default/ada', 'group:default/sre'],
      },
      payload: expect.objectContaining({
        scope: 'signoff:1',
        topic: 'operations',
      }),
    });
    expect(publish).toHaveBeenCalledWith({
      recipients: {
        type: 'user',
        entityRef: ['user:default/ada', 'user:default/sre-member'],
      },
      channel: 'operations',
      message: { scope: 'signoff:1' },
    });
  });

  it('sends nothing of a change that was rolled back', async () => {
    const { send, sender } = setUp();
    await db
      .transaction(async trx => {
        await outbox.add(trx, [notice()], now);
        throw new Error('disk full');
      })
      .catch(() => {});
    expect(await sender.runOnce()).toBe(0);
    expect(send).not.toHaveBeenCalled();
  });

  it('tries again later, and gives up in the end', async () => {
    const { send, logger, sender } = setUp();
    send.mockRejectedValue(new Error('not installed'));
    await add(notice());
    expect(await sender.runOnce()).toBe(1);
    expect(await sender.runOnce()).toBe(0);
    for (let attempt = 2; attempt <= 5; attempt++) {
      now += 600_000;
      expect(await sender.runOnce()).toBe(1);
    }
    now += 600_000;
    expect(await sender.runOnce()).toBe(0);
    expect(send).toHaveBeenCalledTimes(5);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('does not lose the others to one that fails', async () => {
    const { send, sender } = setUp();
    send.mockRejectedValueOnce(new Error('once'));
    await add(notice({ scope: 'a' }), notice({ scope: 'b' }));
    await sender.runOnce();
    expect(await db('ops_outbox')).toHaveLength(1);
  });

  it('keeps no notice for nobody', async () => {
    await add(notice({ recipients: [] }));
    expect(await db('ops_outbox')).toEqual([]);
  });

  it('is sent by one of several replicas', async () => {
    const replicas = [setUp(), setUp(), setUp()];
    await add(
      ...Array.from({ length: 9 }, (_, n) => notice({ scope: `${n}` })),
    );
    for (let turn = 0; turn < 3; turn++) {
      await Promise.all(replicas.map(({ sender }) => sender.runOnce()));
    }
    const sent = replicas.flatMap(({ send }) =>
      (send.mock.calls as unknown as [{ payload: Notice }][]).map(
        ([{ payload }]) => payload.scope,
      ),
    );
    expect(sent.sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
  });
});
