import { Millis } from '@backstage-operations/plugin-operations-common';
import { shaped } from '@backstage-operations/plugin-operations-node';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { MonitoringTool } from '../MonitoringTool';
import { ratioOf, sloEvidence } from '../sloEvidence';

const monitors = z.looseObject({
  stat: z.string(),
  error: z.looseObject({ message: z.string().optional() }).optional(),
  monitors: z
    .array(
      z.looseObject({
        id: z.union([z.number(), z.string()]),
        friendly_name: z.string(),
        status: z.number(),
        /** Unix time. */
        create_datetime: z.number().optional(),
        custom_uptime_ratio: z.union([z.string(), z.number()]).optional(),
      }),
    )
    .optional(),
});

/** Monitors that are paused, or have not been checked yet. */
const SILENT = new Set([0, 1]);

/** Share of the 30 days in which the monitor was there. */
function observed(created: number, now: Millis): number {
  const there = now - created * 1000;
  return Math.max(0, Math.min(1, there / (30 * 86_400_000)));
}

/** UptimeRobot: the uptime ratio of a monitor in 30 days (API v2). */
export const uptimerobot: MonitoringTool = {
  id: 'uptimerobot',
  title: 'UptimeRobot',
  annotation: 'uptimerobot.com/monitor-id',
  several: true,
  url: 'https://api.uptimerobot.com',
  headers: () => ({}),
  async ask(question) {
    const { api, settings, value, now, signal } = question;
    const answer = shaped(
      'UptimeRobot',
      monitors,
      await api.form(
        `${settings.url}/v2/getMonitors`,
        {
          api_key: settings.token ?? '',
          format: 'json',
          monitors: value,
          custom_uptime_ratios: '30',
        },
        signal,
      ),
    );
    // A refused key is answered with status 200.
    if (answer.stat !== 'ok') {
      throw new ServiceUnavailableError(
        `UptimeRobot refused: ${(answer.error?.message ?? answer.stat).slice(
          0,
          200,
        )}`,
      );
    }
    const found = answer.monitors?.find(({ id }) => String(id) === value);
    if (!found) throw new NotFoundError(`UptimeRobot has no monitor ${value}`);
    const ratio = Number(found.custom_uptime_ratio ?? NaN);
    return sloEvidence('uptimerobot', question, {
      name: `${found.friendly_name} uptime`,
      target: settings.target,
      window: 'P30D',
      method: 'timeslices',
      ...(found.create_datetime === undefined
        ? {}
        : { coverage: observed(found.create_datetime, now) }),
      sli: SILENT.has(found.status) || !(ratio >= 0) ? null : ratioOf(ratio),
    });
  },
};
