import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    prometheus?: {
      /** How often SLOs are asked for. Default: one minute. */
      every?: HumanDuration | string;
      /** The servers that are asked; every SLO is looked for in all of them unless its definition names one. */
      instances?: Array<{
        /** Name that definitions refer to as their data source. */
        name: string;
        /** Address up to, and without, `/api/v1`. */
        url: string;
        /** Where people look, when it is another address. Default: `url`. */
        link?: string;
        /** Sent as `Authorization: Bearer …`. @visibility secret */
        token?: string;
      }>;
      /** OpenSLO files beside those of the entities' own repositories; an SLO belongs to the entity that its service names. */
      slos?: Array<{
        /** Absolute url, readable through the portal's integrations. */
        target: string;
      }>;
    };
  };
}
