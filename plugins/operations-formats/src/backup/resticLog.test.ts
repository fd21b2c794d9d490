import { restic } from './restic';
import { outcomes, read } from './testing';

describe('a log of several runs of restic', () => {
  const summary = (more: object = {}) =>
    JSON.stringify({
      message_type: 'summary',
      total_files_processed: 2,
      snapshot_id: 'd3d7cf05',
      ...more,
    });
  const progress = '{"message_type":"status","percent_done":1}';
  const run = (id: string, hour: number, more: object = {}) =>
    summary({
      snapshot_id: id,
      backup_start: `2026-03-10T0${hour}:00:00Z`,
      backup_end: `2026-03-10T0${hour}:10:00Z`,
      ...more,
    });
  const warning = 'Warning: at least one source file could not be read, error';

  it.each<[string, string[], string[]]>([
    [
      'both good',
      [progress, run('a', 1), progress, run('b', 2)],
      ['success', 'success'],
    ],
    [
      'the first with errors',
      [progress, run('a', 1), warning, progress, run('b', 2)],
      ['partial', 'success'],
    ],
    [
      'the second with errors',
      [progress, run('a', 1), progress, warning, run('b', 2)],
      ['success', 'partial'],
    ],
    [
      'one of them with errors, nobody knows which',
      [run('a', 1), warning, run('b', 2)],
      ['partial', 'partial'],
    ],
  ])('%s', (_, lines, expected) => {
    const { items } = read(restic, lines.join('\n'), { exitCode: 0 });
    expect(
      items.map(({ payload }) => 'outcome' in payload && payload.outcome),
    ).toEqual(expected);
    expect(items.map(({ externalId }) => externalId)).toEqual(['a', 'b']);
  });

  it('the exit code is that of the last', () => {
    const log = [run('a', 1), run('b', 2)].join('\n');
    expect(outcomes(restic, log, { exitCode: 3 })).toEqual([
      'success',
      'partial',
    ]);
  });

  it('but not those of which nobody knows when they were', () => {
    const log = [summary(), summary({ snapshot_id: 'b' })].join('\n');
    const { items, warnings } = read(restic, log, { exitCode: 0 });
    expect(items.map(({ externalId }) => externalId)).toEqual(['b']);
    expect(warnings).toEqual([
      expect.stringContaining('only those with a time'),
      expect.stringContaining('names no data set'),
      expect.stringContaining('carries no time'),
    ]);
  });
});
