import { teller } from '../shared/Example';
import { dayOf, iso, plus, Timeline } from '../shared/Timeline';

const payments = 'component:default/payments';
const week = 7 * 24 * 60;

/** Maintenance without a window, audits with findings past their date, tickets late. */
export function paymentsWork(t: Timeline) {
  const calendar = teller(payments, 'change-calendar');
  const audits = teller(payments, 'audit-tool');
  const desk = teller(payments, 'helpdesk');
  const backlog = teller(payments, 'backlog');
  const audited = t.back('P75D');
  const [patched] = t.weekly(6, 15);
  const window = t.ahead('P9D');
  const drift = t.back('P3D');

  return [
    calendar('maintenance', 'CHG-payments-1', patched, {
      activity: 'security-patches',
      startedAt: iso(plus(patched, -50)),
      completedAt: iso(patched),
      outcome: 'partial',
      changeRef: 'CHG-payments-1',
      stagingTested: false,
      inWindow: false,
      summary: 'Two of five hosts were patched before customers complained',
    }),
    calendar('maintenance-window', 'payments-next', t.back('P1D'), {
      starts: iso(window),
      ends: iso(plus(window, 120)),
      activity: 'os-patches',
      title: 'OS patches, not yet agreed with anyone',
    }),
    audits('audit', 'security', audited, {
      type: 'security',
      standard: 'PCI DSS 4.0',
      auditor: 'Security team',
      startedAt: iso(plus(audited, -week)),
      completedAt: iso(audited),
      outcome: 'failed',
      findings: [
        {
          id: 'SEC-31',
          title: 'Card numbers in the debug log',
          severity: 'critical',
          openedAt: iso(audited),
          dueAt: iso(plus(audited, 2 * week)),
        },
        {
          id: 'SEC-32',
          title: 'Admin endpoint without authentication',
          severity: 'high',
          openedAt: iso(audited),
          dueAt: iso(plus(audited, 4 * week)),
        },
        {
          id: 'SEC-33',
          title: 'No owner for the signing key',
          severity: 'medium',
          openedAt: iso(audited),
          dueAt: iso(plus(audited, 20 * week)),
        },
      ],
      nextDueAt: iso(t.back('P45D')),
    }),
    ...['Art. 30', 'Art. 32', 'Art. 33'].map((control, place) =>
      audits('control', `GDPR/${control}`, t.back('P5D'), {
        framework: 'GDPR',
        control,
        status: place === 1 ? 'not-met' : 'met',
        checkedAt: iso(t.back('P5D')),
        detail: place === 1 ? 'Card numbers are in the debug log' : null,
      }),
    ),
    ...t.daily(20, 6).map(at =>
      audits('control', 'pci-dss/6.3.3', at, {
        framework: 'pci-dss',
        control: '6.3.3',
        status: at < drift ? 'met' : 'not-met',
        checkedAt: iso(at),
        detail: at < drift ? null : 'Criticals are older than a month',
      }),
    ),
    ...t.weekly(13, 0).map(to =>
      desk('support', `week-${iso(to).slice(0, 10)}`, to, {
        from: iso(plus(to, -week)),
        to: iso(to),
        tiers: {
          P1: { opened: 2, respondedInTarget: 1, resolvedInTarget: 0, open: 1 },
          P2: { opened: 9, respondedInTarget: 5, resolvedInTarget: 4, open: 3 },
          P3: { opened: 14, respondedInTarget: 12, resolvedInTarget: 9 },
        },
        csat: { score: 2.9, responses: 6 },
        escalated:
          t.weekOf(to) % 4 === 0
            ? [
                {
                  ticket: `PAY-${t.weekOf(to)}`,
                  tier: 'P1' as const,
                  // The incident of that week, as its own tool names it.
                  incident: `INC-${iso(plus(to, 9 * 60 - week)).slice(0, 13)}`,
                  url: `https://desk.example.com/PAY-${t.weekOf(to)}`,
                },
              ]
            : [],
      }),
    ),
    teller(payments, 'renovate')('document', 'configuration', t.back('P40D'), {
      type: 'dependency-bot',
      title: 'Renovate',
      url: 'https://github.com/example/payments/blob/main/renovate.json',
      minimumReleaseAge: 'P14D',
      securityWaits: false,
    }),
    backlog('improvement', 'PAY-1', t.back('P60D'), {
      title: 'Renew certificates before they end',
      source: 'incident',
      priority: 'high',
      status: 'open',
      dueAt: iso(t.back('P20D')),
    }),
    backlog('upgrade-plan', 'PAY-2', t.back('P60D'), {
      title: 'Debian 10 to 12',
      source: 'industry',
      priority: 'high',
      status: 'open',
      dueAt: iso(t.back('P30D')),
    }),
    ...t.daily(30, 1).map(at =>
      teller(payments, 'ci')('quality', 'main', at, {
        coverage: 0.63 - (dayOf(at) % 6) * 0.004,
        p95Ms: 880 + (dayOf(at) % 7) * 9,
        criticalVulnerabilities: 3,
        commit: (at / 1000).toString(16).padStart(40, '0'),
      }),
    ),
  ];
}
