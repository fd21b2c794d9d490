import { firehydrant } from './firehydrant';
import { incidentIo } from './incidentIo';
import { opsgenie } from './opsgenie';
import { rootly } from './rootly';
import { statuspage } from './statuspage';
import { incidents, read } from './testing';

const at = (time: string) => `2026-03-10T${time}:00.000Z`;

describe('incident-io', () => {
  const stamp = (name: string, value: string | null) => ({
    incident_timestamp: { id: name, name },
    value: value === null ? null : { value },
  });
  const incident = (rest: object = {}) => ({
    id: '01G',
    reference: 'INC-1',
    name: 'Checkout is down',
    mode: 'standard',
    permalink: 'https://app.incident.io/incidents/1',
    created_at: at('10:05'),
    updated_at: at('11:30'),
    incident_status: { name: 'Closed', category: 'closed' },
    severity: { name: 'Major', rank: 2 },
    incident_timestamp_values: [
      stamp('Impact started at', at('10:00')),
      stamp('Accepted at', at('10:06')),
      stamp('Fixed at', at('11:00')),
      stamp('Resolved at', at('11:15')),
      stamp('Closed at', null),
    ],
    ...rest,
  });
  const event = (type: string, value: object) => ({
    event_type: type,
    [type]: value,
  });
  const updated = (rest: object) =>
    event('public_incident.incident_updated_v2', incident(rest));

  it('reads times by their names', () => {
    expect(incidents(incidentIo, updated({}))).toMatchObject([
      {
        status: 'resolved',
        severity: 'sev-2',
        segments: [{ startedAt: at('10:00'), endedAt: at('11:00') }],
        acknowledgedAt: at('10:06'),
        resolvedAt: at('11:15'),
      },
    ]);
  });

  it.each([
    [{ mode: 'test' }, 'test'],
    [{ mode: 'tutorial' }, 'tutorial'],
    [{ mode: 'retrospective' }, 'resolved'],
    [{ incident_status: { category: 'merged' } }, 'merged'],
    [{ incident_status: { category: 'declined' } }, 'declined'],
    [{ incident_status: { category: 'canceled' } }, 'cancelled'],
    [{ incident_status: { category: 'live' } }, 'live'],
    [{ incident_status: { category: 'learning' } }, 'resolved'],
  ])('%j has the status %s', (rest, status) => {
    expect(incidents(incidentIo, updated(rest))[0].status).toBe(status);
  });

  it('reads a status event, whose incident is one level down, and a page', () => {
    const type = 'public_incident.incident_status_updated_v2';
    const changed = event(type, { incident: incident(), new_status: {} });
    const page = {
      incidents: [incident()],
      pagination_meta: { page_size: 25 },
    };
    expect(incidents(incidentIo, changed)).toEqual(incidents(incidentIo, page));
  });

  it.each([
    ['outstanding', undefined, 1],
    ['completed', at('11:50'), 1],
    ['not_doing', undefined, 1],
    ['deleted', undefined, 0],
  ])('reads a follow-up that is %s', (status, doneAt, count) => {
    const followUp = event('public_incident.follow_up_updated_v2', {
      id: 'F1',
      incident_id: '01G',
      title: 'Add an alert',
      status,
      completed_at: doneAt ?? null,
      updated_at: at('11:50'),
    });
    const [item] = read(incidentIo, followUp).items;
    expect(item).toMatchObject({
      kind: 'review',
      externalId: 'follow-up/F1',
      payload: { incident: '01G', status: 'follow-up' },
    });
    const { actionItems } = item.payload as {
      actionItems: { doneAt?: string }[];
    };
    expect(actionItems.map(one => one.doneAt)).toEqual(
      Array.from({ length: count }, () => doneAt),
    );
  });

  it.each([
    ['complete', 'completed'],
    ['completed', 'completed'],
    ['in_review', 'in_review'],
  ])('reads a post-mortem that is %s', (newStatus, status) => {
    const document = event(
      'public_incident.postmortem_document_status_updated_v1',
      {
        incident_id: '01G',
        new_status: newStatus,
        updated_at: 'abc123',
      },
    );
    expect(read(incidentIo, document).items).toMatchObject([
      { kind: 'review', payload: { incident: '01G', status } },
    ]);
  });

  it('says that private incidents carry no details', () => {
    const secret = event('private_incident.incident_created_v2', { id: '01G' });
    expect(read(incidentIo, secret)).toMatchObject({
      items: [],
      warnings: [expect.stringMatching(/private/)],
    });
  });

  it.each<[string, unknown]>([
    [
      'an error body',
      { type: 'authentication_error', status: 401, errors: [] },
    ],
    ['an event without its body', { event_type: 'public_incident.x' }],
    ['an empty list without paging', { incidents: [] }],
  ])('refuses %s', (_, content) => {
    expect(() => read(incidentIo, content)).toThrow(/expected a webhook/);
  });
});

