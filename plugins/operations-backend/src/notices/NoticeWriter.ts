import { Waiver } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import {
  EvaluationListener,
  ResultChange,
} from '../evaluation/EvaluationListener';
import { RoleService } from '../roles/RoleService';
import { changeNotices, RoleRecipients, tabLink } from './changeNotices';
import { Outbox } from './Outbox';

/** Puts notices about changes into the outbox, in the transaction of the change. @internal */
export class NoticeWriter implements EvaluationListener {
  static create(options: { outbox: Outbox; roles: RoleService }): NoticeWriter {
    return new NoticeWriter(options.outbox, options.roles);
  }

  private constructor(
    private readonly outbox: Outbox,
    private readonly roles: RoleService,
  ) {}

  async onResults(
    trx: Knex.Transaction,
    changes: readonly ResultChange[],
  ): Promise<void> {
    for (const change of changes) {
      const notices = changeNotices(change, this.recipientsOf);
      await this.outbox.add(trx, notices, change.at);
    }
  }

  /** Tells those who decide that somebody asks for an exception. */
  async waiverRequested(
    trx: Knex.Transaction,
    waiver: Waiver,
    role: string,
    owner: string | undefined,
    now: number,
  ): Promise<void> {
    const { entityRef, criterion, id } = waiver;
    await this.outbox.add(
      trx,
      [
        {
          recipients: this.recipientsOf(role, owner),
          title: `${entityRef} asks for an exception on ${criterion}`,
          link: '/operations/reviews',
          severity: 'normal',
          scope: `waiver:${id}`,
        },
      ],
      now,
    );
  }

  /** Tells whoever asked what became of the exception. */
  async waiverDecided(
    trx: Knex.Transaction,
    waiver: Waiver,
    now: number,
  ): Promise<void> {
    const { entityRef, criterion, id, state, requestedBy } = waiver;
    await this.outbox.add(
      trx,
      [
        {
          recipients: [requestedBy],
          title: `The exception on ${criterion} was ${state}`,
          description: entityRef,
          link: tabLink(entityRef),
          severity: 'normal',
          scope: `waiver:${id}`,
        },
      ],
      now,
    );
  }

  private readonly recipientsOf: RoleRecipients = (role, owner) => {
    const rule = this.roles.rule(role);
    if (!rule) return [];
    const owners = rule.ownerGroup && owner !== undefined ? [owner] : [];
    return [...rule.groups, ...owners];
  };
}
