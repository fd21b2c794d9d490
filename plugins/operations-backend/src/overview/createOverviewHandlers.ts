import {
  findingStatuses,
  incidentStatuses,
  Millis,
  Page,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { EntityAccess } from '../access/EntityAccess';
import { readPeriod } from '../evaluation/createResultHandlers';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { entityRefOf } from '../http/entityRefOf';
import { Handlers } from '../http/Handlers';
import { sendPacked } from '../http/sendPacked';
import { Viewers } from '../hints/Viewers';
import { FactExplorer } from './FactExplorer';
import { OverviewReader } from './OverviewReader';

const offset = z.number().int().min(0).max(1_000_000);

/** What {@link createOverviewHandlers} needs. @internal */
export interface OverviewHandlerOptions {
  access: EntityAccess;
  overviews: OverviewReader;
  facts: FactExplorer;
  viewers: Viewers;
  clock: () => Millis;
}

/** Where the page starts. */
function startOf(query: { cursor?: string }): number {
  return query.cursor === undefined ? 0 : decodeCursor(query.cursor, offset);
}

function pageOf<T>(
  items: readonly T[],
  start: number,
  limit: number,
  totalItems: number,
): Page<T> {
  const end = start + limit;
  return {
    items: items.slice(start, end),
    totalItems,
    ...(end < totalItems ? { nextCursor: encodeCursor(end) } : {}),
  };
}

/** The tab, its facts and its plots. @internal */
export function createOverviewHandlers(
  options: OverviewHandlerOptions,
): Handlers {
  const { access, overviews, facts, viewers, clock } = options;
  return {
    async getOverview({ params, credentials, request }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const { principal } = credentials;
      if (principal.type === 'user') {
        viewers.saw(entityRef, principal.userEntityRef);
      }
      return sendPacked(
        request,
        await overviews.packed(entityRef, () => access.view(credentials)),
      );
    },

    async getEntityFacts({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const at = query.at === undefined ? undefined : toMillis(query.at);
      return facts.facts(entityRef, at);
    },

    async getMetricSeries({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const period = readPeriod(query, clock());
      return facts.series(entityRef, params.metric, period, query.step);
    },

    async getQuarters({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      return facts.quarters(entityRef, query.count);
    },

    async listIncidents({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const start = startOf(query);
      const now = clock();
      const { incidents, total } = incidentStatuses(
        await facts.subject(entityRef),
        readPeriod(query, now),
        now,
        start + query.limit,
      );
      return pageOf(incidents, start, query.limit, total);
    },

    async listFindings({ params, query, credentials }) {
      const entityRef = entityRefOf(params);
      await access.requireVisible(credentials, entityRef);
      const subject = await facts.subject(entityRef);
      const found = findingStatuses(subject, clock()).filter(
        ({ state, severity }) =>
          (query.state?.includes(state) ?? true) &&
          (query.severity?.includes(severity) ?? true),
      );
      if (query.sort === 'epss') {
        found.sort((a, b) => (b.epss ?? -1) - (a.epss ?? -1));
      }
      return pageOf(found, startOf(query), query.limit, found.length);
    },
  };
}
