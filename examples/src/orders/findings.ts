import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { teller } from '../shared/Example';
import { dayOf, iso, plus, Timeline } from '../shared/Timeline';

type Finding = NonNullable<
  EvidencePayload<'vulnerability-scan'>['findings']
>[number];

const day = 24 * 60;

/** A scan of the image every six hours; what is found is gone in time, the critical ones within a day. */
export function ordersFindings(t: Timeline): EvidenceInput[] {
  const tell = teller('component:default/orders', 'image-scanner');
  const scans = [2, 8, 14, 20].flatMap(hours => t.daily(45, hours)).sort();
  return scans.map(at =>
    tell('vulnerability-scan', `orders/${iso(at)}`, at, {
      scanner: 'image-scanner',
      scope: 'ghcr.io/example/orders',
      completedAt: iso(at),
      databaseAt: iso(plus(at, -3 * 60)),
      status: 'success',
      findings: found(at),
      eol: [],
    }),
  );
}

/** Each is published every few weeks and fixed after some hours. */
const stories = [
  { severity: 'critical', everyDays: 20, fixedHours: 16, name: 'libwebp' },
  { severity: 'high', everyDays: 9, fixedHours: 48, name: 'openssl' },
  { severity: 'medium', everyDays: 14, fixedHours: 200, name: 'krb5' },
] as const;

function found(at: number): Finding[] {
  return stories.flatMap(({ severity, everyDays, fixedHours, name }) => {
    const round = Math.floor(dayOf(at) / everyDays);
    const published = round * everyDays * day * 60_000;
    if (at >= plus(published, fixedHours * 60)) return [];
    return {
      vulnerability: `CVE-2026-${10_000 + (round % 80_000)}`,
      package: name,
      ecosystem: 'deb',
      severity,
      severitySource: 'debian',
      fixedVersion: `1.${round}.1`,
    };
  });
}
