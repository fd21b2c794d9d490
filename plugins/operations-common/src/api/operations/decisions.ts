import { z } from 'zod';
import {
  operationsDelegationManagePermission,
  operationsEntityReadPermission,
  operationsSignoffDecidePermission,
  operationsSignoffRevokePermission,
  operationsWaiverDecidePermission,
  operationsWaiverRequestPermission,
} from '../../trust';
import {
  comment,
  digest,
  entityParams,
  entityRef,
  id,
  instant,
  listOf,
  page,
  segment,
} from '../fields';
import { json, OperationSpec } from '../operation';
import {
  BatchDecisionAnswer,
  DecisionAnswer,
  DecisionRights,
  Delegation,
  Page,
  ReviewPage,
  WaiverAnswer,
} from '../responses';

const isWebUrl = (text: string) =>
  /^https?:\/\//i.test(text) && URL.canParse(text);

const criterionParams = entityParams.extend({
  scorecard: segment,
  /** Criterion id, or `exit`. */
  criterion: segment,
});
const reason = comment.min(1);

/** An id or an address, on one line; nothing that a browser would run. */
const ticket = z
  .string()
  .min(1)
  .max(500)
  .regex(/^\P{C}+$/u, 'has control characters')
  .refine(text => !/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) || isWebUrl(text), {
    message: 'must be an id or an http or https url',
  });

const decision = z.strictObject({
  slot: segment,
  decision: z.enum(['approve', 'reject']),
  comment: comment.default(''),
  expectedSubjectDigest: digest,
  /** The person whose delegation is used. */
  onBehalfOf: entityRef.optional(),
});

const people = { allow: ['user'] } as const;

/** Sign-offs, waivers, delegations and the inbox; for people only. */
export const decisionOperations = {
  getDecisionRights: {
    method: 'GET',
    path: '/v1/entities/{kind}/{namespace}/{name}/scorecards/{scorecard}/rights',
    summary: 'What the person who asks may decide on a scorecard, and why not',
    params: entityParams.extend({ scorecard: segment }),
    response: json<DecisionRights>('DecisionRights'),
    permission: operationsEntityReadPermission,
    ...people,
  },
  decideSignoff: {
    method: 'POST',
    path: '/v1/entities/{kind}/{namespace}/{name}/scorecards/{scorecard}/criteria/{criterion}/signoffs',
    summary: 'Approve or reject in one role slot, over exactly what was shown',
    params: criterionParams,
    body: decision,
    status: 201,
    response: json<DecisionAnswer>('DecisionAnswer'),
    permission: operationsSignoffDecidePermission,
    ...people,
  },
  revokeSignoff: {
    method: 'POST',
    path: '/v1/signoffs/{id}/revocation',
    summary:
      "Take one's decision back; or, with the scorecard's owning role, revoke an approval or clear a rejection",
    params: z.object({ id }),
    body: z.strictObject({ reason }),
    status: 201,
    response: json<DecisionAnswer>('DecisionAnswer'),
    permission: operationsSignoffRevokePermission,
    ...people,
  },
  requestWaiver: {
    method: 'POST',
    path: '/v1/entities/{kind}/{namespace}/{name}/scorecards/{scorecard}/criteria/{criterion}/waivers',
    summary: 'Ask for an exception of at most 90 days',
    params: criterionParams,
    body: z.strictObject({
      reason,
      compensatingControl: comment.min(1),
      ticket: ticket.optional(),
      expiresAt: instant,
    }),
    status: 201,
    response: json<WaiverAnswer>('WaiverAnswer'),
    permission: operationsWaiverRequestPermission,
    ...people,
  },
  decideWaiver: {
    method: 'POST',
    path: '/v1/waivers/{id}/decisions',
    summary: 'Approve or deny an exception',
    params: z.object({ id }),
    body: z.strictObject({
      decision: z.enum(['approve', 'deny']),
      comment: comment.default(''),
    }),
    status: 201,
    response: json<WaiverAnswer>('WaiverAnswer'),
    permission: operationsWaiverDecidePermission,
    ...people,
  },
  revokeWaiver: {
    method: 'POST',
    path: '/v1/waivers/{id}/revocation',
    summary: 'End an exception before its time',
    params: z.object({ id }),
    body: z.strictObject({ reason }),
    status: 201,
    response: json<WaiverAnswer>('WaiverAnswer'),
    permission: operationsWaiverDecidePermission,
    ...people,
  },
  listReviews: {
    method: 'GET',
    path: '/v1/reviews',
    summary: 'What waits for the person who asks',
    query: page.extend({
      state: listOf(['signoff', 'stale-signoff', 'waiver']).optional(),
      entityRef: entityRef.optional(),
      owner: entityRef.optional(),
      scorecard: segment.optional(),
    }),
    response: json<ReviewPage>('ReviewPage'),
    permission: operationsEntityReadPermission,
    ...people,
  },
  decideReviews: {
    method: 'POST',
    path: '/v1/reviews/batch',
    summary: 'Decide several sign-offs with one comment where nothing changed',
    body: z.strictObject({
      comment: comment.default(''),
      decision: z.enum(['approve', 'reject']),
      items: z
        .array(
          z.strictObject({
            entityRef,
            scorecard: segment,
            criterion: segment,
            slot: segment,
            expectedSubjectDigest: digest,
            onBehalfOf: entityRef.optional(),
          }),
        )
        .min(1)
        .max(100),
    }),
    response: json<BatchDecisionAnswer>('BatchDecisionAnswer'),
    permission: operationsSignoffDecidePermission,
    ...people,
  },
  listDelegations: {
    method: 'GET',
    path: '/v1/delegations',
    summary: 'Delegations from and to the person who asks',
    query: page,
    response: json<Page<Delegation>>('DelegationPage'),
    ...people,
  },
  createDelegation: {
    method: 'POST',
    path: '/v1/delegations',
    summary: 'Lend roles to somebody for at most 30 days',
    body: z.strictObject({
      to: entityRef,
      roles: z.array(segment).max(20).default([]),
      startsAt: instant.optional(),
      endsAt: instant,
      reason,
    }),
    status: 201,
    response: json<Delegation>('Delegation'),
    permission: operationsDelegationManagePermission,
    ...people,
  },
  deleteDelegation: {
    method: 'DELETE',
    path: '/v1/delegations',
    summary: 'End a delegation',
    query: z.object({ id }),
    response: json<Delegation>('Delegation'),
    permission: operationsDelegationManagePermission,
    ...people,
  },
} as const satisfies Record<string, OperationSpec>;
