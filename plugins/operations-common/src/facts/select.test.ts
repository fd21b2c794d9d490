import fc from 'fast-check';
import {
  earliestAfter,
  inWindow,
  newest,
  nextCrossing,
  recordsOf,
  windowEnding,
} from './select';
import { evidenceOf } from './testing/builders';

const drill = (observedAt: string, receivedAt: string, id: string) =>
  evidenceOf(
    'dr-drill',
    observedAt,
    { scenario: id, declaredAt: observedAt, outcome: 'success' },
    { receivedAt, id },
  );

it('gives the records of one kind oldest first, whatever order they came in', () => {
  const records = [
    drill('2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z', 'c'),
    drill('2026-03-02T01:00:00+01:00', '2026-03-02T00:00:00Z', 'b'),
    drill('2026-03-01T00:00:00Z', '2026-03-09T00:00:00Z', 'a'),
  ];
  const other = evidenceOf('quality', '2026-03-01T00:00:00Z', {});
  for (const order of [records, [...records].reverse()]) {
    const found = recordsOf([other, ...order], 'dr-drill');
    expect(found.map(record => record.id)).toEqual(['a', 'b', 'c']);
    expect(newest(found)?.id).toBe('c');
  }
});

it('has half-open windows', () => {
  const window = windowEnding(10_000, 'PT5S');
  expect([4_999, 5_000, 9_999, 10_000].map(at => inWindow(window, at))).toEqual(
    [false, true, true, false],
  );
});

it('crosses exactly when the membership changes', () => {
  fc.assert(
    fc.property(fc.nat(50_000), fc.nat(50_000), (now, at) => {
      const member = (moment: number) =>
        inWindow(windowEnding(moment, 'PT5S'), at);
      const next = nextCrossing(windowEnding(now, 'PT5S'), at);
      const changes = next !== undefined;
      const end = next ?? now + 1_000_000;
      expect(member(end - 1)).toBe(member(now));
      expect(member(end) !== member(now)).toBe(changes);
    }),
  );
});

it('takes the earliest instant after now', () => {
  expect(earliestAfter(5, [9, undefined, 5, 7, 1])).toBe(7);
  expect(earliestAfter(5, [5, undefined])).toBeUndefined();
});
