import { prometheusBackup } from './prometheusBackup';
import { outcomes, read } from './testing';

describe('samples of Prometheus', () => {
  const sample = (__name__: string, value: string, labels: object = {}) => ({
    metric: { __name__, ...labels },
    value: [1773104700, value],
  });
  const answer = (...result: object[]) => ({
    status: 'success',
    data: { resultType: 'vector', result },
  });
  const completed = 'pgbackrest_backup_since_last_completion_seconds';
  const errors = 'pgbackrest_backup_last_error_status';

  it('does not take the time of a pgBackRest backup for its goodness', () => {
    const since = sample(completed, '60', { stanza: 'main' });
    const status = (value: string, stanza = 'main') =>
      sample(errors, value, { stanza });
    const last = (...result: object[]) =>
      outcomes(prometheusBackup, answer(since, ...result))[0];
    expect(last()).toBe('unknown');
    expect(last(status('0', 'other'))).toBe('unknown');
    expect(last(status('1'))).toBe('partial');
    expect(last(status('NaN'))).toBe('partial');
    expect(last(status('0'))).toBe('success');
  });

  it('keeps clusters apart that have a schedule of the same name', () => {
    const name = 'velero_backup_last_successful_timestamp';
    const of = (cluster: string) =>
      sample(name, '1773104000', { schedule: 'nightly', cluster });
    const { items } = read(prometheusBackup, answer(of('a'), of('b')));
    expect(items.map(({ payload }) => payload)).toMatchObject([
      { dataset: 'a/nightly' },
      { dataset: 'b/nightly' },
    ]);
    const alone = read(prometheusBackup, answer(of('a'))).items[0].payload;
    expect(alone).toMatchObject({ dataset: 'nightly' });
  });

  it('gives backups without a schedule a name, and hears of errors of K8up', () => {
    expect(
      read(
        prometheusBackup,
        answer(
          sample('velero_backup_last_successful_timestamp', '1773104000', {
            schedule: '',
          }),
        ),
      ).items[0].payload,
    ).toMatchObject({ dataset: 'default' });
    const k8up = 'k8up_backup_restic_last_errors';
    expect(
      outcomes(
        prometheusBackup,
        answer(sample(k8up, '2', { namespace: 'shop' })),
      ),
    ).toEqual(['failed']);
    expect(outcomes(prometheusBackup, answer(sample(k8up, '0')))).toEqual([]);
  });

  it.each<[string, object[], RegExp]>([
    ['no result', [], /no result/],
    [
      'another metric',
      [{ metric: { __name__: 'up' }, value: [1773104700, '1'] }],
      /no sample is of a backup metric/,
    ],
  ])('with %s say nothing', (_, result, message) => {
    expect(() => read(prometheusBackup, answer(...result))).toThrow(message);
  });
});
