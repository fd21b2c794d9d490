import { AuditorService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  BatchDecisionAnswer,
  sha256Text,
  SubjectDifference,
} from '@backstage-operations/plugin-operations-common';
import { Request } from 'express';
import { CallerCredentials } from '../access/EntityAccess';
import { entityRefOf } from '../http/entityRefOf';
import { Handlers } from '../http/Handlers';
import { audited } from '../log/audited';
import { WaiverService } from '../waivers/WaiverService';
import { DecisionRequest } from './DecisionRequest';
import { DecisionService } from './DecisionService';
import { RevocationService } from './RevocationService';

/** Names of errors whose message was written for the caller. */
const MEANT_FOR_CALLERS = [
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'ServiceUnavailableError',
];

/** What {@link createDecisionHandlers} needs. @internal */
export interface DecisionHandlerOptions {
  decisions: DecisionService;
  revocations: RevocationService;
  waivers: WaiverService;
  auditor: AuditorService;
}

function refusal(error: unknown): BatchDecisionAnswer['results'][0]['error'] {
  if (!isError(error) || !MEANT_FOR_CALLERS.includes(error.name)) throw error;
  const { name, message } = error;
  const difference = error.difference as SubjectDifference | undefined;
  return { name, message, ...(difference ? { difference } : {}) };
}

const keyOf = (request: Request) => request.get('idempotency-key');

/** The key of one decision of a batch: short, and none that a client would send. */
const partKey = (key: string, index: number) => `${sha256Text(key)}/${index}`;

/** Sign-offs, one by one or in a batch, and exceptions. @internal */
export function createDecisionHandlers(
  options: DecisionHandlerOptions,
): Handlers {
  const { decisions, revocations, waivers, auditor } = options;

  function decide(
    credentials: CallerCredentials,
    asked: DecisionRequest,
    request: Request,
    key?: string,
  ) {
    const { comment: _, ...meta } = asked;
    return audited(auditor, { eventId: 'signoff-decide', request, meta }, () =>
      decisions.decide(credentials, asked, key),
    );
  }

  return {
    async decideSignoff({ params, body, credentials, request }) {
      const { scorecard, criterion } = params;
      const entityRef = entityRefOf(params);
      return decide(
        credentials,
        { ...body, entityRef, scorecard, criterion },
        request,
        keyOf(request),
      );
    },

    async decideReviews({ body, credentials, request }) {
      const { items, ...shared } = body;
      const key = keyOf(request);
      if (key !== undefined) await decisions.claim(credentials, body, key);
      const results: BatchDecisionAnswer['results'] = [];
      // One after the other: two of them may be about the same entity.
      for (const [index, item] of items.entries()) {
        try {
          const asked = { ...shared, ...item };
          const { decision, receipt } = await decide(
            credentials,
            asked,
            request,
            key && partKey(key, index),
          );
          results.push({ index, decision, receipt });
        } catch (error) {
          results.push({ index, error: refusal(error) });
        }
      }
      return { results };
    },

    async revokeSignoff({ params, body, credentials, request }) {
      const { id } = params;
      return audited(
        auditor,
        { eventId: 'signoff-revoke', request, meta: { id } },
        () => revocations.revoke(credentials, id, body.reason, keyOf(request)),
      );
    },

    async requestWaiver({ params, body, credentials, request }) {
      const { scorecard, criterion } = params;
      const of = { entityRef: entityRefOf(params), scorecard, criterion };
      return audited(
        auditor,
        { eventId: 'waiver-request', request, meta: of },
        () => waivers.request(credentials, { ...of, ...body }, keyOf(request)),
      );
    },

    async decideWaiver({ params, body, credentials, request }) {
      const { id } = params;
      const { decision, comment } = body;
      return audited(
        auditor,
        { eventId: 'waiver-decide', request, meta: { id, decision } },
        () =>
          waivers.decide(credentials, id, decision, comment, keyOf(request)),
      );
    },

    async revokeWaiver({ params, body, credentials, request }) {
      const { id } = params;
      return audited(
        auditor,
        { eventId: 'waiver-revoke', request, meta: { id } },
        () => waivers.revoke(credentials, id, body.reason, keyOf(request)),
      );
    },
  };
}
