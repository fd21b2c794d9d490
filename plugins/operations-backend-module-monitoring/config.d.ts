import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    monitoring?: {
      /** How often the tools are asked. Default: five minutes. */
      every?: HumanDuration | string;
      /** What each tool is asked with; a tool that is not named here is not asked. */
      tools?: {
        [tool in
          | 'datadog'
          | 'newrelic'
          | 'dynatrace'
          | 'pingdom'
          | 'uptimerobot'
          | 'grafana'
          | 'loki'
          | 'elasticsearch'
          | 'jaeger'
          | 'tempo'
          | 'opsgenie'
          | 'rootly'
          | 'firehydrant']?: {
          /** Address of its API. Hosted tools have a default; Dynatrace, Grafana and what you run yourself need one. */
          url?: string;
          /**
           * The key, where the tool asks for one. Read-only is enough.
           * @visibility secret
           */
          token?: string;
          /**
           * Datadog: the application key beside the API key.
           * @visibility secret
           */
          applicationKey?: string;
          /** New Relic: number of the account whose data is asked for. */
          account?: number;
          /** Loki and Tempo with several tenants: the one that is asked, sent as `X-Scope-OrgID`. */
          tenant?: string;
          /** Pingdom and UptimeRobot: the promised uptime, 0 to 1. Default: 0.999. */
          target?: number;
          /** Loki, Elasticsearch, Tempo, Rootly and FireHydrant: where people look, for example Grafana's Explore; `{value}` stands for what the annotation says. */
          link?: string;
        };
      };
    };
  };
}
