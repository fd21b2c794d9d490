import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { ResultChange } from '../evaluation/EvaluationListener';
import { HintSender } from './HintSender';
import { Viewers } from './Viewers';

const checkout = 'component:default/checkout';
const orders = 'component:default/orders';
const ada = 'user:default/ada';
const bob = 'user:default/bob';

function setUp() {
  let now = 1_000;
  const viewers = Viewers.create({ clock: () => now, most: 2 });
  const sent: unknown[] = [];
  let heard = () => {};
  const hints = HintSender.create({
    viewers,
    signals: {
      publish: async signal => {
        sent.push(signal);
        heard();
      },
    },
    logger: mockServices.logger.mock(),
    pauseMillis: 0,
  });
  /** Lets a transaction end, and everything that was scheduled by then happen. */
  const settle = () => new Promise(done => setTimeout(done, 5));
  const change = (entityRefs: string[], ending = Promise.resolve()) =>
    hints.onEvidence(
      { executionPromise: ending } as unknown as Knex.Transaction,
      {
        entityRefs,
        at: now,
        cause: 'evidence',
      },
    );
  return {
    viewers,
    hints,
    sent,
    change,
    settle,
    next: () => new Promise<void>(done => (heard = done)),
    pass: (millis: number) => {
      now += millis;
    },
  };
}

const hintTo = (...people: string[]) => ({
  recipients: { type: 'user', entityRef: people },
  channel: 'operations',
  message: {},
});

describe('HintSender', () => {
  it('tells those who look, once for several changes, and says nothing of what changed', async () => {
    const { viewers, change, sent, next } = setUp();
    viewers.saw(checkout, ada);
    viewers.saw(checkout, bob);
    viewers.saw(orders, ada);
    const heard = next();
    await change([orders]);
    await change([checkout, orders]);
    await heard;
    expect(sent).toEqual([hintTo(ada, bob)]);
    expect(JSON.stringify(sent)).not.toMatch(/checkout|orders/);
  });

  it('tells nobody of what others look at, of what was looked at long ago, or of what was rolled back', async () => {
    const { viewers, change, sent, settle, pass } = setUp();
    viewers.saw(orders, ada);
    await change([checkout]);
    await change([orders], Promise.reject(new Error('disk full')));
    await settle();
    pass(45_000);
    await change([orders]);
    await settle();
    expect(sent).toEqual([]);
  });

  it('tells of results that changed without evidence', async () => {
    const { viewers, hints, sent, next } = setUp();
    viewers.saw(checkout, ada);
    const heard = next();
    await hints.onResults(
      { executionPromise: Promise.resolve() } as unknown as Knex.Transaction,
      [{ entity: { entityRef: checkout } } as ResultChange],
    );
    await heard;
    expect(sent).toEqual([hintTo(ada)]);
  });

  it('forgets what was looked at longest ago rather than growing without end', () => {
    const { viewers } = setUp();
    viewers.saw(checkout, ada);
    viewers.saw(orders, ada);
    viewers.saw(checkout, ada);
    viewers.saw('component:default/third', ada);
    expect(viewers.of([orders])).toEqual(new Set());
    expect(viewers.of([checkout])).toEqual(new Set([ada]));
  });
});
