import { shaped } from '@backstage-operations/plugin-operations-node';
import { isError } from '@backstage/errors';
import { z } from 'zod';
import { linkEvidence } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';

const counted = z.looseObject({ data: z.looseObject({ count: z.number() }) });

const team = z.looseObject({
  data: z.looseObject({ id: z.string(), name: z.string() }),
});

/** Opsgenie: the alerts that a search finds. That there is none now says nothing against it, so an understood search is there. */
export const opsgenie: MonitoringTool = {
  id: 'opsgenie',
  title: 'Opsgenie alerts',
  annotation: 'opsgenie.com/component-selector',
  // A search may have commas of its own.
  several: false,
  url: 'https://api.opsgenie.com',
  headers: ({ token }): Record<string, string> =>
    token ? { authorization: `GenieKey ${token}` } : {},
  async ask(question) {
    const { api, settings, value, signal } = question;
    const query = new URLSearchParams({ query: value });
    shaped(
      'Opsgenie',
      counted,
      await api.get(`${settings.url}/v2/alerts/count?${query}`, signal),
    );
    return linkEvidence('opsgenie', question, {
      type: 'alerts',
      title: `Alerts in Opsgenie: ${value}`,
      url: `${appOf(settings.url)}/alert/list?${query}`,
      reachable: true,
    });
  },
};

/** Opsgenie: the team that is called, by its name. */
export const opsgenieTeam: MonitoringTool = {
  ...opsgenie,
  id: 'opsgenie-team',
  key: 'opsgenie',
  title: 'Opsgenie team',
  annotation: 'opsgenie.com/team',
  several: true,
  async ask(question) {
    const { api, settings, value, signal } = question;
    const address = `${settings.url}/v2/teams/${encodeURIComponent(
      value,
    )}?identifierType=name`;
    try {
      const { data } = shaped('Opsgenie', team, await api.get(address, signal));
      return linkEvidence('opsgenie', question, {
        type: 'on-call-schedule',
        title: `On-call of ${data.name} in Opsgenie`,
        url: `${appOf(settings.url)}/teams/dashboard/${data.id}/main`,
        reachable: true,
      });
    } catch (error) {
      if (!isError(error) || error.name !== 'NotFoundError') throw error;
      return linkEvidence('opsgenie', question, {
        type: 'on-call-schedule',
        title: `On-call of ${value} in Opsgenie`,
        url: `${appOf(settings.url)}/teams/list`,
        reachable: false,
      });
    }
  },
};

/** Where people look: `app.` where the programs ask `api.`. */
function appOf(url: string): string {
  return url.replace('://api.', '://app.');
}
