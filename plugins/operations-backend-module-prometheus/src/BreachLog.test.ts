import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { readMemory, writeMemory } from './memory';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const start = Date.UTC(2026, 2, 10, 12);

const calm = { '5m': 0, '1h': 0, '30m': 0, '6h': 0, '2h': 0, '1d': 0, '3d': 0 };
const page = { ...calm, '5m': 20, '1h': 20 };
const slow = { ...calm, '6h': 2, '3d': 2 };

interface Look {
  at: number;
  rates: object;
  fires?: boolean;
}

/** What is told of breaches after each look, as minutes: began, fired, long look-back. */
function looks(...seen: Look[]) {
  let cursor: string | undefined;
  return seen.map(({ at, rates, fires }) => {
    const now = start + at * MINUTE;
    const memory = readMemory(cursor);
    const item: EvidenceInput = {
      entityRef: 'component:default/shop',
      kind: 'slo',
      source: 'prometheus',
      externalId: 'up',
      observedAt: new Date(now).toISOString(),
      payload: {
        name: 'up',
        target: 0.999,
        window: 'P30D',
        method: 'occurrences',
        state: 'ok',
        burnRates: rates,
        firing: fires ? [{ name: 'Page' }] : [],
      },
    };
    const { payload } = memory.breaches.noted(item, now);
    cursor = writeMemory(memory);
    const minute = (text: string) => (Date.parse(text) - start) / MINUTE;
    return (payload as EvidencePayload<'slo'>).breaches?.map(
      ({ startedAt, firedAt, longWindow }) => [
        minute(startedAt),
        firedAt ? minute(firedAt) : null,
        longWindow,
      ],
    );
  });
}

describe('BreachLog', () => {
  it('says nothing while nothing burns', () => {
    expect(
      looks(
        { at: 0, rates: calm },
        { at: 1, rates: {} },
        { at: 2, rates: calm, fires: true },
      ),
    ).toEqual([undefined, undefined, undefined]);
  });

  it('is answered by an alert that fires in time', () => {
    expect(
      looks(
        { at: 0, rates: page },
        { at: 3, rates: page, fires: true },
        { at: 9, rates: calm },
      ),
    ).toEqual([[[0, null, 'PT60M']], [[0, 3, 'PT60M']], [[0, 3, 'PT60M']]]);
  });

  it('is silent when none fired within the long look-back, however soon it ended', () => {
    expect(
      looks(
        { at: 0, rates: page },
        { at: 5, rates: calm },
        { at: 61, rates: calm },
        { at: 62, rates: calm, fires: true },
      ),
    ).toEqual(Array(4).fill([[0, null, 'PT60M']]));
  });

  it('takes the look-back of the condition that holds', () => {
    expect(
      looks({ at: 0, rates: slow }, { at: 4000, rates: slow, fires: true })[1],
    ).toEqual([[0, 4000, 'PT4320M']]);
  });

  it('tells two breaches apart, and forgets those that left the window', () => {
    const all = looks(
      { at: 0, rates: page, fires: true },
      { at: 10, rates: calm },
      { at: 20, rates: page, fires: true },
      { at: (30 * DAY) / MINUTE + 10, rates: calm },
    );
    expect(all[2]).toEqual([
      [0, 0, 'PT60M'],
      [20, 20, 'PT60M'],
    ]);
    expect(all[3]).toEqual([[20, 20, 'PT60M']]);
  });
});
