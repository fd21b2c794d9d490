import { shaped } from '@backstage-operations/plugin-operations-node';
import { z } from 'zod';
import { MonitoringTool } from '../MonitoringTool';
import { sloEvidence } from '../sloEvidence';

const DAYS = 30;

const check = z.looseObject({
  check: z.looseObject({ name: z.string(), status: z.string().optional() }),
});

const summary = z.looseObject({
  summary: z.looseObject({
    status: z.looseObject({
      totalup: z.number(),
      totaldown: z.number(),
      totalunknown: z.number().optional(),
    }),
  }),
});

/** Pingdom: seconds up and down of an uptime check in 30 days (API 3.1); time of which it knows nothing is in neither. */
export const pingdom: MonitoringTool = {
  id: 'pingdom',
  title: 'Pingdom',
  annotation: 'pingdom.com/check-id',
  several: true,
  url: 'https://api.pingdom.com',
  headers: ({ token }) => ({ authorization: `Bearer ${token ?? ''}` }),
  async ask(question) {
    const { api, settings, value, now, signal } = question;
    const base = `${settings.url}/api/3.1`;
    const id = encodeURIComponent(value);
    const { name, status: state } = shaped(
      'Pingdom',
      check,
      await api.get(`${base}/checks/${id}`, signal),
    ).check;
    const to = Math.floor(now / 1000);
    const { status } = shaped(
      'Pingdom',
      summary,
      await api.get(
        `${base}/summary.average/${id}?includeuptime=true&from=${
          to - DAYS * 86_400
        }&to=${to}`,
        signal,
      ),
    ).summary;
    const observed = status.totalup + status.totaldown;
    return sloEvidence('pingdom', question, {
      name: `${name} uptime`,
      target: settings.target,
      window: `P${DAYS}D`,
      method: 'timeslices',
      // A check that is paused knows only how it was.
      sli:
        observed > 0 && state !== 'paused' ? status.totalup / observed : null,
      coverage: Math.min(1, observed / (DAYS * 86_400)),
    });
  },
};
