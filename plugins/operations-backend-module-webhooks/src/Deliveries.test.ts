import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { EvidenceIntake } from '@backstage-operations/plugin-operations-node';
import { mockServices } from '@backstage/backend-test-utils';
import { Deliveries } from './Deliveries';
import { webhookTools } from './tools';

const alert = (name: string, more: object = {}) => ({
  status: 'firing',
  labels: { alertname: name, entity: 'component:default/shop' },
  annotations: {},
  startsAt: '2026-03-10T11:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: name,
  ...more,
});

/** What is stored of a notification of these alerts, and what the log says. */
async function receive(alerts: object[], more: object = {}) {
  const stored: EvidenceInput[] = [];
  const intake: EvidenceIntake = {
    async submit(_, items) {
      stored.push(...items);
      return { accepted: items.length, duplicates: 0, refused: [] };
    },
    annotated: async () => new Map(),
    entitiesByIncident: async () => [],
    entitiesByAnnotation: async () => new Map(),
  };
  const logger = mockServices.logger.mock();
  const tool = webhookTools.find(({ id }) => id === 'alertmanager');
  if (!tool) throw new Error('there is no alertmanager');
  await Deliveries.create({
    intake,
    logger,
    now: () => Date.parse('2026-03-10T12:00:00Z'),
    pause: async () => {},
  }).receive(tool, { version: '4', groupKey: 'g', alerts, ...more });
  return {
    titles: stored.map(({ payload }) => 'title' in payload && payload.title),
    said: logger.warn.mock.calls.map(([text]) => text),
  };
}

describe('Deliveries', () => {
  it('stores the alerts beside one that is not understood', async () => {
    const { titles, said } = await receive([
      alert('First'),
      alert('Broken', { startsAt: 'yesterday' }),
      alert('Last'),
    ]);
    expect(titles).toEqual(['First', 'Last']);
    expect(said).toEqual([
      expect.stringMatching(/alertmanager: a delivery was not understood: .*/),
    ]);
  });

  it('says what the sender left out', async () => {
    const { said } = await receive([alert('First')], { truncatedAlerts: 3 });
    expect(said).toEqual([expect.stringContaining('left out 3 alerts')]);
  });
});
