import { goodBackups, negativeControl, restoreTest } from '../shared/backups';
import { documents } from '../shared/documents';
import { Example, teller } from '../shared/Example';
import { keptSchedule } from '../shared/schedule';
import { Timeline } from '../shared/Timeline';

const database = {
  entityRef: 'resource:default/orders-db',
  dataset: 'orders',
  tool: 'backup-job',
  bytes: 9_640_000_000,
  place: { class: 'off-site', uri: 's3://backups-eu-west/orders' },
} as const;

/** `orders-db`: backed up every hour off-site, restored and counted every month, and once with a damaged archive. */
export function ordersDbExample(t: Timeline): Example {
  const tell = teller(database.entityRef, database.tool);
  const hours = t.hourly(30 * 24, 7);
  const restores = t
    .weekly(5, 35)
    .filter(at => t.weekOf(at) % 4 === 1 && at > hours[2]);

  return {
    files: [],
    batches: [
      {
        items: [
          tell('backup-policy', 'orders', t.back('P20D'), {
            dataset: 'orders',
            dataType: 'database',
            schedule: 'PT1H',
            grace: 'PT15M',
            retention: 'P90D',
            location: 'off-site',
            rpo: 'PT2H',
            rto: 'PT1H',
            restoreTest: { every: 'P92D', minLevel: 'L4' },
          }),
          ...goodBackups(database, hours),
          ...restores.map(at => restoreTest(database, at, { level: 'L4' })),
          negativeControl(database, t.back('P12D')),
          ...keptSchedule(t, database.entityRef).filter(({ externalId }) =>
            externalId?.startsWith('database-maintenance'),
          ),
        ],
      },
      documents(
        t,
        database.entityRef,
        ['backup-procedure', 'dr-plan', 'runbook'],
        'P33D',
      ),
    ],
  };
}
