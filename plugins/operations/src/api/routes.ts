import type { Contract } from '@backstage-operations/plugin-operations-common';

/** Method and path of an operation, exactly as the contract has them. */
type Route<Id extends keyof Contract> =
  `${Contract[Id]['method']} ${Contract[Id]['path']}`;

const entity = '/v1/entities/{kind}/{namespace}/{name}';
const result = `${entity}/scorecards/{scorecard}` as const;
const criterion = `${result}/criteria/{criterion}` as const;
const fleet = '/v1/fleet/scorecards/{scorecard}';

/**
 * The operations that the pages call.
 *
 * @remarks The contract itself carries schemas that a browser has no use for. Here the compiler compares each entry with
 * it, so nothing of it is loaded and nothing can drift from it.
 * @internal
 */
export const routes = {
  getOverview: `GET ${entity}/overview`,
  listFindings: `GET ${entity}/findings`,
  getSloSeries: `GET ${entity}/slos/{slo}/series`,
  getQuarters: `GET ${entity}/quarters`,
  getMetricSeries: `GET ${entity}/metrics/{metric}/series`,
  getEvidence: 'GET /v1/evidence/{id}',
  listScorecards: 'GET /v1/scorecards',
  getScorecard: 'GET /v1/scorecards/{scorecard}',
  getScorecardResult: `GET ${result}`,
  getScorecardHistory: `GET ${result}/history`,
  getGate: `GET ${result}/gate`,
  getDecisionRights: `GET ${result}/rights`,
  decideSignoff: `POST ${criterion}/signoffs`,
  revokeSignoff: 'POST /v1/signoffs/{id}/revocation',
  requestWaiver: `POST ${criterion}/waivers`,
  decideWaiver: 'POST /v1/waivers/{id}/decisions',
  revokeWaiver: 'POST /v1/waivers/{id}/revocation',
  listReviews: 'GET /v1/reviews',
  decideReviews: 'POST /v1/reviews/batch',
  listDelegations: 'GET /v1/delegations',
  createDelegation: 'POST /v1/delegations',
  deleteDelegation: 'DELETE /v1/delegations',
  listFleetResults: `GET ${fleet}/results`,
  getFleetSummary: `GET ${fleet}/summary`,
  getFleetTrend: `GET ${fleet}/trend`,
  getCompliance: 'GET /v1/compliance',
  listStandardEntities: 'GET /v1/compliance/{standard}',
  getCalendar: 'GET /v1/calendar',
  getCalendarFeed: 'GET /v1/calendar.ics',
  listCalendarSubscriptions: 'GET /v1/calendar/feeds',
  createCalendarSubscription: 'POST /v1/calendar/feeds',
  deleteCalendarSubscription: 'DELETE /v1/calendar/feeds',
  listLog: 'GET /v1/log',
  getCheckpoint: 'GET /v1/log/checkpoint',
  exportPack: 'GET /v1/export',
} as const satisfies { [Id in keyof Contract]?: Route<Id> };

/** Name of an operation that the pages call. @internal */
export type PageOperation = keyof typeof routes;
