import { FormatFile } from '../FormatFile';
import { alertmanager } from './alertmanager';
import { grafanaAlerts } from './grafanaAlerts';
import { prometheusAlerts } from './prometheusAlerts';
import { incidents, read } from './testing';

const alert = (rest: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'HighErrorRate', severity: 'critical' },
  annotations: { summary: 'too many 5xx' },
  startsAt: '2026-03-10T10:00:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example/graph',
  fingerprint: 'c6eadffa33fcdf37',
  ...rest,
});
const notification = (alerts: object[], rest: object = {}) => ({
  version: '4',
  groupKey: '{}:{alertname="HighErrorRate"}',
  status: 'firing',
  receiver: 'ops',
  truncatedAlerts: 0,
  alerts,
  ...rest,
});
const resolved = alert({
  status: 'resolved',
  endsAt: '2026-03-10T12:30:00+01:00',
});

describe('alertmanager', () => {
  it('reads each alert’s own status, not the group’s', () => {
    const found = incidents(alertmanager, notification([alert(), resolved]));
    expect(found).toMatchObject([
      { status: 'firing', alertOnly: true, impact: 'none', severity: 'sev-1' },
      {
        status: 'resolved',
        title: 'HighErrorRate: too many 5xx',
        segments: [
          {
            startedAt: '2026-03-10T10:00:00.123Z',
            endedAt: '2026-03-10T11:30:00.000Z',
          },
        ],
      },
    ]);
    expect(found[0].segments?.[0]).not.toHaveProperty('endedAt');
  });

  it('tells episodes of the same alert apart, and finds its end again', () => {
    const ids = (alerts: object[]) =>
      read(alertmanager, notification(alerts)).items.map(
        ({ externalId }) => externalId,
      );
    const [first, end, later] = ids([
      alert(),
      resolved,
      alert({ startsAt: '2026-03-10T11:45:00Z' }),
    ]);
    expect(end).toBe(first);
    expect(later).not.toBe(first);
    const bare = { fingerprint: undefined };
    expect(new Set(ids([alert(bare), { ...resolved, ...bare }])).size).toBe(1);
  });

  it.each<[string, object, string]>([
    ['no status, end of year 1', { status: undefined }, 'firing'],
    [
      'no status, over',
      { status: undefined, endsAt: '2026-03-10T11:00:00Z' },
      'resolved',
    ],
    [
      'no status, a time-out to come',
      { status: undefined, endsAt: '2026-03-10T14:00:00Z' },
      'firing',
    ],
    ['firing with a time-out', { endsAt: '2026-03-10T11:00:00Z' }, 'firing'],
    [
      'ends before it starts',
      { status: 'resolved', endsAt: '2026-03-10T09:00:00Z' },
      'resolved',
    ],
    ['resolved, it is not said when', { status: 'resolved' }, 'resolved'],
  ])('%s', (_, rest, status) => {
    expect(incidents(alertmanager, notification([alert(rest)]))).toMatchObject([
      { status },
    ]);
  });

  it('lets the end of an alert go after its begin, whatever its time', () => {
    const at = (rest: object) =>
      read(alertmanager, notification([alert(rest)])).items[0].observedAt;
    expect(at({ status: 'resolved', endsAt: '2026-03-10T09:00:00Z' })).toBe(
      at({}),
    );
    expect(at({ status: 'resolved' })).toBe('2026-03-10T12:00:00.000Z');
  });

  it('counts an alert as an outage only when its label says so', () => {
    const labels = { alertname: 'Down', impact: 'outage' };
    const [found] = incidents(alertmanager, notification([alert({ labels })]));
    expect(found.impact).toBe('outage');
    expect(found).not.toHaveProperty('alertOnly');
  });

  it('tells what the sender left out', () => {
    const cut = notification([alert()], { truncatedAlerts: 7 });
    expect(read(alertmanager, cut).warnings).toEqual([
      'the sender left out 7 alerts',
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['another version', notification([alert()], { version: '5' }), /version 5/],
    ['no alert', notification([]), /holds no alert/],
    ['a custom payload', { text: 'HighErrorRate' }, /an object with text/],
    ['an error body', { error: 'forbidden' }, /an error body/],
    ['nothing', '', /empty/],
    ['text', 'alert!', /not JSON/],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(alertmanager, content)).toThrow(message);
  });
});

describe('grafana', () => {
  const sent = (alerts: object[], rest: object = {}) =>
    notification(alerts, {
      version: '1',
      orgId: 1,
      state: 'alerting',
      title: '[FIRING:1]',
      ...rest,
    });

  it('reads alerts like Alertmanager’s, under its own name', () => {
    const { items, formatVersion } = read(grafanaAlerts, sent([resolved]));
    expect(formatVersion).toBe('1');
    expect(items).toMatchObject([
      { source: 'grafana', payload: { status: 'resolved' } },
    ]);
  });

  it('keeps a test notification as a test', () => {
    const test = alert({
      labels: { alertname: 'TestAlert', instance: 'Grafana' },
      generatorURL: '?orgId=1',
    });
    expect(incidents(grafanaAlerts, sent([test]))).toMatchObject([
      { status: 'test' },
    ]);
  });

  it('refuses a newer version', () => {
    expect(() =>
      read(grafanaAlerts, sent([alert()], { version: '2' })),
    ).toThrow(/version 2/);
  });

  it('and Alertmanager’s are told apart', () => {
    const file = (content: object) => FormatFile.of(JSON.stringify(content));
    const own = file(sent([alert()]));
    const other = file(notification([alert()]));
    expect(grafanaAlerts.detect(own)).toBe(true);
    expect(alertmanager.detect(own)).toBe(false);
    expect(alertmanager.detect(other)).toBe(true);
    expect(grafanaAlerts.detect(other)).toBe(false);
  });
});

describe('prometheus-alerts', () => {
  const active = (state: string, rest: object = {}) => ({
    labels: { alertname: 'HighErrorRate', severity: 'critical' },
    annotations: { summary: 'too many 5xx' },
    state,
    activeAt: '2026-03-10T10:00:00.5Z',
    value: '1e+00',
    ...rest,
  });
  const answer = (alerts: object[]) => ({
    status: 'success',
    data: { alerts },
  });
  const rules = (alerts: object[]) => ({
    status: 'success',
    data: {
      groups: [
        {
          name: 'shop',
          rules: [
            { type: 'recording', name: 'a:b', query: 'a' },
            { type: 'alerting', name: 'HighErrorRate', query: 'a > 1', alerts },
          ],
        },
      ],
    },
  });

  it.each([
    ['/api/v1/alerts', answer],
    ['/api/v1/rules', rules],
  ])('reads what fires from %s, and nothing that is pending', (_, form) => {
    const pending = active('pending', { labels: { alertname: 'Slow' } });
    const { items, warnings } = read(
      prometheusAlerts,
      form([active('firing'), pending]),
    );
    expect(items).toMatchObject([
      {
        source: 'prometheus',
        observedAt: '2026-03-10T10:00:00.500Z',
        payload: {
          title: 'HighErrorRate: too many 5xx',
          status: 'firing',
          severity: 'sev-1',
          alertOnly: true,
          segments: [{ startedAt: '2026-03-10T10:00:00.500Z' }],
        },
      },
    ]);
    expect(warnings[0]).toBe('1 alerts are pending, none of them fires');
  });

  it('says that nothing fires', () => {
    expect(read(prometheusAlerts, answer([]))).toMatchObject({
      items: [],
      warnings: ['no alert fires'],
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['an error', { status: 'error', error: 'forbidden' }, /forbidden/],
    [
      'the answer to a query',
      { status: 'success', data: { resultType: 'vector', result: [] } },
      /expected an answer to/,
    ],
    [
      'an alert without a beginning',
      answer([{ labels: {}, state: 'firing' }]),
      /activeAt/,
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(prometheusAlerts, content)).toThrow(message);
  });
});
