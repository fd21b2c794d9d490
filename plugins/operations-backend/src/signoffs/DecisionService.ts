import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  DecisionAnswer,
  Millis,
  operationsSignoffDecidePermission,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { inTransaction } from '../database/inTransaction';
import { DelegationStore } from '../delegations/DelegationStore';
import { Receipts } from '../log/Receipts';
import { holdsRole } from '../roles/RoleRule';
import { RoleService } from '../roles/RoleService';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { DecidingPerson, DecisionDesk } from './DecisionDesk';
import { DecisionRequest } from './DecisionRequest';
import { idempotent } from './idempotent';
import { requireSlot } from './place';
import { ShownSubjects } from './ShownSubjects';
import { SubjectChangedError } from './SubjectChangedError';

/** Options of {@link DecisionService.create}. @internal */
export interface DecisionServiceOptions {
  db: Knex;
  access: EntityAccess;
  /** Brings our copy of some entities up to date with the catalog. */
  syncEntities: (entityRefs: readonly string[]) => Promise<void>;
  roles: RoleService;
  delegations: DelegationStore;
  scorecards: () => readonly ActiveScorecard[];
  desk: DecisionDesk;
  shown: ShownSubjects;
  receipts: Receipts;
  clock: () => Millis;
}

/**
 * The one place where sign-offs are decided; every way in leads here.
 *
 * @remarks
 * Who holds the role comes from the catalog at this moment. Everything else is read again inside the transaction, while the
 * entity is locked against new evidence and other decisions.
 * @internal
 */
export class DecisionService {
  static create(options: DecisionServiceOptions): DecisionService {
    return new DecisionService(options);
  }

  private constructor(private readonly options: DecisionServiceOptions) {}

  /**
   * @param key - the client's idempotency key
   * @throws NotAllowedError that names the rule which forbids it, ConflictError with what changed
   */
  async decide(
    caller: CallerCredentials,
    request: DecisionRequest,
    key?: string,
  ): Promise<DecisionAnswer> {
    const { db, access, desk, shown, receipts, clock } = this.options;
    const person = requirePerson(caller);
    await access.requirePermission(
      caller,
      operationsSignoffDecidePermission,
      request.entityRef,
    );
    const version = this.version(request.scorecard);
    const by = await this.eligible(person, request, version);
    const now = clock();
    const { decision, gate, event } = await inTransaction(db, trx =>
      idempotent(trx, { actor: person, key, request, now }, async () => {
        await this.requireDelegation(trx, person, request.onBehalfOf, by.role);
        return desk.decide(trx, request, by, version, now);
      }),
    ).catch(async error => {
      if (!(error instanceof SubjectChangedError)) throw error;
      const { expectedSubjectDigest } = request;
      throw await error.explained(present =>
        shown.difference(request, expectedSubjectDigest, present, now),
      );
    });
    return { decision, gate, receipt: await receipts.of(event) };
  }

  /**
   * Takes the client's key for a whole batch, whose parts are decided one by one.
   *
   * @throws ConflictError where the key was used for another batch
   */
  async claim(
    caller: CallerCredentials,
    batch: unknown,
    key: string,
  ): Promise<void> {
    const { db, clock } = this.options;
    const actor = requirePerson(caller);
    const claimed = { actor, key, request: { batch }, now: clock() };
    await inTransaction(db, trx => idempotent(trx, claimed, async () => true));
  }

  /** Who decides with which role, asked of the catalog. */
  private async eligible(
    person: string,
    request: DecisionRequest,
    version: ActiveScorecard,
  ): Promise<DecidingPerson> {
    const { roles, syncEntities } = this.options;
    const { entityRef, criterion, onBehalfOf } = request;
    const { role } = requireSlot(version.scorecard, criterion, request.slot);
    const holder = onBehalfOf ?? person;
    const memberships = await roles.membershipsNow([person, holder]);
    if (!memberships.has(person)) {
      throw new NotAllowedError(`${person} is not in the catalog`);
    }
    try {
      await syncEntities([entityRef]);
    } catch (error) {
      throw new ServiceUnavailableError('The catalog does not answer', error);
    }
    return {
      person,
      role,
      holdsFor: owner =>
        holdsRole(roles.rule(role), memberships.get(holder), owner),
    };
  }

  private version(id: string): ActiveScorecard {
    const found = this.options.scorecards().find(active => active.id === id);
    if (!found) throw new NotFoundError(`There is no scorecard ${id}`);
    return found;
  }

  /**
   * Reads inside the transaction, so that a delegation which ended meanwhile lends nothing.
   *
   * @remarks The delegator has to hold the role in person, so delegations never chain.
   */
  private async requireDelegation(
    trx: Knex.Transaction,
    to: string,
    from: string | undefined,
    role: string,
  ): Promise<void> {
    if (from === undefined || from === to) return;
    const { delegations, clock } = this.options;
    const active = await delegations.activeTo(trx, to, clock());
    const covers = active.some(
      delegation =>
        delegation.from === from &&
        (delegation.roles.length === 0 || delegation.roles.includes(role)),
    );
    if (!covers) {
      throw new NotAllowedError(
        `${from} has not delegated the role ${role} to ${to}`,
      );
    }
  }
}
