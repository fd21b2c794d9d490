import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    github?: {
      /** Whether Dependabot alerts are read, with the credentials of `integrations.github`. Default: false. */
      dependabot?: boolean;
      /** How often to ask for alerts that have changed. Default: 15 minutes. */
      every?: HumanDuration | string;
      /** How often all alerts of a repository are listed, which counts as a scan. Default: one day. */
      fullEvery?: HumanDuration | string;
      /** When present, even empty, issues with a label are read as incidents, with the same credentials. */
      incidents?: {
        /** The label that makes an issue an incident, in any case. Default: `incident`. */
        label?: string;
        /** How often to ask for issues that have changed. Default: 15 minutes. */
        every?: HumanDuration | string;
      };
    };
  };
}
