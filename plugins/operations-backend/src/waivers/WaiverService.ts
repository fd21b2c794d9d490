import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CriterionResult,
  Millis,
  operationsWaiverDecidePermission,
  operationsWaiverRequestPermission,
  ScorecardResult,
  toIso,
  toMillis,
  Waiver,
  WaiverAnswer,
  waiverBand,
} from '@backstage-operations/plugin-operations-common';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { inTransaction } from '../database/inTransaction';
import { EventLog, LogEvent } from '../log/EventLog';
import { Receipts } from '../log/Receipts';
import { NoticeWriter } from '../notices/NoticeWriter';
import { holdsRole, Membership } from '../roles/RoleRule';
import { RoleService } from '../roles/RoleService';
import { DecisionDesk } from '../signoffs/DecisionDesk';
import { idempotent } from '../signoffs/idempotent';
import { WaiverEvent, WaiverStore } from './WaiverStore';

/** Longest exception, in milliseconds. */
const LONGEST = 90 * 24 * 60 * 60 * 1000;

/** Options of {@link WaiverService.create}. @internal */
export interface WaiverServiceOptions {
  db: Knex;
  access: EntityAccess;
  roles: RoleService;
  waivers: WaiverStore;
  desk: DecisionDesk;
  notices: NoticeWriter;
  log: EventLog;
  receipts: Receipts;
  clock: () => Millis;
  newId: () => string;
}

/** What somebody asks an exception for. @internal */
export interface WaiverAsked {
  entityRef: string;
  scorecard: string;
  criterion: string;
  reason: string;
  compensatingControl: string;
  ticket?: string;
  expiresAt: string;
}

type Done = { waiver: Waiver; event: string };

/** Exceptions: asked for by one person, decided by another who holds the criterion's role. @internal */
export class WaiverService {
  static create(options: WaiverServiceOptions): WaiverService {
    return new WaiverService(options);
  }

  private constructor(private readonly options: WaiverServiceOptions) {}

  /** @param key - the client's idempotency key, here and below */
  async request(
    caller: CallerCredentials,
    asked: WaiverAsked,
    key?: string,
  ): Promise<WaiverAnswer> {
    const { access, waivers, desk, notices, clock, newId } = this.options;
    const person = requirePerson(caller);
    const { entityRef, scorecard, criterion, ...terms } = asked;
    await access.requirePermission(
      caller,
      operationsWaiverRequestPermission,
      entityRef,
    );
    const expires = toMillis(terms.expiresAt);
    const asking = clock();
    if (expires <= asking || expires > asking + LONGEST) {
      throw new InputError('expiresAt: must be within the next 90 days');
    }
    return this.once(person, key, { waiver: asked }, async trx => {
      const result = await desk.evaluate(trx, asked, clock(), 'time');
      const found = requireCriterion(result, criterion);
      if (!result.applicable || found.verdict === 'not-applicable') {
        throw new ConflictError(`${criterion} does not apply`);
      }
      const at = toMillis(result.asOf);
      const request = {
        ...terms,
        id: newId(),
        entityRef,
        entityUid: result.entityUid,
        scorecard,
        criterion,
        expiresAt: toIso(expires),
        requestedBy: person,
        requestedAt: toIso(at),
      };
      await waivers.insert(trx, request);
      const waiver: Waiver = { ...request, state: 'pending' };
      await notices.waiverRequested(
        trx,
        waiver,
        found.waiverRole,
        result.exit.subject.owner,
        at,
      );
      return this.done(trx, waiver, at, {
        type: 'waiver.requested',
        actor: person,
        text: `${terms.reason}\n${terms.compensatingControl}`,
      });
    });
  }

  async decide(
    caller: CallerCredentials,
    id: string,
    decision: 'approve' | 'deny',
    comment: string,
    key?: string,
  ): Promise<WaiverAnswer> {
    const { roles } = this.options;
    const person = requirePerson(caller);
    await this.visible(caller, operationsWaiverDecidePermission, id);
    const memberships = await roles.membershipsNow([person]);
    const asked = { waiver: id, decision, comment };
    return this.once(person, key, asked, async trx => {
      const { waiver, criterion, owner, at } = await this.locked(trx, id);
      if (waiver.state !== 'pending') {
        throw new ConflictError(`The exception ${id} is ${waiver.state}`);
      }
      this.requireRole(person, memberships, criterion, owner);
      if (waiver.requestedBy === person) {
        throw new NotAllowedError(
          `notRequester: ${person} asked for this exception`,
        );
      }
      return this.add(trx, waiver, {
        type: decision === 'approve' ? 'approved' : 'denied',
        by: person,
        at,
        comment,
        ...(decision === 'approve'
          ? { band: waiverBand(criterion.rules) }
          : {}),
      });
    });
  }

