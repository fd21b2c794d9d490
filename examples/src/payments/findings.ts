import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { teller } from '../shared/Example';
import { iso, plus, Timeline } from '../shared/Timeline';

type Finding = NonNullable<
  EvidencePayload<'vulnerability-scan'>['findings']
>[number];

const payments = 'component:default/payments';

/** A scan every night; criticals have been open for weeks, one more every fortnight, none is fixed. */
export function paymentsFindings(t: Timeline) {
  const tell = teller(payments, 'image-scanner');
  const nights = t.daily(60, 2);
  return [
    ...nights.map(at =>
      tell('vulnerability-scan', `payments/${iso(at)}`, at, {
        scanner: 'image-scanner',
        scope: 'ghcr.io/example/payments',
        completedAt: iso(at),
        databaseAt: iso(plus(at, -6 * 60)),
        status: 'success',
        findings: known(t, at),
        eol: [
          {
            product: 'debian',
            version: '10',
            since: '2024-06-30T00:00:00Z',
          },
        ],
      }),
    ),
    tell('vex', 'CVE-2023-45853', t.back('P30D'), {
      vulnerability: 'CVE-2023-45853',
      package: 'zlib1g',
      status: 'not_affected',
      justification: 'vulnerable_code_not_present: MiniZip is not built',
      approver: 'user:default/security-lead',
    }),
    tell('risk-acceptance', 'CVE-2024-28085', t.back('P8D'), {
      vulnerability: 'CVE-2024-28085',
      package: 'util-linux',
      status: 'accepted',
      justification: 'No interactive logins on these hosts',
      approver: 'user:default/ciso',
      expiresAt: iso(t.ahead('P50D')),
    }),
  ];
}

const findings: (Finding & { sinceDays: number })[] = [
  finding('CVE-2024-3094', 'xz-utils', 'critical', 55, '5.6.1+really5.4.5-1'),
  finding('CVE-2023-38545', 'curl', 'critical', 33, '7.88.1-10+deb12u4'),
  finding('CVE-2023-4911', 'libc6', 'high', 41, '2.36-9+deb12u3'),
  finding('CVE-2024-28085', 'util-linux', 'high', 20, '2.38.1-5+deb12u1'),
  finding('CVE-2023-45853', 'zlib1g', 'critical', 58),
  finding('CVE-2024-0727', 'openssl', 'medium', 12, '3.0.13-1~deb12u1'),
  finding('CVE-2022-3219', 'gpgv', 'low', 58),
];

function finding(
  vulnerability: string,
  name: string,
  severity: Finding['severity'],
  sinceDays: number,
  fixedVersion?: string,
): Finding & { sinceDays: number } {
  return {
    vulnerability,
    package: name,
    ecosystem: 'deb',
    severity,
    severitySource: 'debian',
    sinceDays,
    ...(fixedVersion && { fixedVersion }),
  };
}

/** What was known that night. */
function known(t: Timeline, night: number): Finding[] {
  return findings
    .filter(({ sinceDays }) => t.back(`P${sinceDays}D`) <= night)
    .map(({ sinceDays: _, ...rest }) => rest);
}
