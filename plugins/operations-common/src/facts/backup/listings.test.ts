import { toIso } from '../../time';
import { evidenceOf } from '../testing/builders';
import { freshness } from './freshness';
import { retention } from './retention';
import { successRate } from './successRate';
import { windowEnding } from '../select';
import { datasetOf, DAY, HOUR, NOW, policy, run } from './testing/backups';

const id = (day: number) => `backup-${day}`;
const days = Array.from({ length: 12 }, (_, day) => day);
const runs = days.map(day =>
  run(NOW - HOUR - day * DAY, {}, { externalId: id(day) }),
);
const asked = policy({ retention: 'P10D' }, NOW - 12 * DAY);

function listing(ids: string[], at = NOW - 1, dataset = 'orders') {
  return evidenceOf('control', toIso(at), {
    framework: 'test',
    control: `holds-backups/${dataset}`,
    status: 'met',
    checkedAt: toIso(at),
    listed: { dataset, ids },
  });
}

describe('what the catalogue of a tool no longer holds', () => {
  const dataset = (...controls: ReturnType<typeof listing>[]) =>
    datasetOf([asked, ...runs, ...controls]);

  it('is kept as long as it is listed', () => {
    expect(retention(dataset(), NOW).verdict).toBe('pass');
    expect(retention(dataset(listing(days.map(id))), NOW).verdict).toBe('pass');
  });

  it('is not known to be kept', () => {
    const few = dataset(listing([id(0), id(1)]));
    expect(retention(few, NOW)).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('does not show the backup of'),
    });
    expect(freshness(few, NOW).verdict).toBe('pass');
    expect(freshness(dataset(listing([id(5)])), NOW).verdict).toBe('unknown');
  });

  it('is gone where nothing is listed', () => {
    const none = dataset(listing([]));
    expect(retention(none, NOW).verdict).toBe('fail');
    expect(freshness(none, NOW).verdict).toBe('fail');
  });

  it('was a good run in its time', () => {
    const window = windowEnding(NOW, 'P5D');
    expect(successRate(dataset(listing([])), window)).toMatchObject({
      good: 5,
      expected: 5,
    });
  });

  it('is told by the newest list, of the same data set, of what was there then', () => {
    const both = dataset(
      listing([], NOW - 2 * DAY),
      listing(days.map(id), NOW - 1),
    );
    expect(retention(both, NOW).verdict).toBe('pass');
    const other = dataset(listing([], NOW - 1, 'other'));
    expect(retention(other, NOW).verdict).toBe('pass');
    const early = dataset(listing([], NOW - 2 * HOUR));
    expect(freshness(early, NOW).verdict).toBe('pass');
  });
});
