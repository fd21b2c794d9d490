import { shaped } from '@backstage-operations/plugin-operations-node';
import { z } from 'zod';
import { linkEvidence, linkTo } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';
import { tenantHeaders } from '../tenantHeaders';

const values = z.looseObject({
  tagValues: z.array(z.looseObject({ value: z.string() })),
});

/** Tempo: the traces of a service, there when Tempo has one of its spans. */
export const tempo: MonitoringTool = {
  id: 'tempo',
  title: 'Tempo',
  annotation: 'tempo.grafana.com/service',
  several: true,
  headers: tenantHeaders,
  async ask(question) {
    const { api, settings, value, signal } = question;
    const { tagValues } = shaped(
      'Tempo',
      values,
      await api.get(
        `${settings.url}/api/v2/search/tag/resource.service.name/values`,
        signal,
      ),
    );
    return linkEvidence('tempo', question, {
      type: 'traces',
      title: `Traces of ${value}`,
      url: linkTo('tempo', question),
      reachable: tagValues.some(one => one.value === value),
    });
  },
};
