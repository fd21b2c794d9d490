import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  DecisionAnswer,
  Gate,
  Millis,
  operationsSignoffRevokePermission,
  SignoffDecision,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { inTransaction } from '../database/inTransaction';
import { EventLog } from '../log/EventLog';
import { Receipts } from '../log/Receipts';
import { holdsRole } from '../roles/RoleRule';
import { RoleService } from '../roles/RoleService';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { DecisionDesk } from './DecisionDesk';
import { idempotent } from './idempotent';
import { SignoffStore } from './SignoffStore';

/** Options of {@link RevocationService.create}. @internal */
export interface RevocationServiceOptions {
  db: Knex;
  access: EntityAccess;
  roles: RoleService;
  scorecards: () => readonly ActiveScorecard[];
  signoffs: SignoffStore;
  desk: DecisionDesk;
  log: EventLog;
  receipts: Receipts;
  clock: () => Millis;
}

/**
 * Takes decisions back: by whoever made them, else by the role that owns the scorecard.
 *
 * @remarks A rejection that somebody else lifts is recorded as cleared, so that a veto is never seen to have been withdrawn by its author.
 * @internal
 */
export class RevocationService {
  static create(options: RevocationServiceOptions): RevocationService {
    return new RevocationService(options);
  }

  private constructor(private readonly options: RevocationServiceOptions) {}

  /** @param key - the client's idempotency key */
  async revoke(
    caller: CallerCredentials,
    id: string,
    reason: string,
    key?: string,
  ): Promise<DecisionAnswer> {
    const { db, access, signoffs, receipts, clock } = this.options;
    const person = requirePerson(caller);
    const decision = await signoffs.byId(db, id);
    if (!decision) throw new NotFoundError(`There is no decision ${id}`);
    try {
      await access.requirePermission(
        caller,
        operationsSignoffRevokePermission,
        decision.entityRef,
      );
    } catch (error) {
      // The id must not tell which entity it belongs to.
      if (!(error instanceof NotFoundError)) throw error;
      throw new NotFoundError(`There is no decision ${id}`);
    }
    const own = person === decision.by || person === decision.onBehalfOf;
    if (!own) await this.requireOwningRole(person, decision);
    const type = own || decision.decision === 'approve' ? 'revoked' : 'cleared';
    const request = { revocation: id, reason };
    const once = { actor: person, key, request, now: clock() };
    const answer = await inTransaction(db, trx =>
      idempotent(trx, once, () =>
        this.end(trx, decision, { type, by: person, reason }),
      ),
    );
    return {
      decision: answer.decision,
      gate: answer.gate,
      receipt: await receipts.of(answer.event),
    };
  }

  private async end(
    trx: Knex.Transaction,
    decision: SignoffDecision,
    ending: { type: 'revoked' | 'cleared'; by: string; reason: string },
  ): Promise<{ decision: SignoffDecision; gate: Gate; event: string }> {
    const { desk, signoffs, log, clock } = this.options;
    const { id, entityRef, scorecard, criterion, slot } = decision;
    const { type, by, reason } = ending;
    const before = await desk.evaluate(trx, decision, clock(), 'time');
    const at = toMillis(before.asOf);
    const event = { signoffId: id, type, by, at, reason };
    if (!(await signoffs.addEvent(trx, event))) {
      throw new ConflictError(`The decision ${id} was taken back already`);
    }
    const [uid] = await log.append(trx, [
      {
        type: `signoff.${type}`,
        at,
        actor: by,
        entityRef,
        data: { id, scorecard, criterion, slot },
        text: reason,
      },
    ]);
    const after = await desk.evaluate(trx, decision, at, 'decision');
    const ended = await signoffs.byId(trx, id);
    return { decision: ended ?? decision, gate: after.gate, event: uid };
  }

  private async requireOwningRole(
    person: string,
    decision: SignoffDecision,
  ): Promise<void> {
    const { roles, scorecards } = this.options;
    const active = scorecards().find(({ id }) => id === decision.scorecard);
    const role = active?.scorecard.spec.owner;
    const memberships = await roles.membershipsNow([person]);
    const holds =
      role !== undefined &&
      holdsRole(
        roles.rule(role),
        memberships.get(person),
        decision.subject.owner,
      );
    if (!holds) {
      throw new NotAllowedError(
        `Only ${decision.by}${
          role === undefined ? '' : ` or somebody who holds the role ${role}`
        } may take this decision back`,
      );
    }
  }
}
