export interface Config {
  operations?: {
    /**
     * Tools that may post to `/api/events/http/operations.<tool>`. A tool without a secret is refused always.
     */
    webhooks?: {
      [tool in
        | 'alertmanager'
        | 'grafana'
        | 'pagerduty'
        | 'incident-io'
        | 'rootly'
        | 'firehydrant'
        | 'opsgenie'
        | 'tickets']?: {
        /**
         * The signing secret, or the bearer token or basic password for tools that sign nothing. Several, so that one can be
         * replaced without a gap.
         * @deepVisibility secret
         */
        secret?: string | string[];
      };
    };
  };
}