  async revoke(
    caller: CallerCredentials,
    id: string,
    reason: string,
    key?: string,
  ): Promise<WaiverAnswer> {
    const { roles } = this.options;
    const person = requirePerson(caller);
    await this.visible(caller, operationsWaiverDecidePermission, id);
    const memberships = await roles.membershipsNow([person]);
    const asked = { waiver: id, revocation: reason };
    return this.once(person, key, asked, async trx => {
      const { waiver, criterion, owner, at } = await this.locked(trx, id);
      if (waiver.state !== 'pending' && waiver.state !== 'approved') {
        throw new ConflictError(`The exception ${id} is ${waiver.state}`);
      }
      if (person !== waiver.requestedBy && person !== waiver.decidedBy) {
        this.requireRole(person, memberships, criterion, owner);
      }
      const event = { type: 'revoked' as const, by: person, at };
      return this.add(trx, waiver, { ...event, comment: reason });
    });
  }

  /** The waiver with its criterion as both stand under the entity's lock. */
  private async locked(trx: Knex.Transaction, id: string) {
    const { waivers, desk, clock } = this.options;
    const found = await waivers.byId(trx, id, clock());
    if (!found) throw new NotFoundError(`There is no exception ${id}`);
    const result = await desk.evaluate(trx, found, clock(), 'time');
    const at = toMillis(result.asOf);
    const waiver = await waivers.byId(trx, id, at);
    if (!waiver || waiver.entityUid !== result.entityUid) {
      throw new ConflictError('The entity was deleted and made anew');
    }
    return {
      waiver,
      criterion: requireCriterion(result, waiver.criterion),
      owner: result.exit.subject.owner,
      at,
    };
  }

  private async visible(
    caller: CallerCredentials,
    permission: ResourcePermission,
    id: string,
  ): Promise<void> {
    const { db, access, waivers, clock } = this.options;
    const waiver = await waivers.byId(db, id, clock());
    const missing = new NotFoundError(`There is no exception ${id}`);
    if (!waiver) throw missing;
    try {
      await access.requirePermission(caller, permission, waiver.entityRef);
    } catch (error) {
      // The id must not tell which entity it belongs to.
      throw error instanceof NotFoundError ? missing : error;
    }
  }

  private requireRole(
    person: string,
    memberships: ReadonlyMap<string, Membership>,
    { waiverRole }: CriterionResult,
    owner: string | undefined,
  ): void {
    const rule = this.options.roles.rule(waiverRole);
    if (!holdsRole(rule, memberships.get(person), owner)) {
      throw new NotAllowedError(
        `${person} does not hold the role ${waiverRole}`,
      );
    }
  }

  private async add(
    trx: Knex.Transaction,
    before: Waiver,
    event: Omit<WaiverEvent, 'waiverId'>,
  ): Promise<Done> {
    const { waivers, notices } = this.options;
    const { type, by, at, comment } = event;
    await waivers.addEvent(trx, { ...event, waiverId: before.id });
    const waiver = (await waivers.byId(trx, before.id, at)) ?? before;
    await notices.waiverDecided(trx, waiver, at);
    return this.done(trx, waiver, at, {
      type: `waiver.${type}`,
      actor: by,
      text: comment,
    });
  }

  private async done(
    trx: Knex.Transaction,
    waiver: Waiver,
    at: Millis,
    event: Pick<LogEvent, 'type' | 'actor' | 'text'>,
  ): Promise<Done> {
    const { id, entityRef, scorecard, criterion, expiresAt } = waiver;
    const [uid] = await this.options.log.append(trx, [
      {
        ...event,
        at,
        entityRef,
        data: { id, scorecard, criterion, expiresAt, state: waiver.state },
      },
    ]);
    await this.options.desk.evaluate(trx, waiver, at, 'waiver');
    return { waiver, event: uid };
  }

  /** Does the work in one transaction, once per key of the client. */
  private async once(
    actor: string,
    key: string | undefined,
    request: unknown,
    work: (trx: Knex.Transaction) => Promise<Done>,
  ): Promise<WaiverAnswer> {
    const { db, clock, receipts } = this.options;
    const of = { actor, key, request, now: clock() };
    const { waiver, event } = await inTransaction(db, trx =>
      idempotent(trx, of, () => work(trx)),
    );
    return { waiver, receipt: await receipts.of(event) };
  }
}

function requireCriterion(
  result: ScorecardResult,
  criterion: string,
): CriterionResult {
  const found = result.criteria.find(({ id }) => id === criterion);
  if (!found) throw new NotFoundError(`There is no criterion ${criterion}`);
  return found;
}
