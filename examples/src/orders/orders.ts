import { toIso } from '@backstage-operations/plugin-operations-common';
import { allDocuments, documents } from '../shared/documents';
import { Example, teller } from '../shared/Example';
import { incident } from '../shared/incidents';
import { keptSchedule } from '../shared/schedule';
import { sloHistory } from '../shared/slos';
import { dayOf, plus, Timeline } from '../shared/Timeline';
import { ordersAudits } from './audits';
import { ordersBackups } from './backups';
import { ordersFindings } from './findings';
import { ordersPeople } from './people';

const orders = 'component:default/orders';

/** `orders`: a service that is run as the phase documents ask. */
export function ordersExample(t: Timeline): Example {
  return {
    files: [],
    batches: [
      {
        items: [
          ...sloHistory(t, orders, {
            name: 'availability',
            objective: 'availability',
            target: 0.999,
            sli: [0.99962, 0.99971, 0.99968, 0.99975, 0.99959],
            alerts: [{ name: 'OrdersErrorBudgetBurn', severity: 'page' }],
          }),
          ...sloHistory(t, orders, {
            name: 'latency-300ms',
            objective: 'latency',
            target: 0.99,
            sli: [0.9951, 0.9948, 0.9957],
            alerts: [{ name: 'OrdersSlow', severity: 'ticket' }],
          }),
          ...signals(t),
          ...stories(t),
          ...ordersBackups(t),
          ...ordersFindings(t),
          ...keptSchedule(t, orders),
          ...builds(t),
        ],
      },
      documents(t, orders, allDocuments, 'P20D'),
      ...ordersAudits(t, orders),
      ...ordersPeople(t, orders),
    ],
  };
}

function signals(t: Timeline) {
  const tell = teller(orders, 'prometheus');
  return t.hourly(1, 0).map(at =>
    tell('golden-signals', 'golden-signals', at, {
      latencyMs: { p50: 41, p95: 182, p99: 344 },
      trafficRps: 148.2,
      errorRatio: 0.0003,
      saturation: { cpu: 0.46, memory: 0.61, disk: 0.38, network: 0.12 },
      window: 'PT1H',
    }),
  );
}

/** One short incident every nine weeks; the rotation noticed each at once. */
function stories(t: Timeline) {
  const tell = teller(orders, 'pagerduty');
  const begun = t.weekly(13, 58).filter(at => t.weekOf(at) % 9 === 4);
  return [
    ...begun.flatMap(at =>
      incident(t, orders, at, {
        title: 'Orders are slow to confirm',
        severity: 'sev-2',
        impact: 'degraded',
        acknowledged: 4,
        resolved: 46,
        cause: `connection-pool-${t.weekOf(at)}`,
        review: { afterDays: 2, actionsDone: true },
      }),
    ),
    tell('on-call', 'orders-primary', t.back('P1D'), {
      schedule: 'orders-primary',
      rotationSize: 6,
      hasBackup: true,
      escalationLevels: 3,
    }),
    tell('dr-drill', 'region-loss', t.back('P38D'), {
      scenario: 'The region is gone',
      approach: 'warm',
      declaredAt: toIso(plus(t.back('P38D'), -90)),
      usableAt: toIso(plus(t.back('P38D'), -22)),
      recoveryPoint: toIso(plus(t.back('P38D'), -92)),
      outcome: 'success',
      participants: ['user:default/engineer-one', 'user:default/sre-lead'],
      lessonsUrl: 'https://docs.example.com/orders/dr-drill-report',
    }),
  ];
}

/** The main branch builds every night. */
function builds(t: Timeline) {
  const tell = teller(orders, 'ci');
  return t.daily(30, 1).map(at =>
    tell('quality', 'main', at, {
      coverage: 0.861 + (dayOf(at) % 5) * 0.002,
      p95Ms: 178 + (dayOf(at) % 7) * 2,
      criticalVulnerabilities: 0,
      commit: (at / 1000).toString(16).padStart(40, '0'),
    }),
  );
}
