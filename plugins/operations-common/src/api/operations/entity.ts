import { z } from 'zod';
import { severities } from '../../facts/patch/severity';
import { operationsEntityReadPermission } from '../../trust';
import {
  asOf,
  entityParams,
  instant,
  listOf,
  page,
  period,
  segment,
} from '../fields';
import { json, OperationSpec } from '../operation';
import { Overview } from '../Overview';
import {
  EntityFacts,
  FindingPage,
  IncidentPage,
  MetricSeries,
  Quarters,
  SloSeries,
} from '../responses';
import { findingStates } from '../sections/patch';

const readable = {
  allow: ['user', 'service'],
  permission: operationsEntityReadPermission,
} as const;

/** What is known of one entity. */
export const entityOperations = {
  getOverview: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/overview',
    summary: 'The whole tab in one answer',
    params: entityParams,
    response: json<Overview>('Overview'),
    ...readable,
  },
  getEntityFacts: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/facts',
    summary: 'All facts of an entity, now or at a past instant',
    params: entityParams,
    query: asOf,
    response: json<EntityFacts>('EntityFacts'),
    ...readable,
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/incidents',
    summary: 'Incidents of a period, newest first',
    params: entityParams,
    query: page.extend(period.shape),
    response: json<IncidentPage>('IncidentPage'),
    ...readable,
  },
  listFindings: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/findings',
    summary: 'Vulnerability findings, overdue first, then by due date',
    params: entityParams,
    query: page.extend({
      state: listOf(findingStates).optional(),
      severity: listOf(severities).optional(),
      /** `epss`: the most likely to be exploited first, those without a score last. */
      sort: z.enum(['due', 'epss']).optional(),
    }),
    response: json<FindingPage>('FindingPage'),
    ...readable,
  },
  getSloSeries: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/slos/{slo}/series',
    summary: 'State of an objective over time',
    params: entityParams.extend({ slo: z.string().min(1).max(253) }),
    query: period,
    response: json<SloSeries>('SloSeries'),
    ...readable,
  },
  getQuarters: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/quarters',
    summary: 'The seven operational metrics by calendar quarter',
    params: entityParams,
    query: z.object({
      /** Quarters, the running one among them. */
      count: z.coerce.number<number | string>().int().min(2).max(12).default(6),
    }),
    response: json<Quarters>('Quarters'),
    ...readable,
  },
  getMetricSeries: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/metrics/{metric}/series',
    summary: 'A metric over time',
    params: entityParams.extend({ metric: segment }),
    query: z.object({
      from: instant.optional(),
      to: instant.optional(),
      /** Distance of the points, ISO 8601, at least an hour. */
      step: z
        .string()
        .max(40)
        .regex(/^P/, { message: 'must be an ISO 8601 duration' })
        .default('P1D'),
    }),
    response: json<MetricSeries>('MetricSeries'),
    ...readable,
  },
} as const satisfies Record<string, OperationSpec>;
