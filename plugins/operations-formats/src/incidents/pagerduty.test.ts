import { pagerdutyIncidents } from './pagerdutyIncidents';
import { pagerdutyLogEntries } from './pagerdutyLogEntries';
import { pagerdutyWebhook } from './pagerdutyWebhook';
import { incidents, read } from './testing';

const webhook = (type: string, data: object = {}, rest: object = {}) => ({
  event: {
    id: '01EVENT',
    event_type: type,
    resource_type: 'incident',
    occurred_at: '2026-03-10T10:05:00.000Z',
    agent: null,
    client: null,
    data: {
      id: 'Q1',
      type: 'incident',
      html_url: 'https://acme.pagerduty.com/incidents/Q1',
      status: 'triggered',
      created_at: '2026-03-10T10:00:00Z',
      title: 'Checkout is down',
      priority: { id: 'P53', summary: 'P2' },
      resolve_reason: null,
      ...data,
    },
    ...rest,
  },
});

describe('pagerduty-webhook', () => {
  it.each([
    ['incident.triggered', 'triggered'],
    ['incident.acknowledged', 'acknowledged'],
    ['incident.unacknowledged', 'updated'],
    ['incident.reopened', 'reopened'],
    ['incident.resolved', 'resolved'],
    ['incident.something_new', 'updated'],
  ])('%s', (name, type) => {
    const [found] = incidents(pagerdutyWebhook, webhook(name));
    expect(found).toMatchObject({
      title: 'Checkout is down',
      severity: 'sev-2',
      segments: [{ startedAt: '2026-03-10T10:00:00.000Z' }],
      event: { incident: 'Q1', type, at: '2026-03-10T10:05:00.000Z' },
    });
  });

  it('gives a repeated delivery the same name', () => {
    const [item] = read(pagerdutyWebhook, webhook('incident.resolved')).items;
    expect(item.externalId).toBe('Q1@01EVENT');
  });

  it('sees that an incident was merged into another', () => {
    const reason = { type: 'merge_resolve_reason', incident: { id: 'Q2' } };
    const merged = webhook('incident.resolved', {
      status: 'resolved',
      resolve_reason: reason,
    });
    expect(incidents(pagerdutyWebhook, merged)).toMatchObject([
      { status: 'merged' },
    ]);
  });

  it('reads payloads of 2021, which do not say when the incident began', () => {
    const old = webhook('incident.triggered', {
      created_at: undefined,
      priority: null,
    });
    const [found] = incidents(pagerdutyWebhook, old);
    expect(found.segments).toBeUndefined();
    expect(found.severity).toBeUndefined();
    expect(found.event?.at).toBe('2026-03-10T10:05:00.000Z');
  });

  it.each([
    ['service.updated', {}],
    ['pagey.ping', {}],
    ['incident.annotated', { incident: { id: 'Q1' }, id: undefined }],
    ['incident.task.created', { incident: { id: 'Q1' }, id: 'T1' }],
  ])('takes %s for no incident, and says so', (type, data) => {
    const { items, warnings } = read(pagerdutyWebhook, webhook(type, data));
    expect(items).toEqual([]);
    expect(warnings[0]).toContain(type);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'version 2',
      { messages: [{ event: 'incident.trigger' }] },
      /version 1 or 2/,
    ],
    ['an error body', { error: { message: 'no', code: 2020 } }, /error body/],
    [
      'an event without a time',
      { event: { event_type: 'x' } },
      /expected an event/,
    ],
    [
      'a nonsense time',
      webhook('incident.triggered', {}, { occurred_at: 'noon' }),
      /noon/,
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(pagerdutyWebhook, content)).toThrow(message);
  });
});

