import { githubIncidents } from './githubIncidents';
import { incidents, read } from './testing';

const issue = (rest: object = {}, labels: string[] = []) => ({
  number: 42,
  title: 'Checkout is down',
  state: 'closed',
  state_reason: 'completed',
  html_url: 'https://github.com/acme/checkout/issues/42',
  created_at: '2026-03-10T10:00:00Z',
  updated_at: '2026-03-10T11:05:00Z',
  closed_at: '2026-03-10T11:00:00Z',
  body: null,
  labels: ['incident', ...labels].map(name => ({ name })),
  ...rest,
});

describe('github-incidents', () => {
  it('reads a list of issues', () => {
    const labels = ['SEV-2', 'impact: degraded', 'cause: DNS', 'security'];
    const { items } = read(githubIncidents, [issue({}, labels)]);
    expect(items).toMatchObject([
      {
        source: 'github',
        externalId: 'acme/checkout#42',
        observedAt: '2026-03-10T11:05:00.000Z',
        payload: {
          severity: 'sev-2',
          impact: 'degraded',
          cause: 'dns',
          security: true,
          status: 'resolved',
          segments: [
            {
              startedAt: '2026-03-10T10:00:00.000Z',
              endedAt: '2026-03-10T11:00:00.000Z',
            },
          ],
        },
      },
    ]);
  });

  it('takes times as people write them, and says which can not be told', () => {
    const body =
      'Started: 2026-03-09 20:00 UTC\r\nAcknowledged: 2026-03-09 20:05\r\nResolved: 2026-02-30T10:00:00Z\r\nEnd: 2026-03-09 22:30 +0100';
    const { items, warnings } = read(githubIncidents, [issue({ body })]);
    expect(items[0].payload).toMatchObject({
      segments: [
        {
          startedAt: '2026-03-09T20:00:00.000Z',
          endedAt: '2026-03-09T21:30:00.000Z',
        },
      ],
    });
    expect(items[0].payload).not.toHaveProperty('acknowledgedAt');
    expect(warnings).toEqual([
      'acme/checkout#42: "Acknowledged: 2026-03-09 20:05" is no time with a zone, so it does not count',
      'acme/checkout#42: "Resolved: 2026-02-30T10:00:00Z" is no time with a zone, so it does not count',
    ]);
    expect(
      incidents(githubIncidents, [issue({ body })], {
        timeZone: 'Europe/Berlin',
      }),
    ).toMatchObject([{ acknowledgedAt: '2026-03-09T19:05:00.000Z' }]);
  });

  it('takes the times that the text states', () => {
    const body = [
      '**Started at:** 2026-03-09T20:00:00Z',
      '- Acknowledged: 2026-03-09T20:05:00+00:00',
      'Resolved: 2026-03-09T21:00:00Z',
    ].join('\n');
    expect(incidents(githubIncidents, [issue({ body })])).toMatchObject([
      {
        segments: [
          {
            startedAt: '2026-03-09T20:00:00.000Z',
            endedAt: '2026-03-09T21:00:00.000Z',
          },
        ],
        acknowledgedAt: '2026-03-09T20:05:00.000Z',
        resolvedAt: '2026-03-09T21:00:00.000Z',
      },
    ]);
  });

  it.each([
    [{ state: 'open', closed_at: null }, 'open'],
    [{ state_reason: 'not_planned' }, 'declined'],
    [{ state_reason: 'duplicate' }, 'duplicate'],
    [{ state_reason: null }, 'resolved'],
  ])('%j has the status %s', (rest, status) => {
    expect(incidents(githubIncidents, [issue(rest)])[0].status).toBe(status);
  });

  it('leaves out pull requests and other issues, and says how many', () => {
    const others = [
      issue({ pull_request: {} }),
      issue({ labels: [{ name: 'bug' }] }),
      issue({ labels: ['incident-tooling'] }),
    ];
    expect(read(githubIncidents, others)).toMatchObject({
      items: [],
      warnings: ['3 of 3 are no issues labelled incident'],
    });
  });

  it('keeps of a webhook that the issue was closed or opened again', () => {
    const closed = { action: 'closed', issue: issue() };
    const reopened = {
      action: 'reopened',
      issue: issue({ state: 'open', closed_at: null }),
    };
    const types = (content: unknown) =>
      incidents(githubIncidents, content).map(({ event }) => event?.type);
    expect(types(closed)).toEqual([undefined, 'resolved']);
    expect(types(reopened)).toEqual([undefined, 'reopened']);
    expect(types({ action: 'labeled', issue: issue() })).toEqual([undefined]);
  });

  it.each<[string, unknown]>([
    ['an error body', { message: 'Bad credentials', status: '401' }],
    ['another list', [{ id: 1 }]],
  ])('refuses %s', (_, content) => {
    expect(() => read(githubIncidents, content)).toThrow(/expected issues/);
  });
});
