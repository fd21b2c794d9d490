import { FormatFile } from '../FormatFile';
import { detectFormat } from '../registry';
import { githubIncidents } from './githubIncidents';
import { opsgenie } from './opsgenie';
import { pagerdutyIncidents } from './pagerdutyIncidents';
import { statuspage } from './statuspage';
import { incidents, read } from './testing';

const pagerduty = {
  id: 'Q1',
  type: 'incident',
  title: 'Checkout is down',
  status: 'resolved',
  created_at: '2026-03-10T10:00:00Z',
  resolved_at: '2026-03-10T11:00:00Z',
};

const issue = {
  number: 42,
  title: 'Checkout is down',
  state: 'closed',
  html_url: 'https://github.com/acme/checkout/issues/42',
  created_at: '2026-03-10T10:00:00Z',
  updated_at: '2026-03-10T11:05:00Z',
  closed_at: '2026-03-10T11:00:00Z',
  body: null,
  labels: [{ name: 'incident' }],
};

const printed = {
  author: { login: 'ana', is_bot: false },
  closedAt: '2026-03-10T11:00:00Z',
  createdAt: '2026-03-10T10:00:00Z',
  labels: [{ id: 'x', name: 'incident', description: '', color: 'red' }],
  number: 42,
  state: 'CLOSED',
  stateReason: 'COMPLETED',
  title: 'Checkout is down',
  url: 'https://github.com/acme/checkout/issues/42',
};

const action = (name: string, more: object = {}) => ({
  action: name,
  incident: {
    incidentId: '9c6-11',
    message: 'Checkout is down',
    priority: 'P2',
    createdAt: '2026-03-10T10:00:00.123Z',
    updatedAt: '2026-03-10T10:05:00.5Z',
    ...more,
  },
  integrationName: 'operations',
});

const maintenance = (updates: object[]) => ({
  page: { id: 'p', name: 'Acme', url: 'https://status.example.com' },
  scheduled_maintenances: [
    {
      id: 'm1',
      name: 'Database upgrade',
      status: 'completed',
      impact: 'maintenance',
      created_at: '2026-03-01T09:00:00Z',
      scheduled_for: '2026-03-10T01:00:00Z',
      scheduled_until: '2026-03-10T03:00:00Z',
      incident_updates: updates,
    },
  ],
});

const update = (status: string, at: string) => ({
  status,
  body: '',
  created_at: at,
  display_at: at,
  affected_components: null,
});

const hour = [
  {
    startedAt: '2026-03-10T10:00:00.000Z',
    endedAt: '2026-03-10T11:00:00.000Z',
  },
];

describe('what tools print besides the documented page', () => {
  it.each<[string, string, unknown]>([
    [
      'pagerduty-incidents',
      'a list without paging',
      { incidents: [pagerduty] },
    ],
    ['pagerduty-incidents', 'a bare list', [pagerduty]],
    [
      'github-incidents',
      'results of a search',
      { total_count: 1, incomplete_results: false, items: [issue] },
    ],
    ['github-incidents', 'the command line, a list', [printed]],
    ['github-incidents', 'the command line, one', printed],
  ])('%s: %s', (id, _, content) => {
    const format = detectFormat(FormatFile.of(JSON.stringify(content)));
    expect(format?.id).toBe(id);
    const own =
      id === 'pagerduty-incidents' ? pagerdutyIncidents : githubIncidents;
    expect(incidents(own, content)).toMatchObject([
      {
        title: 'Checkout is down',
        status: 'resolved',
        segments: hour,
        resolvedAt: hour[0].endedAt,
      },
    ]);
  });

  it('takes another tool’s list for no incidents', () => {
    for (const content of [
      { incidents: [] },
      { incidents: [{ id: 1 }] },
      [{ type: 'incident' }],
    ])
      expect(
        detectFormat(FormatFile.of(JSON.stringify(content))),
      ).toBeUndefined();
  });
});

describe('Opsgenie incidents', () => {
  it.each([
    ['Create', 'triggered'],
    ['Resolve', 'resolved'],
    ['Close', 'resolved'],
    ['UpdatePriority', undefined],
  ])('%s is %s', (name, type) => {
    const found = incidents(opsgenie, action(name));
    expect(found.map(({ event }) => event?.type)).toEqual(type ? [type] : []);
    expect(detectFormat(FormatFile.of(JSON.stringify(action(name))))).toBe(
      opsgenie,
    );
  });

  it('keeps their times and priority', () => {
    expect(incidents(opsgenie, action('Create'))).toMatchObject([
      {
        severity: 'sev-2',
        segments: [{ startedAt: '2026-03-10T10:00:00.123Z' }],
        event: { incident: '9c6-11', at: '2026-03-10T10:05:00.500Z' },
      },
    ]);
  });
});

describe('planned maintenance on a status page', () => {
  const done = [
    update('completed', '2026-03-10T02:30:00Z'),
    update('in_progress', '2026-03-10T01:00:00Z'),
    update('scheduled', '2026-03-01T09:00:00Z'),
  ];

  it('begins when it is done, not when it is announced', () => {
    expect(incidents(statuspage, maintenance(done))).toMatchObject([
      {
        impact: 'maintenance',
        segments: [
          {
            startedAt: '2026-03-10T01:00:00.000Z',
            endedAt: '2026-03-10T02:30:00.000Z',
          },
        ],
      },
    ]);
    expect(read(statuspage, maintenance(done)).warnings).toEqual([]);
  });

  it('that has not begun begins when it is scheduled for', () => {
    const [{ segments }] = incidents(statuspage, {
      ...maintenance([]),
      scheduled_maintenances: [
        {
          ...maintenance([done[2]]).scheduled_maintenances[0],
          status: 'scheduled',
        },
      ],
    });
    expect(segments).toEqual([{ startedAt: '2026-03-10T01:00:00.000Z' }]);
  });
});

describe('words that every object has', () => {
  it('are no action, no reason and no impact', () => {
    expect(read(opsgenie, action('constructor')).items).toEqual([]);
    expect(
      incidents(githubIncidents, [{ ...issue, state_reason: 'constructor' }]),
    ).toMatchObject([{ status: 'resolved' }]);
    const { items, warnings } = read(statuspage, {
      page: { id: 'p' },
      incidents: [
        {
          id: 'i1',
          name: 'Trouble',
          status: 'investigating',
          impact: 'constructor',
          created_at: '2026-03-10T10:00:00Z',
          incident_updates: [
            { status: 'investigating', created_at: '', display_at: '' },
          ],
        },
      ],
    });
    expect(items[0].payload).not.toHaveProperty('impact');
    expect(items[0].payload).toMatchObject({
      segments: [{ startedAt: '2026-03-10T10:00:00.000Z' }],
    });
    expect(warnings).toHaveLength(1);
  });
});
