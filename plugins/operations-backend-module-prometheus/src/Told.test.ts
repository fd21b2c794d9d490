import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { readMemory, writeMemory } from './memory';

const MINUTE = 60_000;
const start = Date.UTC(2026, 2, 10, 12);

const slo = (minute: number, payload: object = {}): EvidenceInput => ({
  entityRef: 'component:default/shop',
  kind: 'slo',
  source: 'prometheus',
  externalId: 'up',
  observedAt: new Date(start + minute * MINUTE).toISOString(),
  payload: {
    name: 'up',
    target: 0.999,
    window: 'P30D',
    method: 'occurrences',
    state: 'ok',
    sli: 0.99951,
    burnRates: { '5m': 0.5 },
    ...payload,
  },
});

/** Which of the records, one a minute, are told. */
function told(...records: EvidenceInput[]): boolean[] {
  let cursor: string | undefined;
  return records.map(record => {
    const memory = readMemory(cursor);
    const news = memory.told.news([record]);
    cursor = writeMemory(memory);
    return news.length > 0;
  });
}

it.each<[string, EvidenceInput[], boolean[]]>([
  ['the same', [slo(0), slo(1), slo(2)], [true, false, false]],
  [
    'a change that rounds away',
    [slo(0), slo(1, { sli: 0.999510001 })],
    [true, false],
  ],
  ['a hundredth of a percent', [slo(0), slo(1, { sli: 0.9996 })], [true, true]],
  [
    'another state',
    [slo(0), slo(1, { state: 'burning' }), slo(2)],
    [true, true, true],
  ],
  [
    'an alert that fires',
    [slo(0), slo(1, { firing: [{ name: 'Page' }] })],
    [true, true],
  ],
  [
    'another burn rate',
    [slo(0), slo(1, { burnRates: { '5m': 0.6 } })],
    [true, true],
  ],
  [
    'the same after a quarter of an hour',
    [slo(0), slo(14), slo(15), slo(29)],
    [true, false, true, false],
  ],
  [
    'no figure any more',
    [slo(0), slo(1, { sli: null, state: 'no-data' })],
    [true, true],
  ],
])('%s', (_, records, expected) => {
  expect(told(...records)).toEqual(expected);
});

it('tells everything again when it does not remember, and forgets what is gone', () => {
  const first = readMemory('{"broken');
  expect(first.told.news([slo(0)])).toHaveLength(1);
  const second = readMemory(writeMemory(first));
  expect(second.told.news([])).toEqual([]);
  expect(second.told.memory).toEqual({});
});
