import { shaped } from '@backstage-operations/plugin-operations-node';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { linkEvidence } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';
import { grafana } from './grafana';

const found = z.array(z.looseObject({ title: z.string(), url: z.string() }));

const rules = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    groups: z.array(
      z.looseObject({
        rules: z.array(
          z.looseObject({
            type: z.string().optional(),
            health: z.string().optional(),
            labels: z.record(z.string(), z.string()).nullish(),
          }),
        ),
      }),
    ),
  }),
});

/** The tags in `tags @> 'shop' && tags @> 'prod'`, or a bare tag. */
function tagsIn(selector: string): string[] {
  const tags = [...selector.matchAll(/tags\s*@>\s*['"]([^'"]+)['"]/g)];
  if (tags.length > 0) return tags.map(([, tag]) => tag);
  return /^[\w./:-]+$/.test(selector) ? [selector] : [];
}

/** Grafana: the dashboards that a selector finds, by tag or by title. */
export const grafanaDashboards: MonitoringTool = {
  ...grafana,
  id: 'grafana-dashboards',
  key: 'grafana',
  title: 'Grafana dashboards',
  annotation: 'grafana/dashboard-selector',
  // A selector is an expression of its own.
  several: false,
  async ask(question) {
    const { api, settings, value, signal } = question;
    const tags = tagsIn(value);
    const title = /title\s*==?\s*['"]([^'"]+)['"]/.exec(value)?.[1];
    if (tags.length === 0 && !title) {
      throw new InputError(
        `${this.annotation}: only tags and titles are understood, not ${value}`,
      );
    }
    const query = new URLSearchParams([
      ['type', 'dash-db'],
      ...tags.map(tag => ['tag', tag]),
      ...(title ? [['query', title]] : []),
    ]);
    const dashboards = shaped(
      'Grafana',
      found,
      await api.get(`${settings.url}/api/search?${query}`, signal),
    ).filter(one => !title || one.title === title);
    const [only, ...others] = dashboards;
    const page = new URLSearchParams(query);
    page.delete('type');
    return linkEvidence('grafana', question, {
      type: 'dashboard',
      title: only && others.length === 0 ? only.title : `Dashboards: ${value}`,
      url:
        only && others.length === 0
          ? new URL(only.url, `${settings.url}/`).toString()
          : `${settings.url}/dashboards?${page}`,
      reachable: dashboards.length > 0,
    });
  },
};

/** Grafana: the one dashboard that an overview shows, named by its address. */
export const grafanaOverview: MonitoringTool = {
  ...grafana,
  id: 'grafana-overview',
  key: 'grafana',
  title: 'Grafana overview dashboard',
  annotation: 'grafana/overview-dashboard',
  several: false,
  async ask(question) {
    const { settings, value } = question;
    // Only Grafana itself is asked, whatever server the address names.
    const uid = /\/d(?:-solo)?\/([\w-]+)/.exec(value)?.[1];
    if (!uid) {
      throw new InputError(
        `${this.annotation}: ${value} is no address of a dashboard below ${settings.url}`,
      );
    }
    return grafana.ask({ ...question, value: uid });
  },
};

/** Grafana: the alerting rules with some labels, there when one is and none of them fails to evaluate. */
export const grafanaAlertRules: MonitoringTool = {
  ...grafana,
  id: 'grafana-alerts',
  key: 'grafana',
  title: 'Grafana alerting rules',
  annotation: 'grafana/alert-label-selector',
  several: false,
  async ask(question) {
    const { api, settings, value, signal } = question;
    const { data } = shaped(
      'Grafana',
      rules,
      await api.get(
        `${settings.url}/api/prometheus/grafana/api/v1/rules`,
        signal,
      ),
    );
    const pairs = value.split(',').map(pair => pair.trim().split('='));
    const own = data.groups
      .flatMap(group => group.rules)
      .filter(({ labels }) =>
        pairs.every(([key, one]) => one !== undefined && labels?.[key] === one),
      );
    const search = pairs.map(([key, one]) => `label:${key}=${one}`).join(' ');
    return linkEvidence('grafana', question, {
      type: 'alerting-rules',
      title: `Alerting rules: ${value}`,
      url: `${settings.url}/alerting/list?${new URLSearchParams({ search })}`,
      reachable:
        own.length > 0 &&
        own.every(({ health }) => health !== 'error' && health !== 'err'),
    });
  },
};
