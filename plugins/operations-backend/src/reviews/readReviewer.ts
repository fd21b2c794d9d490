import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { DelegationStore } from '../delegations/DelegationStore';
import { RoleService } from '../roles/RoleService';
import { Reviewer } from './Reviewer';

/** A person with their roles and those lent to them, as our copy of the catalog has it. @internal */
export async function readReviewer(
  person: string,
  from: {
    db: Knex;
    roles: RoleService;
    delegations: DelegationStore;
    clock: () => Millis;
  },
): Promise<Reviewer> {
  const { db, roles, delegations, clock } = from;
  const lent = await delegations.activeTo(db, person, clock());
  const names = [person, ...lent.map(one => one.from)];
  return Reviewer.create({
    person,
    rules: role => roles.rule(role),
    memberships: await roles.membershipsCopied(db, names),
    delegations: lent,
  });
}
