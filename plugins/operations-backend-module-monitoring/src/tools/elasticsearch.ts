import { shaped } from '@backstage-operations/plugin-operations-node';
import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { linkEvidence, linkTo } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';

const counted = z.looseObject({
  count: z.number(),
  _shards: z.looseObject({ failed: z.number() }),
});

/** Elasticsearch: documents of an index that match a query, `index?query`; there when one is. */
export const elasticsearch: MonitoringTool = {
  id: 'elasticsearch',
  title: 'Elasticsearch',
  annotation: 'elastic.co/index-query',
  several: false,
  headers: ({ token }): Record<string, string> =>
    token ? { authorization: `ApiKey ${token}` } : {},
  async ask(question) {
    const { api, settings, value, signal } = question;
    // A question mark further on is a wildcard of the query.
    const [, index, query = '*'] = /^([^?]*)(?:\?(.*))?$/s.exec(value) ?? [];
    const { count, _shards: shards } = shaped(
      'Elasticsearch',
      counted,
      await api.get(
        `${settings.url}/${encodeURIComponent(
          index,
        )}/_count?q=${encodeURIComponent(query)}`,
        signal,
      ),
    );
    if (count === 0 && shards.failed > 0) {
      throw new ServiceUnavailableError(
        `Elasticsearch could not look into ${shards.failed} shards`,
      );
    }
    return linkEvidence('elasticsearch', question, {
      type: 'logs',
      title: 'Logs in Elasticsearch',
      url: linkTo('elasticsearch', question),
      reachable: count > 0,
    });
  },
};
