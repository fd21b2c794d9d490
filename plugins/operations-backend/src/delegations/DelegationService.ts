import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Delegation,
  Millis,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerCredentials } from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { inTransaction } from '../database/inTransaction';
import { EventLog } from '../log/EventLog';
import { RoleService } from '../roles/RoleService';
import { idempotent } from '../signoffs/idempotent';
import { DelegationStore } from './DelegationStore';

/** Longest delegation, in milliseconds. */
const LONGEST = 30 * 24 * 60 * 60 * 1000;

/** Options of {@link DelegationService.create}. @internal */
export interface DelegationServiceOptions {
  db: Knex;
  roles: RoleService;
  delegations: DelegationStore;
  log: EventLog;
  clock: () => Millis;
  newId: () => string;
}

/** What somebody lends. @internal */
export interface DelegationAsked {
  to: string;
  roles: readonly string[];
  startsAt?: string;
  endsAt: string;
  reason: string;
}

/**
 * Lends roles from one person to another for a time.
 *
 * @remarks Only the person who has roles can lend them, and what is borrowed can't be lent on: whoever delegates has to hold the
 * role in person when it is used.
 * @internal
 */
export class DelegationService {
  static create(options: DelegationServiceOptions): DelegationService {
    return new DelegationService(options);
  }

  private constructor(private readonly options: DelegationServiceOptions) {}

  /** @param key - the client's idempotency key */
  async create(
    caller: CallerCredentials,
    asked: DelegationAsked,
    key?: string,
  ): Promise<Delegation> {
    const { db, roles, delegations, log, clock, newId } = this.options;
    const person = requirePerson(caller);
    const now = clock();
    // What began in the past begins now: nobody may have used it before.
    const starts = Math.max(
      now,
      asked.startsAt === undefined ? now : toMillis(asked.startsAt),
    );
    const ends = toMillis(asked.endsAt);
    this.check(person, asked, starts, ends);
    const known = await roles.membershipsNow([asked.to]);
    if (!known.has(asked.to)) {
      throw new InputError(`to: there is no ${asked.to} in the catalog`);
    }
    const delegation = {
      id: newId(),
      from: person,
      to: asked.to,
      roles: [...new Set(asked.roles)].sort(),
      startsAt: toIso(starts),
      endsAt: toIso(ends),
      reason: asked.reason,
      createdAt: toIso(now),
    };
    const once = { actor: person, key, request: { delegation: asked }, now };
    return inTransaction(db, trx =>
      idempotent(trx, once, async () => {
        await delegations.insert(trx, delegation);
        const { id, to, startsAt, endsAt } = delegation;
        await log.append(trx, [
          {
            type: 'delegation.created',
            at: now,
            actor: person,
            data: { id, to, roles: delegation.roles, startsAt, endsAt },
            text: asked.reason,
          },
        ]);
        return {
          ...delegation,
          state: starts <= now ? ('active' as const) : ('planned' as const),
        };
      }),
    );
  }

  async end(caller: CallerCredentials, id: string): Promise<Delegation> {
    const { db, delegations, log, clock } = this.options;
    const person = requirePerson(caller);
    const now = clock();
    const found = await delegations.byId(db, id, now);
    if (!found || ![found.from, found.to].includes(person)) {
      throw new NotFoundError(`There is no delegation ${id}`);
    }
    return inTransaction(db, async trx => {
      if (!(await delegations.end(trx, id, now))) {
        throw new ConflictError(`The delegation ${id} has ended already`);
      }
      await log.append(trx, [
        { type: 'delegation.ended', at: now, actor: person, data: { id } },
      ]);
      return { ...found, state: 'revoked' };
    });
  }

  private check(
    person: string,
    asked: DelegationAsked,
    starts: Millis,
    ends: Millis,
  ): void {
    if (!asked.to.startsWith('user:')) {
      throw new InputError('to: must be a person');
    }
    if (asked.to === person) {
      throw new NotAllowedError('Nobody can delegate to themselves');
    }
    if (ends <= starts) throw new InputError('endsAt: must be after startsAt');
    if (ends - starts > LONGEST) {
      throw new InputError('endsAt: at most 30 days after startsAt');
    }
    const known = this.options.roles.roles();
    const unknown = asked.roles.find(role => !known.includes(role));
    if (unknown !== undefined) {
      throw new InputError(`roles: there is no role ${unknown}`);
    }
  }
}
