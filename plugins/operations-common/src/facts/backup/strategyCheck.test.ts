import { EvidencePayload } from '../../evidence/kinds';
import { defaultSettings, OperationsSettings } from '../settings';
import { strategyCheck } from './strategyCheck';
import { datasetOf, policy } from './testing/backups';

type Policy = Partial<EvidencePayload<'backup-policy'>>;

const judge = (
  asked: Policy,
  settings: OperationsSettings = defaultSettings,
) => {
  const dataset = datasetOf([policy(asked)], 'orders=database');
  return strategyCheck(dataset, settings);
};

const cron = (text: string) => ({ cron: text, timeZone: 'Europe/Berlin' });

describe('a policy against the strategy of its class', () => {
  it.each<[Policy['dataType'], Policy, boolean]>([
    ['database', { schedule: 'PT1H' }, true],
    ['database', { schedule: 'PT30M' }, true],
    ['database', { schedule: 'continuous' }, true],
    ['database', { schedule: cron('5 * * * *') }, true],
    ['database', { schedule: 'PT2H' }, false],
    ['database', { schedule: 'P7D' }, false],
    ['database', { schedule: cron('0 3 * * *') }, false],
    ['database', { schedule: cron('@hourly') }, true],
    ['database', { schedule: cron('0 * * 1-6 *') }, false],
    // Hourly by day, but not by night.
    ['database', { schedule: cron('0 8-18 * * *') }, false],
    ['database', { schedule: cron('0 * * * 1-5') }, false],
    ['database', { schedule: 'PT1H', grace: 'PT1H' }, true],
    ['database', { schedule: 'PT1H', grace: 'P7D' }, false],
    ['database', { schedule: 'PT1H', retention: 'P89D' }, false],
    ['database', { schedule: 'PT1H', retention: 'P1Y' }, true],
    ['database', { schedule: 'PT1H', location: 'local' }, false],
    ['application', { schedule: 'P1D' }, true],
    ['application', { schedule: cron('0 3 * * *') }, true],
    ['application', { schedule: cron('0 3 * * 1-5') }, false],
    ['application', { schedule: cron('0 3 1-7 * *') }, false],
    ['application', { schedule: cron('0 3 * 1-6 *') }, false],
    ['application', { schedule: cron('30 0 3 * * *') }, true],
    ['application', { schedule: 'P1D', retention: 'P29D' }, false],
    ['logs', { schedule: 'P1D', retention: 'P365D' }, true],
    ['logs', { schedule: 'P1D', retention: 'P12M' }, true],
    ['logs', { schedule: 'P1D', retention: 'P364D' }, false],
    ['configs', { schedule: 'per-change' }, true],
    ['configs', { schedule: 'P1D' }, false],
    ['configs', { schedule: 'per-change', location: 'off-site' }, false],
    ['user-data', { schedule: 'continuous' }, true],
    ['user-data', { schedule: 'continuous', grace: 'P1D' }, false],
    ['user-data', { schedule: 'per-change' }, false],
    ['user-data', { schedule: 'PT1H' }, false],
    ['user-data', { schedule: 'continuous', retention: 'P2555D' }, true],
    ['user-data', { schedule: 'continuous', retention: 'P6Y' }, false],
  ])('of %s: %j is enough: %s', (dataType, asked, enough) => {
    expect(judge({ dataType, ...asked }).verdict).toBe(
      enough ? 'pass' : 'fail',
    );
  });

  it('says what it lacks', () => {
    expect(
      judge({ schedule: 'P7D', retention: 'P7D', location: 'local' }).reason,
    ).toBe(
      'is backed up P7D, the strategy for database asks for PT1H, is kept P7D, the strategy asks for P90D, is to lie local, the strategy asks for off-site',
    );
  });

  it('is held against the rows of the organisation where it has its own', () => {
    const settings: OperationsSettings = {
      ...defaultSettings,
      backup: {
        ...defaultSettings.backup,
        strategy: {
          database: { schedule: 'P1D', retention: 'P30D', location: 'local' },
        },
      },
    };
    const daily: Policy = {
      schedule: 'P1D',
      retention: 'P30D',
      location: 'local',
    };
    expect(judge(daily, settings).verdict).toBe('pass');
    expect(judge(daily).verdict).toBe('fail');
  });

  it('is not known of what was never reported', () => {
    const named = datasetOf([], 'orders=database');
    expect(strategyCheck(named, defaultSettings).verdict).toBe('unknown');
  });

  it('is not known where it is not understood', () => {
    expect(judge({ schedule: cron('not at all') }).verdict).toBe('unknown');
  });
});
