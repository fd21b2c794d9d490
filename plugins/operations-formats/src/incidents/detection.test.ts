import { FormatFile } from '../FormatFile';
import { detectFormat, formats } from '../registry';

const at = '2026-03-10T10:00:00Z';
const alert = { labels: {}, startsAt: at };
const vector = (name: string) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: [{ metric: { __name__: name }, value: [1, '1'] }],
  },
});

const samples: Record<string, unknown> = {
  alertmanager: { version: '4', groupKey: 'g', alerts: [alert] },
  grafana: { orgId: 1, status: 'firing', version: '1', alerts: [alert] },
  'prometheus-alerts': { status: 'success', data: { alerts: [] } },
  'pagerduty-webhook': {
    event: { id: '1', event_type: 'incident.triggered', occurred_at: at },
  },
  'pagerduty-incidents': {
    incidents: [{ id: 'Q1', type: 'incident' }],
    limit: 25,
    offset: 0,
    more: false,
  },
  'pagerduty-log-entries': {
    log_entries: [{ id: 'R1', type: 'trigger_log_entry' }],
    limit: 25,
    more: false,
  },
  'incident-io': {
    event_type: 'public_incident.incident_created_v2',
    'public_incident.incident_created_v2': {},
  },
  rootly: {
    event: { id: '1', type: 'incident.created', issued_at: at },
    data: {},
  },
  firehydrant: { event: {}, data: { incident: { milestones: [] } } },
  opsgenie: { action: 'Close', alert: { alertId: '1' } },
  statuspage: { page: { id: 'p' }, incidents: [] },
  'github-incidents': [
    {
      number: 1,
      html_url: 'https://github.com/a/b/issues/1',
      labels: [],
      state: 'open',
    },
  ],
  postmortem: '## Incident Summary\n\n## Timeline\n\n## Action Items\n',
  openslo: 'apiVersion: openslo/v1\nkind: SLO\n',
  sloth: vector('slo:objective:ratio'),
  pyrra: vector('pyrra_objective'),
  'prometheus-rules':
    'groups: [{name: a, rules: [{record: "slo:objective:ratio", expr: vector(0.9), labels: {sloth_id: x}}]}]',
};

const fileOf = (sample: unknown) =>
  FormatFile.of(typeof sample === 'string' ? sample : JSON.stringify(sample));

describe('detection', () => {
  it.each(Object.entries(samples))(
    'recognises %s, and nothing else does',
    (id, sample) => {
      const file = fileOf(sample);
      const found = formats.filter(format => format.detect(file));
      expect(found.map(format => format.id)).toEqual([id]);
    },
  );

  it.each<[string, unknown]>([
    ['an empty file', ''],
    ['an error of PagerDuty', { error: { message: 'Not Found', code: 2100 } }],
    [
      'an error of GitHub',
      { message: 'Bad credentials', documentation_url: 'x' },
    ],
    ['an error of Prometheus', { status: 'error', error: 'parse error' }],
    ['an empty object', {}],
    ['an empty list', []],
    ['text', 'everything is fine'],
    ['a page of HTML', '<html><body>502 Bad Gateway</body></html>'],
  ])('takes %s for no format at all', (_, sample) => {
    expect(detectFormat(fileOf(sample))).toBeUndefined();
  });
});
