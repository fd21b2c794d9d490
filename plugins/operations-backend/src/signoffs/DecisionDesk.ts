import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  Gate,
  Millis,
  ScorecardResult,
  SignoffDecision,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { unpack } from '../database/packed';
import { EntityEvaluator } from '../evaluation/EntityEvaluator';
import { ResultStore } from '../evaluation/ResultStore';
import { EventLog } from '../log/EventLog';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { DecisionRequest } from './DecisionRequest';
import { Place, placeOf } from './place';
import { requireAllowed } from './requireAllowed';
import { SignoffStore } from './SignoffStore';
import { SubjectChangedError } from './SubjectChangedError';

/** Options of {@link DecisionDesk.create}. @internal */
export interface DecisionDeskOptions {
  evaluator: EntityEvaluator;
  results: ResultStore;
  signoffs: SignoffStore;
  log: EventLog;
  newId: () => string;
}

/** Who decides, as far as it was found out before the transaction. @internal */
export interface DecidingPerson {
  person: string;
  role: string;
  /** Whether the role is held for what an owner owns. */
  holdsFor: (owner: string | undefined) => boolean;
}

/** A decision that stands. @internal */
export interface DeskAnswer {
  decision: SignoffDecision;
  gate: Gate;
  /** Of the log. */
  event: string;
}

/** Decides inside a transaction that holds the entity locked. @internal */
export class DecisionDesk {
  static create(options: DecisionDeskOptions): DecisionDesk {
    return new DecisionDesk(options);
  }

  private constructor(private readonly options: DecisionDeskOptions) {}

  async decide(
    trx: Knex.Transaction,
    request: DecisionRequest,
    by: DecidingPerson,
    version: ActiveScorecard,
    now: Millis,
  ): Promise<DeskAnswer> {
    const { log } = this.options;
    const { entityRef, criterion, onBehalfOf } = request;
    const result = await this.evaluate(trx, request, now, 'time');
    const place = placeOf(result, criterion);
    if (!place) throw new NotFoundError(`There is no criterion ${criterion}`);
    if (!by.holdsFor(place.subject.owner)) {
      const holder = onBehalfOf ?? by.person;
      throw new NotAllowedError(
        `${holder} does not hold the role ${by.role} for ${entityRef}`,
      );
    }
    if (place.subjectDigest !== request.expectedSubjectDigest) {
      throw new SubjectChangedError(place);
    }
    const party =
      onBehalfOf === undefined ? [by.person] : [by.person, onBehalfOf];
    requireAllowed(request, result, place, party, version);

    const at = toMillis(result.asOf);
    const decision = this.decisionOf(request, by, result, place);
    await this.seat(trx, decision, place, party, version);
    const { id, subjectDigest, comment } = decision;
    const [event] = await log.append(trx, [
      {
        type: 'signoff.decided',
        at,
        actor: by.person,
        entityRef,
        data: {
          id,
          entityUid: result.entityUid,
          scorecard: request.scorecard,
          criterion,
          slot: request.slot,
          role: by.role,
          decision: request.decision,
          ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
          subjectDigest,
          policyDigest: result.policyDigest,
        },
        text: comment,
      },
    ]);
    const after = await this.evaluate(trx, request, at, 'decision');
    return { decision, gate: after.gate, event };
  }

  /** The result as it stands under the lock, evaluated now. */
  async evaluate(
    trx: Knex.Transaction,
    of: { entityRef: string; scorecard: string },
    now: Millis,
    cause: 'time' | 'decision' | 'waiver',
  ): Promise<ScorecardResult> {
    const { evaluator, results } = this.options;
    const { entityRef, scorecard } = of;
    await evaluator.evaluate(trx, {
      entityRefs: [entityRef],
      now,
      cause,
      bodies: true,
    });
    const stored = await results.body(trx, entityRef, scorecard);
    if (!stored) throw new NotFoundError(`There is no scorecard ${scorecard}`);
    if (stored.dueAt === 0 || !stored.packed) {
      throw new ServiceUnavailableError(`${entityRef} could not be evaluated`);
    }
    return JSON.parse(await unpack(stored.packed)) as ScorecardResult;
  }

  private decisionOf(
    request: DecisionRequest,
    { person, role }: DecidingPerson,
    result: ScorecardResult,
    place: Place,
  ): SignoffDecision {
    const { expectedSubjectDigest: _, ...asked } = request;
    return {
      ...asked,
      id: this.options.newId(),
      entityUid: result.entityUid,
      role,
      by: person,
      at: toIso(toMillis(result.asOf)),
      subjectDigest: place.subjectDigest,
      subject: place.subject,
    };
  }

  /** Frees the seats of what no longer counts and takes those of this decision. */
  private async seat(
    trx: Knex.Transaction,
    decision: SignoffDecision,
    place: Place,
    party: readonly string[],
    { scorecard }: ActiveScorecard,
  ): Promise<void> {
    const { signoffs } = this.options;
    const standing = place.slots.filter(
      ({ id, state }) =>
        id !== decision.slot && (state === 'approved' || state === 'rejected'),
    );
    await signoffs.keepSeats(
      trx,
      decision,
      standing.flatMap(slot => slot.decision?.id ?? []),
    );
    const { onePersonOneSlot } = scorecard.spec.exit.separation;
    await signoffs.insert(trx, decision, onePersonOneSlot ? party : []);
  }
}