describe('rootly', () => {
  const event = (type: string, data: object = {}) => ({
    event: { id: 'e1', type, issued_at: '2026-03-10T03:30:00.633-08:00' },
    data: {
      id: 'R1',
      title: 'Sparkling Frost',
      kind: 'normal',
      status: 'resolved',
      url: 'http://rootly.example/incidents/19',
      created_at: at('10:02'),
      started_at: '2026-03-10T02:00:00.000-08:00',
      acknowledged_at: at('10:04'),
      mitigated_at: at('10:50'),
      resolved_at: at('11:00'),
      severity: { data: { attributes: { name: 'SEV0', slug: 'sev0' } } },
      ...data,
    },
  });

  it('reads the whole incident of each event', () => {
    expect(incidents(rootly, event('incident.updated'))).toMatchObject([
      {
        severity: 'sev-1',
        segments: [{ startedAt: at('10:00'), endedAt: at('10:50') }],
        acknowledgedAt: at('10:04'),
        resolvedAt: at('11:00'),
      },
    ]);
  });

  it.each([
    ['incident.created', { kind: 'test' }, { status: 'test' }],
    ['incident.created', { kind: 'example_sub' }, { status: 'test' }],
    [
      'incident.updated',
      { duplicate_incident_id: 'R0' },
      { status: 'duplicate' },
    ],
    ['incident.cancelled', { status: 'cancelled' }, { status: 'cancelled' }],
    ['incident.deleted', {}, { status: 'cancelled' }],
    [
      'incident.scheduled.created',
      { kind: 'scheduled' },
      { impact: 'maintenance' },
    ],
  ])('%s of %j', (type, data, expected) => {
    expect(incidents(rootly, event(type, data))[0]).toMatchObject(expected);
  });

  it('reads a retrospective', () => {
    const published = event('incident_post_mortem.published', {
      incident_id: 'R1',
      status: 'published',
      published_at: at('11:20'),
    });
    expect(read(rootly, published).items).toMatchObject([
      { kind: 'review', payload: { incident: 'R1', completedAt: at('11:20') } },
    ]);
  });

  it('takes a retrospective that was deleted for none', () => {
    const deleted = event('incident_post_mortem.deleted', {
      incident_id: 'R1',
      status: 'published',
      published_at: at('11:20'),
    });
    const [{ payload }] = read(rootly, deleted).items;
    expect(payload).toEqual({ incident: 'R1', status: 'deleted' });
  });

  it('passes over what is no incident, and says so', () => {
    expect(read(rootly, event('alert.created'))).toMatchObject({
      items: [],
      warnings: ['alert.created says nothing of an incident itself'],
    });
  });

  it('refuses an error body', () => {
    expect(() => read(rootly, { errors: [{ title: 'Not found' }] })).toThrow(
      /expected a webhook event/,
    );
  });
});

describe('firehydrant', () => {
  const milestone = (type: string, time: string) => ({
    type,
    occurred_at: `2026-03-10 ${time}:00 UTC`,
  });
  const event = (rest: object = {}) => ({
    event: { operation: 'UPDATED', resource_type: 'incident' },
    data: {
      incident: {
        id: '04d9',
        name: 'Checkout is down',
        created_at: '2026-03-10 10:05:00 UTC',
        current_milestone: 'resolved',
        severity: 'SEV1',
        incident_url: 'https://app.firehydrant.io/incidents/04d9',
        milestones: [
          milestone('started', '10:00'),
          milestone('acknowledged', '10:04'),
          milestone('mitigated', '10:50'),
          milestone('resolved', '11:00'),
        ],
        ...rest,
      },
    },
  });

  it('reads times of milestones, which carry their zone as a word', () => {
    expect(incidents(firehydrant, event())).toMatchObject([
      {
        status: 'resolved',
        severity: 'sev-1',
        segments: [{ startedAt: at('10:00'), endedAt: at('10:50') }],
        acknowledgedAt: at('10:04'),
        resolvedAt: at('11:00'),
      },
    ]);
  });

  it.each([
    [{ severity: 'GAMEDAY' }, { status: 'test' }],
    [{ severity: 'MAINTENANCE' }, { impact: 'maintenance' }],
    [
      { current_milestone: 'investigating', milestones: [] },
      { status: 'investigating' },
    ],
    [
      { milestones: [milestone('retrospective_completed', '11:45')] },
      { review: { completedAt: at('11:45') } },
    ],
  ])('%j', (rest, expected) => {
    expect(incidents(firehydrant, event(rest))[0]).toMatchObject(expected);
  });

  it('refuses an event about something else', () => {
    expect(() => read(firehydrant, { data: { change_event: {} } })).toThrow(
      /incident event/,
    );
  });
});

