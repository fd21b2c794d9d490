import { z } from 'zod';
import { ScorecardResult } from '../../scorecards/Result';
import {
  operationsEntityReadPermission,
  operationsScorecardManagePermission,
} from '../../trust';
import { asOf, digest, entityParams, period, segment } from '../fields';
import { json, OperationSpec, raw } from '../operation';
import {
  GateAnswer,
  ScorecardHistory,
  ScorecardValidation,
  ScorecardVersion,
} from '../responses';

const scorecardParams = z.object({ scorecard: segment });
const resultParams = entityParams.extend({ scorecard: segment });

const readable = {
  allow: ['user', 'service'],
  permission: operationsEntityReadPermission,
} as const;

/** The rules as written, and what they give for an entity. */
export const scorecardOperations = {
  listScorecards: {
    method: 'GET',
    path: '/v1/scorecards',
    summary: 'Scorecards in force',
    response: json<{ items: ScorecardVersion[] }>('ScorecardList'),
    allow: ['user', 'service'],
  },
  validateScorecard: {
    method: 'POST',
    path: '/v1/scorecards/validate',
    summary: 'Check a scorecard file without loading it',
    body: z.object({ content: z.string().max(1_000_000) }),
    response: json<ScorecardValidation>('ScorecardValidation'),
    allow: ['user', 'service'],
    permission: operationsScorecardManagePermission,
  },
  getScorecard: {
    method: 'GET',
    path: '/v1/scorecards/{scorecard}',
    summary: 'One scorecard, the version in force or the one with a digest',
    params: scorecardParams,
    query: z.object({ digest: digest.optional() }),
    response: json<ScorecardVersion>('ScorecardVersion'),
    allow: ['user', 'service'],
  },
  getScorecardResult: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/scorecards/{scorecard}',
    summary:
      'Every criterion of a scorecard for an entity, now or at a past instant',
    params: resultParams,
    query: asOf,
    response: json<ScorecardResult>('ScorecardResult'),
    ...readable,
  },
  getScorecardHistory: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/scorecards/{scorecard}/history',
    summary: 'What changed in a period',
    params: resultParams,
    query: period,
    response: json<ScorecardHistory>('ScorecardHistory'),
    ...readable,
  },
  getGate: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/scorecards/{scorecard}/gate',
    summary: 'May this entity exit the phase, and what blocks it',
    params: resultParams,
    response: json<GateAnswer>('GateAnswer'),
    ...readable,
  },
  getGateBadge: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/scorecards/{scorecard}/badge.svg',
    summary: 'The state of the gate as a small picture',
    params: resultParams,
    response: raw('GateBadge', 'image/svg+xml'),
    ...readable,
  },
} as const satisfies Record<string, OperationSpec>;