describe('pagerduty-incidents', () => {
  const incident = (rest: object = {}) => ({
    id: 'Q1',
    type: 'incident',
    title: 'Checkout is down',
    status: 'resolved',
    created_at: '2026-03-10T10:00:00Z',
    resolved_at: '2026-03-10T11:00:00Z',
    last_status_change_at: '2026-03-10T11:00:00Z',
    urgency: 'high',
    html_url: 'https://acme.pagerduty.com/incidents/Q1',
    acknowledgements: [],
    resolve_reason: null,
    ...rest,
  });
  const page = (list: object[], rest: object = {}) => ({
    incidents: list,
    limit: 100,
    offset: 0,
    more: false,
    ...rest,
  });

  it('reads a page', () => {
    const { items, warnings } = read(
      pagerdutyIncidents,
      page([incident()], { more: true }),
    );
    expect(items).toMatchObject([
      {
        externalId: 'Q1',
        observedAt: '2026-03-10T11:00:00.000Z',
        payload: {
          status: 'resolved',
          resolvedAt: '2026-03-10T11:00:00.000Z',
          segments: [
            {
              startedAt: '2026-03-10T10:00:00.000Z',
              endedAt: '2026-03-10T11:00:00.000Z',
            },
          ],
        },
      },
    ]);
    expect(warnings).toEqual([
      expect.stringMatching(/more pages/),
      expect.stringMatching(/1 resolved incidents list no acknowledgement/),
    ]);
  });

  it('keeps an acknowledgement apart, since the next revision will not have it', () => {
    const open = incident({
      status: 'acknowledged',
      resolved_at: null,
      acknowledgements: [
        { at: '2026-03-10T10:09:00Z' },
        { at: '2026-03-10T10:03:00Z' },
      ],
    });
    const found = incidents(pagerdutyIncidents, page([open]));
    expect(found).toMatchObject([
      { status: 'acknowledged', acknowledgedAt: '2026-03-10T10:03:00.000Z' },
      { event: { type: 'acknowledged', at: '2026-03-10T10:03:00.000Z' } },
    ]);
    expect(found[0]).not.toHaveProperty('resolvedAt');
  });

  it('takes the last change for the end where an older API names none', () => {
    const old = incident({ resolved_at: undefined });
    expect(incidents(pagerdutyIncidents, page([old]))[0].resolvedAt).toBe(
      '2026-03-10T11:00:00.000Z',
    );
  });

  it('sees a merge', () => {
    const merged = incident({
      resolve_reason: { type: 'merge_resolve_reason' },
    });
    expect(incidents(pagerdutyIncidents, page([merged]))[0].status).toBe(
      'merged',
    );
  });

  it('takes an empty page for what it is', () => {
    expect(read(pagerdutyIncidents, page([])).items).toEqual([]);
  });

  it.each<[string, unknown]>([
    [
      'an error body',
      { error: { message: 'Rate Limit Exceeded', code: 2020 } },
    ],
    ['another tool’s incidents', { page: {}, incidents: [{ id: 'x' }] }],
    ['a list that is no page', { incidents: [] }],
  ])('refuses %s', (_, content) => {
    expect(() => read(pagerdutyIncidents, content)).toThrow(/REST API/);
  });
});

describe('pagerduty-log-entries', () => {
  const entry = (type: string, at: string, rest: object = {}) => ({
    id: `R${at}`,
    type,
    created_at: `2026-03-10T${at}:00Z`,
    incident: { id: 'Q1', summary: '[#12] Checkout is down' },
    ...rest,
  });

  it('takes what was triggered, acknowledged and resolved, nothing else', () => {
    const found = incidents(pagerdutyLogEntries, {
      log_entries: [
        entry('trigger_log_entry', '10:00'),
        entry('notify_log_entry', '10:01'),
        entry('escalate_log_entry', '10:02'),
        entry('acknowledgement_log_entry', '10:03'),
        entry('unacknowledge_log_entry', '10:20'),
        entry('acknowledge_log_entry', '10:30'),
        entry('resolve_log_entry', '11:00'),
      ],
    });
    expect(found.map(({ event }) => event?.type)).toEqual([
      'triggered',
      'acknowledged',
      'acknowledged',
      'resolved',
    ]);
  });

  it('tells of entries that name no incident', () => {
    const list = [entry('trigger_log_entry', '10:00', { incident: null })];
    expect(read(pagerdutyLogEntries, { log_entries: list })).toMatchObject({
      items: [],
      warnings: [expect.stringMatching(/include/)],
    });
  });
});
