import { RecordBatch, teller } from '../shared/Example';
import { iso, plus, Timeline } from '../shared/Timeline';

const cadences = [
  { type: 'security', ago: 'P11D', next: 'P21D', auditor: 'Security team' },
  { type: 'internal', ago: 'P40D', next: 'P51D', auditor: 'Internal audit' },
  {
    type: 'access-review',
    ago: 'P25D',
    next: 'P66D',
    auditor: 'Team Checkout',
  },
  {
    type: 'penetration-test',
    ago: 'P150D',
    next: 'P214D',
    auditor: 'Pentest GmbH',
  },
  { type: 'external', ago: 'P190D', next: 'P174D', auditor: 'Auditor LLP' },
  { type: 'training', ago: 'P100D', next: 'P264D', auditor: 'People team' },
] as const;

const frameworks = [
  {
    framework: 'soc2',
    controls: ['CC6.1', 'CC7.2', 'CC7.3', 'CC7.4', 'A1.2', 'A1.3'],
  },
  { framework: 'pci-dss', controls: ['6.3.3', '10.4.1', '11.3.1', '12.10.2'] },
  { framework: 'ISO/IEC 27001', controls: ['A.5.30', 'A.8.8', 'A.8.13'] },
  { framework: 'GDPR', controls: ['Art. 17', 'Art. 30', 'Art. 32', 'Art. 33'] },
] as const;

/** What each kind of audit is held against. */
const standards: Partial<Record<(typeof cadences)[number]['type'], string>> = {
  external: 'SOC 2 Type II',
  internal: 'ISO/IEC 27001',
  'access-review': 'ISO/IEC 27001',
  training: 'GDPR',
};

/** Audits in their cadence, findings closed in time, controls met. */
export function ordersAudits(t: Timeline, entityRef: string): RecordBatch[] {
  const tell = teller(entityRef, 'audit-tool');
  const audits = cadences.map(({ type, ago, next, auditor }) => {
    const completedAt = t.back(ago);
    return tell('audit', type, completedAt, {
      type,
      standard: standards[type],
      auditor,
      startedAt: iso(plus(completedAt, -3 * 24 * 60)),
      completedAt: iso(completedAt),
      outcome: 'passed',
      findings:
        type === 'security'
          ? [
              {
                id: 'SEC-14',
                title: 'Two service accounts without an owner',
                severity: 'medium' as const,
                openedAt: iso(plus(completedAt, -3 * 24 * 60)),
                dueAt: iso(plus(completedAt, 27 * 24 * 60)),
                closedAt: iso(completedAt),
                remediation: 'Owners are named',
              },
            ]
          : [],
      nextDueAt: iso(t.ahead(next)),
      // The security review comes every four weeks.
      ...(type === 'security'
        ? { recurrence: { rule: 'FREQ=WEEKLY;INTERVAL=4', timeZone: 'UTC' } }
        : {}),
      reportUrl: `https://audits.example.com/orders/${type}`,
    });
  });
  const controls = frameworks.flatMap(({ framework, controls: names }) =>
    names.flatMap(control =>
      t.daily(2, 6).map(checkedAt =>
        tell('control', `${framework}/${control}`, checkedAt, {
          framework,
          control,
          status: 'met',
          checkedAt: iso(checkedAt),
        }),
      ),
    ),
  );
  return [{ items: [...audits, ...controls] }];
}
