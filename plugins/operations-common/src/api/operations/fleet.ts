import { z } from 'zod';
import { operationsEntityReadPermission } from '../../trust';
import { list, page, period, segment } from '../fields';
import { json, OperationSpec } from '../operation';
import {
  CompliancePosture,
  FleetPage,
  FleetSummary,
  FleetTrend,
  Page,
  StandardEntity,
} from '../responses';

const params = z.object({ scorecard: segment });
const groupBy = z
  .enum(['owner', 'system', 'domain', 'kind', 'lifecycle'])
  .default('owner');

/**
 * `key=value` pairs: values of one key are alternatives, keys narrow.
 * Keys: owner system domain kind type lifecycle tier gate verdict criterion q.
 */
const filter = list.optional();

const readable = {
  allow: ['user', 'service'],
  permission: operationsEntityReadPermission,
} as const;

/** All entities at once, as far as the caller may see them. */
export const fleetOperations = {
  listFleetResults: {
    method: 'GET',
    path: '/v1/fleet/scorecards/{scorecard}/results',
    summary: 'Results of all entities, filtered, sorted and paged',
    params,
    query: page.extend({
      filter,
      /** `entityRef owner system kind gate fail oldestProof`, `-` in front for descending. */
      sort: z
        .string()
        .regex(/^-?[A-Za-z]{1,40}$/)
        .optional(),
    }),
    response: json<FleetPage>('FleetPage'),
    alsoProduces: ['text/csv', 'application/x-ndjson'],
    ...readable,
  },
  getFleetSummary: {
    method: 'GET',
    path: '/v1/fleet/scorecards/{scorecard}/summary',
    summary: 'Counts by group',
    params,
    query: z.object({ groupBy, filter }),
    response: json<FleetSummary>('FleetSummary'),
    ...readable,
  },
  getFleetTrend: {
    method: 'GET',
    path: '/v1/fleet/scorecards/{scorecard}/trend',
    summary: 'Daily counts by group',
    params,
    query: period.extend({ groupBy: groupBy.optional(), filter }),
    response: json<FleetTrend>('FleetTrend'),
    ...readable,
  },
  getCompliance: {
    method: 'GET',
    path: '/v1/compliance',
    summary: 'Each standard across entities: controls, drift, findings, audits',
    query: z.object({ owner: list.optional() }),
    response: json<CompliancePosture>('CompliancePosture'),
    ...readable,
  },
  listStandardEntities: {
    method: 'GET',
    path: '/v1/compliance/{standard}',
    summary: 'The entities that are held to a standard, the worst first',
    params: z.object({ standard: segment }),
    query: page.extend({ owner: list.optional() }),
    response: json<Page<StandardEntity>>('StandardEntityPage'),
    ...readable,
  },
} as const satisfies Record<string, OperationSpec>;
