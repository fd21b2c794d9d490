import { buildEvidenceRef } from '../__testUtils__';
import { fieldChanges } from './fieldChanges';
import { recordChanges } from './recordChanges';

const ref = (thing: string, id: string, says: string, day = 1) => ({
  ...buildEvidenceRef('slo', id),
  thing,
  materialDigest: says,
  observedAt: `2026-01-0${day}T00:00:00.000Z`,
});

it('pairs the newest records of each thing that says something else', () => {
  const then = [
    ref('slo/prometheus/a', '1', 'met'),
    ref('slo/prometheus/b', '2', 'met'),
    ref('slo/prometheus/gone', '3', 'met'),
  ];
  const now = [
    ref('slo/prometheus/a', '1', 'met'),
    ref('slo/prometheus/b', '4', 'met', 2),
    ref('slo/prometheus/b', '5', 'burning', 3),
    ref('slo/prometheus/new', '6', 'met'),
  ];
  expect(
    recordChanges(then, now).map(({ thing, before, after }) => [
      thing,
      before?.id,
      after?.id,
    ]),
  ).toEqual([
    ['slo/prometheus/b', '2', '5'],
    ['slo/prometheus/gone', '3', undefined],
    ['slo/prometheus/new', undefined, '6'],
  ]);
});

it('names the fields that differ, however deep, and no other', () => {
  expect(
    fieldChanges(
      { outcome: 'success', location: { class: 'on-site' }, files: [1, 2] },
      { outcome: 'failed', location: { class: 'on-site' }, files: [1], why: 0 },
    ),
  ).toEqual([
    { field: 'outcome', before: 'success', after: 'failed' },
    { field: 'why', before: undefined, after: '0' },
    { field: 'files.1', before: '2', after: undefined },
  ]);
});
