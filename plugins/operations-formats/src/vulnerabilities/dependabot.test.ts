import { dependabot } from './dependabot';
import { dependabotWebhook } from './dependabotWebhook';
import { read, scans } from './testing';

const alert = (number: number, rest: Record<string, unknown> = {}) => ({
  number,
  state: 'open',
  dependency: {
    package: { ecosystem: 'npm', name: 'lodash' },
    manifest_path: 'web/package-lock.json',
    scope: 'runtime',
  },
  security_advisory: {
    ghsa_id: 'GHSA-aaaa-bbbb-cccc',
    cve_id: 'CVE-2026-0001',
    summary: 'Prototype pollution',
    severity: 'critical',
    published_at: '2026-01-01T00:00:00Z',
    withdrawn_at: null,
    epss: { percentage: 0.25, percentile: '0.9' },
  },
  security_vulnerability: {
    severity: 'high',
    first_patched_version: { identifier: '4.17.21' },
  },
  html_url: `https://github.com/acme/shop/security/dependabot/${number}`,
  created_at: '2026-02-01T00:00:00Z',
  ...rest,
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => alert(index + 1));

describe('dependabot', () => {
  it('reads an alert with its clocks and ids', () => {
    const [scan] = scans(dependabot, [alert(1)]);
    expect(scan).toEqual({
      scanner: 'dependabot',
      scope: 'acme/shop',
      status: 'success',
      completedAt: '2026-03-10T12:00:00.000Z',
      findings: [
        {
          vulnerability: 'GHSA-aaaa-bbbb-cccc',
          aliases: ['CVE-2026-0001'],
          package: 'lodash',
          ecosystem: 'npm',
          location: 'web/package-lock.json',
          scope: 'runtime',
          severity: 'high',
          severitySource: 'github',
          status: 'open',
          title: 'Prototype pollution',
          fixedVersion: '4.17.21',
          detectedAt: '2026-02-01T00:00:00.000Z',
          publishedAt: '2026-01-01T00:00:00.000Z',
          epss: 0.25,
          url: 'https://github.com/acme/shop/security/dependabot/1',
        },
      ],
    });
  });

  const at = '2026-02-05T00:00:00Z';
  it.each([
    [
      'fixed',
      { state: 'fixed', fixed_at: at },
      { fixedAt: '2026-02-05T00:00:00.000Z' },
    ],
    [
      'dismissed',
      {
        state: 'dismissed',
        dismissed_at: at,
        dismissed_reason: 'tolerable_risk',
        dismissed_by: { login: 'sam' },
      },
      {
        dismissed: {
          reason: 'tolerable_risk',
          at: '2026-02-05T00:00:00.000Z',
          by: 'sam',
        },
      },
    ],
    [
      'dismissed by a rule',
      { state: 'auto_dismissed', auto_dismissed_at: at },
      {
        dismissed: { reason: 'auto_dismissed', at: '2026-02-05T00:00:00.000Z' },
      },
    ],
  ])('an alert that was %s', (_, rest, expected) => {
    const [scan] = scans(dependabot, [alert(1, rest)]);
    expect(scan.findings?.[0]).toMatchObject(expected);
  });

  it('knows withdrawn advisories and a percentage that is a list', () => {
    const advisory = {
      ...alert(1).security_advisory,
      withdrawn_at: '2026-02-02T00:00:00Z',
      epss: [{ percentage: '0.5', percentile: 0.9 }],
    };
    const [scan] = scans(dependabot, [
      alert(1, { security_advisory: advisory }),
    ]);
    expect(scan.findings?.[0]).toMatchObject({
      withdrawnAt: '2026-02-02T00:00:00.000Z',
      epss: 0.5,
    });
  });

  it('takes a state it does not know for open, and says so', () => {
    const result = read(dependabot, [alert(7, { state: 'snoozed' })]);
    expect(result.warnings).toEqual(['alert 7: state snoozed taken for open']);
  });

  it.each([
    ['a full page by default', many(30), true],
    ['a full largest page', many(100), true],
    ['less than a page', many(29), false],
    ['pages put together', [many(100), many(20)], false],
    ['full pages put together by gh', [many(100)], false],
  ])('%s: partial %s', (_, content, partial) => {
    const result = read(dependabot, content);
    expect(result.items[0].payload).toMatchObject(
      partial ? { partial: true } : { status: 'success' },
    );
    expect('partial' in result.items[0].payload).toBe(partial);
    expect(result.warnings).toHaveLength(partial ? 1 : 0);
  });

  it.each([
    [
      'an error body',
      { message: 'Not Found', documentation_url: 'x' },
      'this is an error, not a report: Not Found',
    ],
    [
      'alerts that are switched off',
      {
        message: 'Dependabot alerts are disabled for this repository.',
        status: '403',
      },
      'are disabled',
    ],
    [
      'an object',
      { total: 0 },
      'expected a list of alerts, found an object with total',
    ],
    ['an empty list', [], 'does not say of which repository'],
    ['an empty file', '', 'the file is empty'],
    ['a page', '<html>', 'the file is not JSON'],
    [
      'alerts of two repositories',
      [
        alert(1),
        alert(2, {
          html_url: 'https://github.com/acme/other/security/dependabot/2',
        }),
      ],
      'of 2 repositories',
    ],
    ['an alert without advisory', [alert(1), { number: 2 }], 'alert 1: state'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(dependabot, content)).toThrow(message);
  });

  it('takes the repository that is asked for, and an empty list of it', () => {
    const org = [
      alert(1, { repository: { full_name: 'acme/shop' } }),
      alert(2, { repository: { full_name: 'acme/other' } }),
    ];
    const [scan] = scans(dependabot, org, { scope: 'acme/other' });
    expect(scan.findings).toHaveLength(1);
    const [none] = scans(dependabot, [], { scope: 'acme/shop' });
    expect(none).toMatchObject({ scope: 'acme/shop', findings: [] });
    expect(() => read(dependabot, org, { scope: 'acme/third' })).toThrow(
      'none of the alerts is of acme/third',
    );
  });
});

describe('dependabot-webhook', () => {
  it('is one alert and no scan', () => {
    const [scan] = scans(dependabotWebhook, {
      action: 'fixed',
      alert: alert(3, { state: 'fixed', fixed_at: '2026-02-05T00:00:00Z' }),
      repository: { full_name: 'acme/shop' },
    });
    expect(scan).toMatchObject({
      scope: 'acme/shop',
      partial: true,
      findings: [{ fixedAt: '2026-02-05T00:00:00.000Z' }],
    });
  });

  it('is as old as the change, and a record of its own beside others of that second', () => {
    const updated_at = '2026-03-09T11:00:00Z';
    const items = [3, 4].flatMap(
      number =>
        read(dependabotWebhook, {
          action: 'created',
          alert: alert(number, { updated_at }),
        }).items,
    );
    expect(
      items.map(({ externalId, observedAt }) => [externalId, observedAt]),
    ).toEqual([
      ['2026-03-09T11:00:00.000Z acme/shop #3', '2026-03-09T11:00:00.000Z'],
      ['2026-03-09T11:00:00.000Z acme/shop #4', '2026-03-09T11:00:00.000Z'],
    ]);
  });

  it('refuses another event', () => {
    expect(() =>
      read(dependabotWebhook, { action: 'opened', issue: {} }),
    ).toThrow('dependabot-webhook: alert');
  });
});
