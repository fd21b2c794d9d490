import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    support?: {
      /** How often the desks are asked. Default: one hour. */
      every?: HumanDuration | string;
      /** How far back tickets are read the first time. Default: one year. */
      since?: HumanDuration | string;
      /** What each desk is asked with; one that is not named here is not asked. */
      desks?: {
        [desk in 'jira' | 'zendesk' | 'github']?: {
          /** Address of the desk: `https://example.atlassian.net`, `https://example.zendesk.com`. GitHub: of its API. Default for GitHub: `https://api.github.com`. */
          url?: string;
          /** Jira and Zendesk: the mail address that the token belongs to. Without it the token is sent as it is, as Jira Data Center wants. */
          user?: string;
          /**
           * A token that may read. GitHub: default is the credential of `integrations.github`.
           * @visibility secret
           */
          token?: string;
          /** GitHub: the label that makes an issue a ticket. Default: `support`. */
          label?: string;
          /** GitHub: the label of a ticket that became an incident. Default: `incident`. */
          incidentLabel?: string;
          /** Tier of tickets that have no priority, `P1` to `P4`. Default: none, such a ticket ends the collection with an error. */
          defaultTier?: string;
        };
      };
    };
  };
}
