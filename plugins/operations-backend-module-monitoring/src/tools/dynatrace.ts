import { shaped } from '@backstage-operations/plugin-operations-node';
import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { MonitoringTool } from '../MonitoringTool';
import { ratioOf, sloEvidence, windowOf } from '../sloEvidence';

const slo = z.looseObject({
  name: z.string(),
  enabled: z.boolean().optional(),
  target: z.number(),
  timeframe: z.string(),
  evaluatedPercentage: z.number(),
  error: z.string(),
});

/** Dynatrace: an SLO over its own timeframe (API v2); a percentage of −1 is its word for no value. */
export const dynatrace: MonitoringTool = {
  id: 'dynatrace',
  title: 'Dynatrace',
  annotation: 'dynatrace.com/slo-id',
  several: true,
  headers: ({ token }) => ({ authorization: `Api-Token ${token ?? ''}` }),
  async ask(question) {
    const { api, settings, value, signal } = question;
    const told = shaped(
      'Dynatrace',
      slo,
      await api.get(
        `${settings.url}/api/v2/slo/${encodeURIComponent(value)}`,
        signal,
      ),
    );
    const window = windowOf(told.timeframe);
    if (!window) {
      throw new ServiceUnavailableError(
        `Dynatrace: ${told.name} has the timeframe ${told.timeframe}, which is no length of time`,
      );
    }
    const usable =
      told.error === 'NONE' &&
      told.enabled !== false &&
      told.evaluatedPercentage >= 0;
    return sloEvidence('dynatrace', question, {
      name: told.name,
      target: ratioOf(told.target),
      window,
      method: 'occurrences',
      sli: usable ? ratioOf(told.evaluatedPercentage) : null,
    });
  },
};
