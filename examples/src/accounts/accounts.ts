import { documents } from '../shared/documents';
import { Example, teller } from '../shared/Example';
import { keptSchedule } from '../shared/schedule';
import { sloHistory } from '../shared/slos';
import { iso, plus, Timeline } from '../shared/Timeline';

const accounts = 'component:default/accounts';

/** `accounts`: objectives and scans are there; backups were promised and never seen, audits and support were never told. */
export function accountsExample(t: Timeline): Example {
  const scanner = teller(accounts, 'image-scanner');
  const ci = teller(accounts, 'ci');
  const jobs = teller(accounts, 'backup-job');
  return {
    files: [],
    batches: [
      {
        items: [
          ...sloHistory(t, accounts, {
            name: 'availability',
            objective: 'availability',
            target: 0.995,
            sli: [0.9971, 0.9969, 0.9966],
          }),
          ...t.daily(30, 2).map(at =>
            scanner('vulnerability-scan', `accounts/${iso(at)}`, at, {
              scanner: 'image-scanner',
              scope: 'ghcr.io/example/accounts',
              completedAt: iso(at),
              databaseAt: iso(plus(at, -6 * 60)),
              status: 'success',
              findings: [
                {
                  vulnerability: 'CVE-2024-0727',
                  package: 'openssl',
                  ecosystem: 'deb',
                  severity: 'medium',
                  fixedVersion: '3.0.13-1~deb12u1',
                },
              ],
            }),
          ),
          jobs('backup-policy', 'accounts-users', t.back('P60D'), {
            dataset: 'accounts-users',
            dataType: 'user-data',
            schedule: 'continuous',
            retention: 'P7Y',
            location: 'off-site',
            rpo: 'PT5M',
            rto: 'PT4H',
          }),
          teller(accounts, 'pagerduty')('on-call', 'accounts', t.back('P3D'), {
            schedule: 'accounts-primary',
            rotationSize: 4,
            hasBackup: true,
            escalationLevels: 2,
          }),
          ...keptSchedule(t, accounts).filter(
            ({ externalId }) => !externalId?.startsWith('os-patches'),
          ),
          ...t.daily(30, 1).map(at =>
            ci('quality', 'main', at, {
              coverage: 0.79,
              p95Ms: null,
              criticalVulnerabilities: null,
              commit: (at / 1000).toString(16).padStart(40, '0'),
              reasons: {
                criticalVulnerabilities:
                  'the audit endpoint answered 405 Method Not Allowed',
                p95Ms: 'the load test has no environment to run in',
              },
            }),
          ),
        ],
      },
      documents(
        t,
        accounts,
        ['runbook', 'dashboard', 'slo-definition', 'on-call-schedule'],
        'P30D',
      ),
    ],
  };
}
