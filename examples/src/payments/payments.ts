import { documents } from '../shared/documents';
import { Example, teller } from '../shared/Example';
import { incident } from '../shared/incidents';
import { sloHistory } from '../shared/slos';
import { Timeline } from '../shared/Timeline';
import { paymentsBackups } from './backups';
import { paymentsFindings } from './findings';
import { paymentsWork } from './work';

const payments = 'component:default/payments';

/** `payments`: a service in trouble, in every section of the tab. */
export function paymentsExample(t: Timeline): Example {
  return {
    files: [],
    batches: [
      {
        items: [
          ...sloHistory(t, payments, {
            name: 'availability',
            objective: 'availability',
            target: 0.999,
            sli: [0.9992, 0.9988, 0.9981, 0.9986, 0.9979],
            alerts: [{ name: 'PaymentsErrorBudgetBurn', severity: 'page' }],
            firing: ['PaymentsErrorBudgetBurn'],
          }),
          ...unclear(t),
          ...troubles(t),
          ...paymentsBackups(t),
          ...paymentsFindings(t),
          ...paymentsWork(t),
        ],
      },
      documents(t, payments, ['runbook', 'dashboard'], 'P40D'),
      documents(t, payments, ['dr-plan', 'incident-procedure'], 'P500D'),
    ],
  };
}

/** One objective whose series has stopped, and one whose numbers can't be. */
function unclear(t: Timeline) {
  const tell = teller(payments, 'prometheus');
  return t.hourly(1, 0).flatMap(at => [
    tell('slo', 'settlement-within-a-day', at, {
      name: 'settlement-within-a-day',
      target: 0.995,
      window: 'P30D',
      method: 'occurrences',
      objective: 'other',
      sli: null,
      state: 'no-data',
    }),
    tell('slo', 'refunds', at, {
      name: 'refunds',
      target: 0.99,
      window: 'P30D',
      method: 'occurrences',
      objective: 'other',
      sli: null,
      state: 'inconsistent',
      alertRules: [{ name: 'RefundsFail', health: 'err' }],
    }),
    tell('golden-signals', 'golden-signals', at, {
      latencyMs: { p50: 210, p95: 912, p99: null },
      trafficRps: 31.4,
      errorRatio: 0.021,
      saturation: { cpu: 0.93, memory: 0.88, disk: null, network: null },
      window: 'PT1H',
    }),
  ]);
}

/** The same thing breaks every week, is noticed late, and the one of this week is still open. */
function troubles(t: Timeline) {
  const tell = teller(payments, 'pagerduty');
  const begun = t.weekly(13, 9);
  const latest = begun[begun.length - 1];
  return [
    ...begun.flatMap(at =>
      incident(t, payments, at, {
        title: 'Card payments are declined',
        severity: t.weekOf(at) % 3 === 0 ? 'sev-1' : 'sev-2',
        impact: 'outage',
        acknowledged: 28 + (t.weekOf(at) % 5) * 19,
        // Nobody has found the cause of this week's yet.
        resolved: at === latest ? 8 * 24 * 60 : 190 + (t.weekOf(at) % 4) * 95,
        cause: 'certificate-of-the-acquirer',
        review:
          t.weekOf(at) % 2 === 0
            ? { afterDays: 4, actionsDone: false }
            : undefined,
      }),
    ),
    tell('on-call', 'payments-primary', t.back('P2D'), {
      schedule: 'payments-primary',
      rotationSize: 1,
      hasBackup: false,
      escalationLevels: 1,
    }),
  ];
}
