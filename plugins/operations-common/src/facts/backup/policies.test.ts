import { defaultSettings } from '../settings';
import { subjectOf } from '../testing/builders';
import { policiesOf, weeklyPolicy } from './policies';
import { DAY, HOUR, NOW, policy, run, subjectWith } from './testing/backups';

it.each([
  ['database', 'PT1H', 'P90D', 'off-site'],
  ['application', 'P1D', 'P30D', 'off-site'],
  ['logs', 'P1D', 'P1Y', 'off-site'],
  ['configs', 'per-change', 'P1Y', 'git'],
  ['user-data', 'continuous', 'P7Y', 'off-site'],
])('asks for %s what the strategy says', (type, schedule, retention, place) => {
  const [found] = policiesOf(subjectWith([], `x=${type}`));
  expect(found).toMatchObject({
    dataset: 'x',
    dataType: type,
    scheduleText: schedule,
    retention: { text: retention },
    location: place,
    restoreTest: { every: { text: 'P92D' }, minLevel: 'L3' },
    from: 'annotation',
  });
});

it('takes the record before the annotation before the assumption', () => {
  const subject = subjectWith(
    [
      policy({ schedule: { cron: '0 2 * * *', timeZone: 'UTC' }, rpo: 7200 }),
      run(NOW, { dataset: 'assets' }),
      run(NOW, { dataset: 'logs' }),
    ],
    'orders=logs, files = application ,',
  );
  expect(
    policiesOf(subject).map(p => [
      p.dataset,
      p.dataType,
      p.from,
      p.scheduleText,
    ]),
  ).toEqual([
    ['assets', 'application', 'default', 'P1D'],
    ['files', 'application', 'annotation', 'P1D'],
    ['logs', 'logs', 'default', 'P1D'],
    ['orders', 'database', 'evidence', '0 2 * * * UTC'],
  ]);
  expect(policiesOf(subject)[3]).toMatchObject({
    retention: { text: 'P90D' },
    rpo: { text: 'PT7200S', millis: 2 * HOUR },
    grace: 6 * HOUR,
  });
});

it('lets the organisation replace rows of the strategy', () => {
  const settings = {
    ...defaultSettings,
    backup: {
      proofTtl: 'P30D',
      strategy: {
        database: {
          schedule: 'PT6H',
          retention: 'P14D',
          location: 'local' as const,
        },
      },
    },
  };
  const subject = subjectOf([run(NOW, { dataset: 'database' })], { settings });
  expect(policiesOf(subject)).toMatchObject([
    {
      from: 'config',
      scheduleText: 'PT6H',
      location: 'local',
      restoreTest: { every: { text: 'P30D' } },
    },
  ]);
});

it.each([
  [subjectWith([], 'orders=databse'), 'gives orders the class "databse"'],
  [
    subjectWith([policy({ schedule: { cron: 'often', timeZone: 'UTC' } })]),
    'is not understood',
  ],
])('says why a policy is not to be trusted', (subject, problem) => {
  expect(policiesOf(subject)[0].problem).toContain(problem);
});

it.each([
  ['PT1H', 15],
  ['P1D', 360],
  ['P7D', 360],
  ['continuous', 60],
] as const)('gives %s a grace of %d minutes', (schedule, minutes) => {
  const [found] = policiesOf(subjectWith([policy({ schedule })]));
  expect(found.grace).toBe(minutes * 60_000);
});

it('judges by the week on request', () => {
  const [found] = policiesOf(subjectWith([policy()]));
  expect(weeklyPolicy(found)).toMatchObject({
    schedule: { kind: 'interval', every: 7 * DAY },
    retention: { text: 'P90D' },
  });
});

it('finds no data set where the annotation says there are none', () => {
  expect(policiesOf(subjectWith([], ' None '))).toEqual([]);
});
