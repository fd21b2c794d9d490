import { goodBackups, restoreTest } from '../shared/backups';
import { documents } from '../shared/documents';
import { Example, teller } from '../shared/Example';
import { iso, plus, Timeline } from '../shared/Timeline';

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
  const restores = t.weekly(13, 31).filter(at => t.weekOf(at) % 4 === 1);
  const control = t.back('P20D');

  return {
    files: [],
    batches: [
      {
        items: [
          tell('backup-policy', 'orders', t.back('P90D'), {
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
          ...goodBackups(database, t.hourly(30 * 24, 7)),
          ...restores.map(at => restoreTest(database, at, { level: 'L4' })),
          tell('restore-test', 'orders-negative-control', control, {
            dataset: 'orders',
            startedAt: iso(plus(control, -9)),
            completedAt: iso(control),
            level: 'L0',
            checks: [
              { name: 'archive sha256', kind: 'checksum', result: 'fail' },
            ],
            isolated: true,
            expectedToFail: true,
          }),
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
