import { NotFoundError } from '@backstage/errors';
import {
  DecisionRights,
  Millis,
  operationsSignoffDecidePermission,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { DelegationStore } from '../delegations/DelegationStore';
import { ResultReader } from '../evaluation/ResultReader';
import { RoleService } from '../roles/RoleService';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { placeOf } from '../signoffs/place';
import { readReviewer } from './readReviewer';
import { slotRight } from './slotRight';

/** Options of {@link RightsService.create}. @internal */
export interface RightsServiceOptions {
  db: Knex;
  access: EntityAccess;
  roles: RoleService;
  delegations: DelegationStore;
  results: Pick<ResultReader, 'result'>;
  scorecards: () => readonly ActiveScorecard[];
  clock: () => Millis;
}

/** What one person may decide on one scorecard of an entity, so that nobody is offered what would be refused. @internal */
export class RightsService {
  static create(options: RightsServiceOptions): RightsService {
    return new RightsService(options);
  }

  private constructor(private readonly options: RightsServiceOptions) {}

  async of(
    caller: CallerCredentials,
    entityRef: string,
    id: string,
  ): Promise<DecisionRights> {
    const { access, results, scorecards } = this.options;
    const person = requirePerson(caller);
    await access.requireVisible(caller, entityRef);
    const active = scorecards().find(one => one.id === id);
    if (!active) throw new NotFoundError(`There is no scorecard ${id}`);
    const { spec } = active.scorecard;
    const result = await results.result(entityRef, id);
    const reviewer = await readReviewer(person, this.options);
    const { owner } = result.exit.subject;
    const view = await access.view(caller, operationsSignoffDecidePermission);
    const permitted = await view.canSee(entityRef);

    const places = [
      ...spec.criteria.map(one => ({ ...one, criterion: one.id })),
      { criterion: 'exit', signoffs: spec.exit.signoffs },
    ];
    const slots = places.flatMap(({ criterion, signoffs = [] }) =>
      signoffs.map(({ id: slot, role }) => {
        const at = { criterion, slot, role, owner };
        const place = placeOf(result, criterion);
        const right = slotRight(reviewer, at, result, place, active);
        if (permitted || right.forbidden) return right;
        return { ...right, forbidden: 'the permission policy does not let it' };
      }),
    );
    // Exceptions and other people's decisions are dealt with in person: delegations lend signatures only.
    const holds = (role: string) => reviewer.holder(role, owner) === person;
    const waiverRoles = new Set(
      result.criteria.map(({ waiverRole }) => waiverRole),
    );
    return {
      entityRef,
      scorecard: id,
      person,
      slots,
      waiverRoles: [...waiverRoles].filter(holds),
      clearsOthers: holds(spec.owner),
    };
  }
}
