import {
  Evidence,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { judged, told } from './__testUtils__/judged';

const day = 86_400_000;
const reported = Date.parse('2026-03-01T12:00:00Z');

const build = told('quality', reported, {
  coverage: 0.9,
  p95Ms: 100,
  criticalVulnerabilities: 0,
});

const onCall = told('on-call', reported, {
  schedule: 'primary',
  rotationSize: 4,
  hasBackup: true,
  escalationLevels: 2,
});

const slo = told('slo', reported, {
  name: 'availability',
  target: 0.99,
  window: 'P30D',
  method: 'occurrences',
  sli: 0.999,
  errorBudgetRemaining: 0.9,
  coverage: 1,
  state: 'ok',
  alertRules: [{ name: 'burns', health: 'ok', severity: 'page' }],
  firing: [],
});

const incident = told('incident', reported, {
  title: 'Down',
  severity: 'sev-3',
  status: 'resolved',
  impact: 'degraded',
  segments: [
    {
      startedAt: toIso(reported - 3_600_000),
      endedAt: toIso(reported - 1_800_000),
    },
  ],
  acknowledgedAt: toIso(reported - 3_500_000),
  resolvedAt: toIso(reported - 1_800_000),
});

const control = told('control', reported, {
  framework: 'soc2',
  control: 'CC6.1',
  status: 'met',
});

const idea = told('improvement', reported, {
  title: 'Cache it',
  status: 'open',
});

const scan = told('vulnerability-scan', reported, {
  scanner: 'trivy',
  scope: 'image',
  completedAt: toIso(reported),
  status: 'success',
  findings: [],
});

describe('what nobody has reported for years', () => {
  it.each<[string, Evidence[]]>([
    ['coverage', [build]],
    ['perf-p95', [build]],
    ['vulns-critical', [build]],
    ['on-call-schedule', [onCall]],
    ['alerts-on-slo-breaches', [slo]],
    ['post-incident-reviews', [incident]],
    ['compliance-status', [control]],
    ['enhancement-plan', [idea]],
    ['improvement-backlog', [idea]],
  ])('is no pass of %s', (criterion, evidence) => {
    expect(judged(criterion, evidence, reported + day).verdict).toBe('pass');
    expect(judged(criterion, evidence, reported + 1500 * day).verdict).toBe(
      'stale',
    );
  });

  it('is no pass of the time between failures, which grows by itself', () => {
    const later = (days: number) =>
      judged('metric-mtbf', [incident], reported + days * day).verdict;
    expect(later(100)).toBe('pass');
    expect(later(1500)).toBe('stale');
  });
});

it('lets no build speak for a scan that grew old', () => {
  const fresh = { ...build, observedAt: toIso(reported + 10 * day) };
  const at = (now: number) =>
    judged('vulns-critical', [scan, fresh], now).verdict;
  expect(at(reported + day)).toBe('pass');
  expect(at(reported + 11 * day)).toBe('unknown');
});

describe('a schedule that is written down', () => {
  const activities = [
    'dependency-updates',
    'os-patches',
    'infrastructure-updates',
    'major-upgrade',
  ] as const;
  const schedule = told('document', reported, {
    type: 'maintenance-schedule',
    url: 'https://docs.example.com/schedule',
  });
  const done = (skipped?: string) =>
    activities
      .filter(activity => activity !== skipped)
      .map(activity =>
        told('maintenance', reported, { activity, outcome: 'success' }),
      );
  const verdict = (evidence: Evidence[], now: number = reported + 1) =>
    judged('maintenance-schedule-followed', [schedule, scan, ...evidence], now)
      .verdict;

  it('is followed while each of its activities is done in time', () => {
    expect(verdict(done())).toBe('pass');
  });

  it.each(activities)('is not shown to be followed without %s', skipped => {
    expect(verdict(done(skipped))).toBe('unknown');
  });

  it.each(activities)('is not followed once %s are late', late => {
    const old = told('maintenance', reported - 400 * day, {
      activity: late,
      outcome: 'success',
    });
    expect(verdict([...done(late), old])).toBe('fail');
  });
});
