import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    pagerduty?: {
      /**
       * A read-only REST API key. Without it PagerDuty is not asked.
       * @visibility secret
       */
      token?: string;
      /** Address of the REST API. Default: `https://api.pagerduty.com`; `https://api.eu.pagerduty.com` for the European service region. */
      url?: string;
      /** How often to ask. Default: five minutes. */
      every?: HumanDuration | string;
      /** How far back incidents are fetched the first time. Default: five years. */
      since?: HumanDuration | string;
    };
  };
}