describe('opsgenie', () => {
  const event = (action: string, alert = '') =>
    `{"action":"${action}","alert":{"alertId":"52a","message":"CPU high",
      "createdAt":1773136800000,"updatedAt":1773137100123456789,"priority":"P1"${alert}},
      "source":{"name":"web"},"integrationName":"ops"}`;

  it('reads nanoseconds without losing a millisecond', () => {
    const [found] = incidents(opsgenie, event('Acknowledge'));
    expect(found).toMatchObject({
      severity: 'sev-1',
      segments: [{ startedAt: at('10:00') }],
      event: { type: 'acknowledged', at: '2026-03-10T10:05:00.123Z' },
    });
  });

  it.each([
    ['Create', 'triggered', 'open'],
    ['UnAcknowledge', 'updated', 'open'],
    ['Close', 'resolved', 'closed'],
    ['Delete', 'updated', 'cancelled'],
  ])('%s', (action, type, status) => {
    expect(incidents(opsgenie, event(action))).toMatchObject([
      { status, event: { incident: '52a', type } },
    ]);
  });

  it('passes over notes and the like', () => {
    expect(read(opsgenie, event('AddNote'))).toMatchObject({
      items: [],
      warnings: ['AddNote changes nothing that is counted'],
    });
  });

  it('says when an event carries no time', () => {
    const content = { action: 'Close', alert: { alertId: '1', message: 'x' } };
    expect(read(opsgenie, content).warnings[0]).toMatch(/no time of its own/);
  });

  it('refuses an error body', () => {
    expect(() =>
      read(opsgenie, { message: 'Key format is not valid!', took: 0 }),
    ).toThrow(/expected an alert action/);
  });
});

describe('statuspage', () => {
  const update = (status: string, time: string) => ({
    status,
    body: '',
    display_at: at(time),
    created_at: at('11:59'),
  });
  const page = (rest: object = {}) => ({
    page: { id: 'p', name: 'Acme', url: 'https://status.example' },
    incidents: [
      {
        id: 's1',
        name: 'Errors at checkout',
        status: 'resolved',
        impact: 'minor',
        created_at: at('11:59'),
        updated_at: at('11:59'),
        resolved_at: at('11:59'),
        shortlink: 'https://stspg.io/s1',
        incident_updates: [
          update('resolved', '11:00'),
          update('monitoring', '10:40'),
          update('investigating', '10:00'),
        ],
        ...rest,
      },
    ],
  });

  it('dates an incident that was filled in later by what the page shows', () => {
    expect(incidents(statuspage, page())).toMatchObject([
      {
        impact: 'degraded',
        severity: 'sev-3',
        segments: [{ startedAt: at('10:00'), endedAt: at('11:00') }],
        resolvedAt: at('11:00'),
      },
    ]);
  });

  it.each([
    ['none', 'none', undefined],
    ['maintenance', 'maintenance', undefined],
    ['major', 'outage', 'sev-2'],
    ['critical', 'outage', 'sev-1'],
    ['surprise', undefined, undefined],
  ])('of impact %s', (impact, expected, severity) => {
    const [found] = incidents(statuspage, page({ impact }));
    expect(found.impact).toBe(expected);
    expect(found.severity).toBe(severity);
  });

  it('tells of an impact that it does not know', () => {
    expect(read(statuspage, page({ impact: 'surprise' })).warnings[0]).toMatch(
      /counts as an outage/,
    );
  });

  it('sees that it was opened again, and that it goes on', () => {
    const again = page({
      status: 'investigating',
      resolved_at: null,
      incident_updates: [
        update('investigating', '11:30'),
        update('resolved', '11:00'),
        update('investigating', '10:00'),
      ],
    });
    const [found] = incidents(statuspage, again);
    expect(found.segments).toEqual([
      { startedAt: at('10:00'), endedAt: at('11:00') },
      { startedAt: at('11:30') },
    ]);
    expect(found).not.toHaveProperty('resolvedAt');
  });

  it('reads an incident without updates', () => {
    const bare = page({
      incident_updates: [],
      started_at: at('10:00'),
      resolved_at: at('10:30'),
    });
    expect(incidents(statuspage, bare)[0]).toMatchObject({
      segments: [{ startedAt: at('10:00') }],
      resolvedAt: at('10:30'),
    });
  });

  it('takes a page without incidents for what it is', () => {
    expect(
      read(statuspage, { page: { id: 'p' }, incidents: [] }).items,
    ).toEqual([]);
  });

  it('refuses a page of another kind', () => {
    expect(() => read(statuspage, { page: {}, components: [] })).toThrow(
      /expected a page with incidents/,
    );
  });
});
