import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { goodBackups, negativeControl, restoreTest } from '../shared/backups';
import { teller } from '../shared/Example';
import { Timeline } from '../shared/Timeline';

const orders = 'component:default/orders';

const image = {
  entityRef: orders,
  dataset: 'orders-app',
  tool: 'registry-mirror',
  bytes: 412_000_000,
  place: { class: 'off-site', uri: 's3://backups-eu-west/orders-app' },
} as const;

const config = {
  entityRef: orders,
  dataset: 'orders-config',
  tool: 'git-mirror',
  bytes: 182_000,
  place: { class: 'git', uri: 'https://git.example.com/orders-config' },
} as const;

/** Image every night, configuration whenever it changes; both restored every month, and once on purpose from a damaged copy. */
export function ordersBackups(t: Timeline): EvidenceInput[] {
  const tell = teller(orders, 'backup-plan');
  const since = t.back('P70D');
  const restores = t.weekly(8, 35).filter(at => t.weekOf(at) % 4 === 1);
  return [
    tell('backup-policy', image.dataset, since, {
      dataset: image.dataset,
      dataType: 'application',
      schedule: 'P1D',
      retention: 'P30D',
      location: 'off-site',
      rpo: 'P2D',
      rto: 'PT1H',
      restoreTest: { every: 'P92D', minLevel: 'L3' },
    }),
    tell('backup-policy', config.dataset, since, {
      dataset: config.dataset,
      dataType: 'configs',
      schedule: 'per-change',
      retention: 'P1Y',
      location: 'git',
      restoreTest: { every: 'P92D', minLevel: 'L3' },
    }),
    ...goodBackups(image, t.daily(68, 3)),
    ...goodBackups(config, t.weekly(9, 34)),
    ...[image, config].flatMap(set => [
      negativeControl(set, t.back('P33D')),
      ...restores.map(at => restoreTest(set, at, { level: 'L4' })),
    ]),
  ];
}
