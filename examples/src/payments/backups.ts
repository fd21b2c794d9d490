import { teller } from '../shared/Example';
import { goodBackups } from '../shared/backups';
import { iso, plus, Timeline } from '../shared/Timeline';

const ledger = {
  entityRef: 'component:default/payments',
  dataset: 'payments-ledger',
  tool: 'pg-dump-cron',
  bytes: 2_210_000_000,
  place: { class: 'local', uri: 'file:///var/backups/ledger' },
} as const;

/** Every fifth backup is partial, every eleventh never ran, and the last restore lost files. */
export function paymentsBackups(t: Timeline) {
  const tell = teller(ledger.entityRef, ledger.tool);
  const hours = t.hourly(30 * 24, 12);
  const number = (at: number) => Math.floor(at / 3_600_000);
  const ran = hours.filter(at => number(at) % 11 !== 0);
  const whole = ran.filter(at => number(at) % 5 !== 0);
  const partial = ran.filter(at => number(at) % 5 === 0);
  const [restored] = t.weekly(1, 33);

  return [
    tell('backup-policy', ledger.dataset, t.back('P90D'), {
      dataset: ledger.dataset,
      dataType: 'database',
      schedule: 'PT1H',
      grace: 'PT15M',
      retention: 'P90D',
      location: 'off-site',
      rpo: 'PT1H',
      rto: 'PT1H',
      restoreTest: { every: 'P92D', minLevel: 'L4' },
    }),
    ...goodBackups(ledger, whole),
    ...partial.map(at =>
      tell(
        'backup-run',
        `${ledger.dataset}-${iso(at).slice(0, 16)}`,
        plus(at, 9),
        {
          dataset: ledger.dataset,
          tool: ledger.tool,
          startedAt: iso(at),
          completedAt: iso(plus(at, 9)),
          recoveryPoint: iso(at),
          outcome: 'partial',
          sizeBytes: 1_020_000_000,
          reason: 'the large objects could not be read: permission denied',
          location: { ...ledger.place, verifiedAt: iso(plus(at, 9)) },
        },
      ),
    ),
    tell('restore-test', `${ledger.dataset}-restore`, plus(restored, 55), {
      dataset: ledger.dataset,
      startedAt: iso(restored),
      completedAt: iso(plus(restored, 55)),
      declaredAt: iso(plus(restored, -35)),
      level: 'L2',
      checks: [
        { name: 'archive sha256', kind: 'checksum', result: 'pass' },
        {
          name: 'missing files',
          kind: 'manifest',
          expected: 0,
          actual: 3,
          result: 'fail',
        },
      ],
      missing: [
        'large_objects/16402',
        'large_objects/16417',
        'large_objects/16550',
      ],
      extra: [],
      mismatched: ['ledger/2026/settlements.dump'],
      isolated: true,
    }),
  ];
}
